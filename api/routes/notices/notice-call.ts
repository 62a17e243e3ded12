import { Refused, notFound, type Fault } from '../../../contracts/api/refused.js';
import { isErrorCode } from '../../../contracts/errors.js';
import type { NoticeAnswer } from '../../../contracts/notice/notices.js';
import { text } from '../../../contracts/text.js';
import { levelOf } from '../../../domain/incident/level.js';
import { progressMs } from '../../../domain/notice/cadence.js';
import type { NoticeFault, NoticeRef } from '../../../domain/notice/effects.js';
import { readOwedId, type OwedName } from '../../../domain/notice/stages.js';
import { noticedIncident } from '../../../records/notice/facts.js';
import { writeGateEvents } from '../../../records/notice/gate-events.js';
import { prepareNotice, type Prepared } from '../../../records/notice/prepare.js';
import { noticeById, type NoticeRow } from '../../../records/notice/rows.js';
import type { Permission } from '../../permissions.js';
import type { RawCall } from '../../route.js';
import { seen, type FoundIncident } from '../incidents/subject.js';

export const tags = ['notices'];

/** A notice and the incident it is about, as far as the caller may see them. */
export interface SeenNotice {
  row: NoticeRow;
  incident: FoundIncident;
}

export async function seenNotice(
  call: RawCall,
  id: string,
  permission: Permission = 'notice.read',
): Promise<SeenNotice> {
  const row = await noticeById(call.db, id);
  if (!row) throw notFound(id);
  return { row, incident: await seen(call, row.incidentId, { permission }) };
}

/** What the incident owes of it at this instant, as its read model says. */
export function refFor({ view }: FoundIncident, notice: string, known?: NoticeRef): NoticeRef {
  const name: OwedName | undefined = readOwedId(notice) ?? known;
  if (!name) throw notFound(notice);
  const owed = view.notices?.owed.find(({ id }) => id === notice);
  const level = view.grading?.level ?? levelOf(view.severity);
  const dueAt = owed?.dueAt ?? known?.dueAt ?? view.detectedAt;
  const { approvedBy: _before, ...more }: Partial<NoticeRef> = known ?? {};
  const nextAt = more.nextAt ?? nextAfter(name, dueAt, level);
  return {
    ...more,
    ...{ notice, audience: name.audience, stage: name.stage, seq: name.seq, level, dueAt },
    ...(nextAt !== undefined && { nextAt }),
    ...(owed?.approvedBy !== undefined && { approvedBy: owed.approvedBy }),
  };
}

function nextAfter({ stage }: OwedName, dueAt: number, level: NoticeRef['level']) {
  const periodMs = progressMs({ level });
  const runsOn = stage === 'first' || stage === 'progress' || stage === 'level_change';
  return runsOn && periodMs !== undefined ? dueAt + periodMs : undefined;
}

export async function prepared(call: RawCall, { row, incident }: SeenNotice): Promise<Prepared> {
  const { database, settings, now } = call.deps;
  const noticed = await noticedIncident(database, incident.id);
  if (!noticed) throw notFound(incident.id);
  const ref = refFor(incident, row.owed, row.ref);
  const asked = { incident: noticed, notice: row, ref, zone: settings.zone, now: now() };
  return prepareNotice(database, asked);
}

const detailOf = (call: RawCall, { code }: NoticeFault, row: NoticeRow): string => {
  const values = { notice: row.number, level: row.level };
  return text(call.language, `errors/${code}/detail`, values);
};

export const faultsOf = (
  call: RawCall,
  faults: readonly NoticeFault[],
  row: NoticeRow,
): NoticeAnswer['faults'] =>
  faults.map((fault) => ({ ...fault, detail: detailOf(call, fault, row) }));

/** 422 with every fault at its field's pointer, counted as attempts that were held back (V18). */
export async function refuseFaulty(
  call: RawCall,
  row: NoticeRow,
  faults: readonly NoticeFault[],
): Promise<void> {
  if (faults.length === 0) return;
  const { db, principal, requestId, deps } = call;
  const writer = { actor: principal.actor, requestId, at: new Date(deps.now()) };
  const events = faults.map(({ field, code }) => ({ kind: 'blocked' as const, field, code }));
  await writeGateEvents(db, events, { subject: row.incidentId, about: row.id, writer });
  const at: Fault[] = faults.map((fault) => ({
    pointer: `/fields/${fault.field}`,
    code: isErrorCode(fault.code) ? fault.code : 'rule_violation',
    detail: detailOf(call, fault, row),
  }));
  throw new Refused('notice_blocked', { notice: row.number }, at);
}
