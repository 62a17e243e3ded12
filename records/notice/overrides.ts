import { Refused, notFound } from '../../contracts/api/refused.js';
import type { Override } from '../../domain/notice/draft.js';
import type { FieldKey } from '../../domain/notice/fields.js';
import type { Bilingual } from '../../domain/severity/matrix.js';
import type { NoticeOverride } from '../../prisma/generated/client.js';
import { appendAudit, type Writer } from '../audit/audit.js';
import { jsonColumn } from '../directory/columns.js';
import { newId } from '../directory/noun.js';
import type { Rows } from '../rows.js';
import { writeGateEvents } from './gate-events.js';

export type StoredOverride = Override & { id: string; at: Date; confirmedAt?: Date };

const storedOf = (row: NoticeOverride): StoredOverride => ({
  id: row.id,
  field: row.field as FieldKey,
  value: row.value as unknown as Bilingual,
  reason: row.reason,
  expires: row.expiresAt.getTime(),
  by: row.proposedBy,
  at: row.proposedAt,
  ...(row.confirmedBy !== null && { confirmedBy: row.confirmedBy }),
  ...(row.confirmedAt !== null && { confirmedAt: row.confirmedAt }),
});

export async function overridesOf(rows: Rows, noticeId: string): Promise<StoredOverride[]> {
  const found = await rows.noticeOverride.findMany({
    where: { noticeId },
    orderBy: { proposedAt: 'asc' },
  });
  return found.map(storedOf);
}

export interface Proposed {
  notice: { id: string; incidentId: string };
  field: FieldKey;
  value: Bilingual;
  reason: string;
  expires: number;
  person: string;
}

/** A computed value that a person would have otherwise: shown, and without effect until confirmed. */
export async function proposeOverride(
  rows: Rows,
  { notice, field, value, reason, expires, person }: Proposed,
  writer: Writer,
): Promise<StoredOverride> {
  const row = await rows.noticeOverride.create({
    data: {
      id: newId('nov_'),
      ...{ noticeId: notice.id, field, value: jsonColumn(value), reason },
      ...{ expiresAt: new Date(expires), proposedBy: person, proposedAt: writer.at },
    },
  });
  const after = { id: row.id, field, value, reason, expires: row.expiresAt };
  await appendAudit(rows, { subject: notice.id, action: 'notice.override', after }, writer);
  return storedOf(row);
}

/**
 * Puts a proposal into force, by another person than its proposer (I7); 422 `second_name_needed`
 * for the same one, 422 `time_in_past` once it ran out. Counted as an override (V18).
 */
export async function confirmOverride(
  rows: Rows,
  given: { notice: { id: string; incidentId: string }; id: string; person: string },
  writer: Writer,
): Promise<StoredOverride> {
  const { notice, id, person } = given;
  const row = await rows.noticeOverride.findFirst({ where: { id, noticeId: notice.id } });
  if (!row) throw notFound('proposal');
  if (row.proposedBy === person) throw new Refused('second_name_needed');
  if (row.expiresAt <= writer.at) throw new Refused('time_in_past', { field: 'expires' });
  if (row.confirmedBy !== null) return storedOf(row);
  const data = { confirmedBy: person, confirmedAt: writer.at };
  const after = await rows.noticeOverride.update({ where: { id }, data });
  const line = { subject: notice.id, action: 'notice.override_confirmed', after: { id, ...data } };
  await appendAudit(rows, line, writer);
  const event = { kind: 'override' as const, field: row.field };
  await writeGateEvents(rows, [event], { subject: notice.incidentId, about: notice.id, writer });
  return storedOf(after);
}
