import type { ItemSpec } from '../../domain/handover/state.js';
import { jsonColumn } from '../directory/columns.js';
import type { Rows } from '../rows.js';

/** Before anything that the process itself tells. */
const beforeAll = -1;

/** The rows of items that nobody has touched; what the process tells of an item replaces its row. */
export async function keepMissingItems(
  rows: Rows,
  subject: string,
  items: readonly ItemSpec[],
): Promise<void> {
  const untouched = { provider: null, content: null, validUntil: null, by: null, reason: null };
  await rows.processFact.createMany({
    data: items.map(({ key, critical }) => ({
      ...{ subject, kind: 'item', key, seq: beforeAll },
      data: jsonColumn({ state: 'missing', critical, loops: 0, at: 0, ...untouched }),
    })),
    skipDuplicates: true,
  });
}
