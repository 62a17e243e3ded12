import type { Projection } from '../../contracts/projection.js';
import type {
  DraftNoticeEffect,
  NoticeBlocked,
  NoticeDrafted,
  NoticeSent,
  SendNoticeEffect,
} from '../../domain/notice/effects.js';

/** The hands of notices (machine.md §2); workflows know them by this type only. */
export interface NoticeActivities {
  draftNotice(
    subject: string,
    effect: DraftNoticeEffect,
    carry?: Projection,
  ): Promise<NoticeDrafted>;
  sendNotice(
    subject: string,
    effect: SendNoticeEffect,
    carry?: Projection,
  ): Promise<NoticeSent | NoticeBlocked>;
}
