import type { AccessRequestReason } from '../../domain/access-request/effects.js';
import type { PageWords } from './page-words.js';

type Words = PageWords & { lead: Record<AccessRequestReason, string> };

const zh: Words = {
  lead: {
    asked: '有人申请查看受限内容，请批准，或说明理由拒绝。',
    unanswered: '一项权限申请未在时限内答复，现升级到您；请批准，或说明理由拒绝。',
    granted: '您的权限申请已批准，到期自动失效。',
    declined: '您的权限申请被拒绝，理由见详情。',
  },
};

const en: Words = {
  lead: {
    asked: 'Somebody asks to see what they may not: approve it, or decline with a reason.',
    unanswered:
      'A request for access was not answered in time and has climbed to you: approve it, or decline with a reason.',
    granted: 'Your request for access was approved; it ends by itself.',
    declined: 'Your request for access was declined; the reason is with it.',
  },
};

/** What pages of an access request say. */
export const accessRequestPageTexts = { zh, en };
