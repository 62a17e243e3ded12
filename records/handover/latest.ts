import { shortNumberOf } from '../../contracts/names.js';
import type { HandoverView } from '../../domain/handover/view.js';
import type { Rows } from '../rows.js';

export interface LatestHandover {
  id: string;
  number: string;
  view: HandoverView;
  updatedAt: Date;
}

/** The service's hand-over under way, else the last one that was accepted; drills are none. */
export async function latestHandover(
  rows: Rows,
  service: string,
): Promise<LatestHandover | undefined> {
  const [row] = await rows.processRow.findMany({
    where: {
      ...{ process: 'handover', serviceId: service, drill: false },
      OR: [{ closedAt: null }, { view: { path: ['closedAs'], equals: 'accepted' } }],
    },
    orderBy: [{ closedAt: { sort: 'desc', nulls: 'first' } }, { number: 'desc' }],
    take: 1,
  });
  if (!row) return undefined;
  return {
    id: row.id,
    number: shortNumberOf('handover', row.number),
    view: row.view as unknown as HandoverView,
    updatedAt: row.updatedAt,
  };
}
