/** One traffic flow, as whoever is on call reads it (N8, operations.md). */
export interface Flow {
  src: string;
  dst: string;
  path: string | null;
  routing: string | null;
  acl: string[];
  security: string[];
  dns: string[];
  /** Whether and how answers are intercepted. */
  interception: string[];
}

type Row = Readonly<Record<string, string>>;

export interface FlowTables {
  /** D1: where from, where to, by which path. */
  flows: readonly Row[];
  /** D2: what is let through, per flow. */
  rules: readonly Row[];
  /** D3: how names are resolved, per flow. */
  names: readonly Row[];
}

export interface Flows {
  flows: Flow[];
  /** Rules and names of flows that the first table does not list: shown, never dropped. */
  other: { flow: string; text: string }[];
}

const cell = (row: Row, ...columns: string[]): string | null =>
  columns.map((column) => row[column]?.trim()).find((text) => text) ?? null;

/** `1`, `A->B`, `a → b`: the same flow however its arrow is written. */
const label = (text: string): string => text.toLocaleLowerCase('en').replace(/[\s>→—–-]+/gu, '→');

const labelsOf = (row: Row, index: number): string[] => {
  const [src, dst] = [cell(row, 'from', 'src') ?? '', cell(row, 'to', 'dst') ?? ''];
  const own = cell(row, 'flow', 'name');
  return [String(index + 1), `${src}→${dst}`, ...(own === null ? [] : [own])].map(label);
};

interface Saying {
  flow: string;
  member: 'acl' | 'security' | 'dns' | 'interception';
  text: string;
}

const sayings = (rows: readonly Row[], columns: Record<string, Saying['member']>): Saying[] =>
  rows.flatMap((row) =>
    Object.entries(columns).flatMap(([column, member]) => {
      const text = cell(row, column);
      return text === null ? [] : [{ flow: cell(row, 'flow') ?? '', member, text }];
    }),
  );

/** The flows of a disclosure with everything that is said of each, found by label or number. */
export function flowsOf({ flows: rows, rules, names }: FlowTables): Flows {
  const labels = rows.map(labelsOf);
  const flows = rows.map((row): Flow => ({
    src: cell(row, 'from', 'src') ?? '',
    dst: cell(row, 'to', 'dst') ?? '',
    path: cell(row, 'path'),
    routing: cell(row, 'routing'),
    ...{ acl: [], security: [], dns: [], interception: [] },
  }));
  const other: Flows['other'] = [];
  const said = [
    ...sayings(rules, { rule: 'acl', acl: 'acl', protection: 'security', security: 'security' }),
    ...sayings(names, { dns: 'dns', resolver: 'dns', need: 'dns', interception: 'interception' }),
  ];
  for (const { flow, member, text } of said) {
    const found = flows[labels.findIndex((each) => each.includes(label(flow)))];
    if (found) found[member].push(text);
    else other.push({ flow, text });
  }
  return { flows, other };
}
