import { shortNumberOf, type ProcessName } from '../../contracts/names.js';
import type { ReviewItem } from '../../domain/meeting/commands.js';
import { reviewItemsMax } from '../../domain/meeting/state.js';
import type { Instant } from '../../domain/machine.js';
import type { Rows } from '../rows.js';

interface Row {
  id: string;
  process: ProcessName;
  number: number;
  title: string;
  stage: string;
  owner: string;
  due: number | null;
}

/**
 * What is open in these departments, or came of this meeting: asks, actions and hard faults, the
 * earliest due first, and how many more there are (N48, operations.md).
 */
export async function openItems(
  rows: Rows,
  { meeting, departments }: { meeting: string; departments: readonly string[] },
): Promise<{ items: ReviewItem[]; more: number }> {
  const found = await rows.$queryRaw<(Row & { total: number })[]>`
    select i.id, i.process, i.number, i.title, i.stage, coalesce(h.name, i.holder_id, '') as owner,
      coalesce(i.view ->> 'committedTo', i.view ->> 'due', i.view ->> 'neededBy',
        i.view ->> 'stepDueAt')::double precision as due,
      (count(*) over ())::int as total
    from process_row i left join person h on h.id = i.holder_id
    where i.process in ('ask', 'action', 'hardFault') and i.closed_at is null and not i.drill
      and (i.department_id = any(${[...departments]}::text[]) or i.about = ${meeting})
    order by due nulls last, i.number limit ${reviewItemsMax}`;
  const items = found.map(({ id, process, number, title, stage, owner, due }): ReviewItem => ({
    ...{ subject: id, number: shortNumberOf(process, number), title, stage, owner },
    ...(due !== null && { due: Number(due) satisfies Instant }),
  }));
  return { items, more: Math.max(0, (found[0]?.total ?? 0) - items.length) };
}
