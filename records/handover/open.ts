import { shortNumberOf } from '../../contracts/names.js';
import type { Rows } from '../rows.js';

/** The hand-over of this service that has not ended; a service has one at a time. */
export async function openHandoverOf(
  rows: Rows,
  service: string,
): Promise<{ id: string; number: string } | undefined> {
  const row = await rows.processRow.findFirst({
    where: { process: 'handover', serviceId: service, closedAt: null },
    select: { id: true, number: true },
    orderBy: { number: 'desc' },
  });
  return row ? { id: row.id, number: shortNumberOf('handover', row.number) } : undefined;
}
