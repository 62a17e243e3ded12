import type { PairAnswer, PairDraft, PairMember } from '../../contracts/window/pairs.js';
import type { Pair, RedundancyKind } from '../../domain/window/overlap.js';
import type { Prisma, RedundancyPair } from '../../prisma/generated/client.js';
import type { Rows } from '../directory/access.js';
import { jsonColumn, namesOf, stampsOf, type Names } from '../directory/columns.js';
import type { Noun } from '../directory/noun.js';
import { refuseUnknown } from '../directory/references.js';
import { verbsOf } from '../directory/verbs.js';

type Columns = Omit<Prisma.RedundancyPairUncheckedCreateInput, 'id' | 'version'>;

const membersOf = (row: RedundancyPair): PairMember[] => row.members as unknown as PairMember[];

const noun: Noun<
  RedundancyPair,
  PairDraft,
  Columns,
  Prisma.RedundancyPairWhereInput,
  Record<never, never>
> = {
  name: 'redundancy_pair',
  idPrefix: 'rdp_',
  table: (rows) => rows.redundancyPair,
  draftOf: (row) => ({
    name: namesOf(row.name),
    kind: row.kind as RedundancyKind,
    members: membersOf(row),
  }),
  columns: (draft) => ({
    name: jsonColumn(draft.name),
    kind: draft.kind,
    members: jsonColumn(draft.members),
  }),
  where: () => ({}),
  scoped: () => ({}),
  check: (rows, draft) =>
    refuseUnknown(
      rows,
      draft.members.map(({ kind, id }, k) => ({
        pointer: `/members/${k}/id`,
        kind: kind === 'service' ? 'service' : 'supplierService',
        id,
      })),
    ),
  usedBy: async () => [],
};

const answerOf = (row: RedundancyPair): PairAnswer => ({
  ...stampsOf(row),
  name: namesOf(row.name),
  kind: row.kind as RedundancyKind,
  members: membersOf(row),
});

/** Legs that stand in for each other (RedundancyGroup, 3a). */
export const pairs = verbsOf(noun, answerOf);

/** A pair with what an incident about it says. */
export interface NamedPair extends Pair {
  name: Names;
  /** Whose trouble it would be. */
  service?: string;
}

export interface Circuits {
  id: string;
  name: Prisma.JsonValue;
  supplierServiceIds: string[];
}

export const circuitLeg = (id: string): string => `supplier_service:${id}`;
export const serviceLeg = (id: string): string => `service:${id}`;

const serviceOf = (members: readonly PairMember[], services: readonly Circuits[]) => {
  const named = members.find(({ kind }) => kind === 'service')?.id;
  if (named !== undefined) return named;
  const ids = members.map(({ id }) => id);
  return services.find(({ supplierServiceIds }) =>
    supplierServiceIds.some((id) => ids.includes(id)),
  )?.id;
};

const writtenPair = (row: RedundancyPair, services: readonly Circuits[]): NamedPair => {
  const service = serviceOf(membersOf(row), services);
  return {
    key: `pair:${row.id}`,
    kind: row.kind as RedundancyKind,
    legs: membersOf(row).map(({ kind, id }) => `${kind}:${id}`),
    name: namesOf(row.name),
    ...(service !== undefined && { service }),
  };
};

const implied = ({ id, name, supplierServiceIds }: Circuits): NamedPair => ({
  key: `service:${id}`,
  kind: '2N',
  legs: supplierServiceIds.map(circuitLeg),
  name: namesOf(name),
  service: id,
});

const sameLegs = (one: Pair, two: Pair): boolean =>
  one.legs.length === two.legs.length && one.legs.every((leg) => two.legs.includes(leg));

/** Every pair: those written down, and the circuits of each service that has two or more. */
export async function allPairs(rows: Rows, services: readonly Circuits[]): Promise<NamedPair[]> {
  const written = (await rows.redundancyPair.findMany({ orderBy: { id: 'asc' } })).map((row) =>
    writtenPair(row, services),
  );
  const own = services
    .filter(({ supplierServiceIds }) => supplierServiceIds.length > 1)
    .map(implied)
    .filter((pair) => !written.some((known) => sameLegs(known, pair)));
  return [...written, ...own];
}
