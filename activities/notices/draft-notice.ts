import type { Projection } from '../../contracts/projection.js';
import { system } from '../../domain/machine.js';
import {
  faultsNamedMax,
  type DraftMade,
  type DraftNoticeEffect,
  type NoticeDrafted,
  type NoticeRef,
} from '../../domain/notice/effects.js';
import { missingOf } from '../../domain/notice/gate.js';
import type { Database } from '../../records/database.js';
import { noticedIncident, type NoticedIncident } from '../../records/notice/facts.js';
import { prepareNotice } from '../../records/notice/prepare.js';
import { adoptCorrection, ensureNotice, type NoticeRow } from '../../records/notice/rows.js';
import { alive } from '../activity-context.js';
import type { NotifyDependencies } from '../notify/attempt.js';
import { createProjectRecord } from '../records/project-record.js';

/** The read model is a moment behind a process that has just begun: the engine tries again. */
export async function incidentOf(database: Database, subject: string): Promise<NoticedIncident> {
  const incident = await noticedIncident(database, subject);
  if (!incident) throw new Error(`incident ${subject} is not in the read model yet`);
  return incident;
}

interface Owing {
  subject: string;
  incident: NoticedIncident;
  ref: NoticeRef;
}

/** The row of an owed notice; a correction's was made by whoever corrects. */
export async function rowOf(
  { database, now }: Pick<NotifyDependencies, 'database' | 'now'>,
  { subject, incident, ref }: Owing,
): Promise<NoticeRow> {
  if (ref.stage === 'correction' && ref.noticeId !== undefined) {
    const row = await adoptCorrection(database, ref.noticeId, ref.notice);
    if (row) return row;
  }
  const { number, view } = incident;
  const about = { id: subject, number, drill: view.drill };
  return ensureNotice(database, { incident: about, ref, by: system, at: new Date(now()) });
}

/**
 * Makes the rows of owed notices where there are none, and says what each still needs before it
 * may go. What it carries is written first: it judges the incident as it then is. A repeat finds the
 * same rows.
 */
export function createDraftNotice(deps: NotifyDependencies) {
  const { database, zone } = deps;
  const draft = async (owing: Owing): Promise<DraftMade> => {
    const notice = await rowOf(deps, owing);
    const { incident, ref } = owing;
    const asked = { incident, notice, ref, zone, now: deps.now() };
    const { faults } = await prepareNotice(database, asked);
    return {
      notice: ref.notice,
      noticeId: notice.id,
      complete: faults.length === 0,
      missing: missingOf(faults).slice(0, faultsNamedMax),
    };
  };
  const project = createProjectRecord(deps);
  return (subject: string, effect: DraftNoticeEffect, carry?: Projection): Promise<NoticeDrafted> =>
    alive(deps, async () => {
      if (carry) await project(carry);
      const incident = await incidentOf(database, subject);
      const drafts: DraftMade[] = [];
      for (const ref of effect.notices) drafts.push(await draft({ subject, incident, ref }));
      return { type: 'notice_drafted', effect: effect.id, drafts };
    });
}
