import type { GateReport } from '../../contracts/notice/gates.js';
import type { Writer } from '../audit/audit.js';
import { jsonColumn } from '../directory/columns.js';
import { Prisma } from '../../prisma/generated/client.js';
import type { Rows } from '../rows.js';

export type GateEventKind = 'blocked' | 'override' | 'correction' | 'level_override';

export interface GateEventDraft {
  kind: GateEventKind;
  field?: string;
  code?: string;
}

/** Writes what a gate held back, or who passed it with a name (V18). */
export async function writeGateEvents(
  rows: Rows,
  events: readonly GateEventDraft[],
  { subject, about, writer }: { subject: string; about?: string; writer: Writer },
): Promise<void> {
  const { actor, at } = writer;
  const person = actor.person ?? (actor.kind === 'user' ? actor.id : null);
  await rows.gateEvent.createMany({
    data: events.map(({ kind, field, code }) => ({
      ...{ at, subject, about: about ?? null, kind, person },
      ...{ field: field ?? null, code: code ?? null, actor: jsonColumn(actor) },
    })),
  });
}

interface Counted {
  kind: GateEventKind;
  field: string | null;
  code: string | null;
  person: string | null;
  name: string | null;
  count: number;
}

const summed = (rows: readonly Counted[], key: 'kind' | 'field' | 'code' | 'person') => {
  const sums = new Map<string, { key: string; name?: string; count: number }>();
  for (const row of rows) {
    const value = row[key];
    if (value === null) continue;
    const before = sums.get(value)?.count ?? 0;
    const name = key === 'person' && row.name !== null ? { name: row.name } : {};
    sums.set(value, { key: value, ...name, count: before + row.count });
  }
  return [...sums.values()].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
};

/** Attempts blocked, overrides and corrections within [from, to), without practice (V18, I10). */
export async function gateReport(
  rows: Rows,
  { from, to }: { from: Date; to: Date },
): Promise<GateReport> {
  const counted = await rows.$queryRaw<Counted[]>(Prisma.sql`
    select e.kind, e.field, e.code, e.person, p.name, count(*)::int as count
    from gate_event e left join person p on p.id = e.person
    where e.at >= ${from} and e.at < ${to}
      and not exists (select from uncounted where uncounted.subject = e.subject)
    group by e.kind, e.field, e.code, e.person, p.name`);
  const total = (kind: GateEventKind): number =>
    counted.reduce((sum, row) => (row.kind === kind ? sum + row.count : sum), 0);
  return {
    from,
    to,
    blocked: total('blocked'),
    overrides: total('override') + total('level_override'),
    corrections: total('correction'),
    byKind: summed(counted, 'kind'),
    byField: summed(counted, 'field'),
    byCode: summed(counted, 'code'),
    byPerson: summed(counted, 'person'),
  };
}
