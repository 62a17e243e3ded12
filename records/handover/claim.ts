import { Refused } from '../../contracts/api/refused.js';
import { jsonColumn } from '../directory/columns.js';
import type { Rows } from '../rows.js';
import { openHandoverOf } from './open.js';

/** A claim whose process has not shown itself by then came to nothing. */
const claimMs = 60_000;

/**
 * Keeps a service for the hand-over `id`; two starts at once come one after the other. Runs in a
 * transaction of its own.
 * @throws Refused `conflict` where another hand-over of the service is open or about to begin
 */
export async function claimService(
  rows: Rows,
  { id, service, at }: { id: string; service: string; at: Date },
): Promise<void> {
  await rows.$executeRaw`
    select pg_advisory_xact_lock(hashtextextended(${`handover:${service}`}, 0))`;
  const open = await openHandoverOf(rows, service);
  if (open && open.id !== id) throw new Refused('conflict', { what: open.number });
  const where = { subject: `handover of ${service}`, kind: 'claim', key: 'open' };
  const before = await rows.processFact.findUnique({ where: { subject_kind_key: where } });
  const claim = before?.data as { id: string; at: number } | undefined;
  if (claim && claim.id !== id && claim.at >= at.getTime() - claimMs) {
    const shown = await rows.processRow.count({ where: { id: claim.id } });
    if (shown === 0) throw new Refused('conflict', { what: service });
  }
  const data = jsonColumn({ id, at: at.getTime() });
  await rows.processFact.upsert({
    where: { subject_kind_key: where },
    create: { ...where, seq: 0, data },
    update: { data },
  });
}
