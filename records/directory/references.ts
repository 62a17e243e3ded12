import { Refused } from '../../contracts/api/refused.js';
import type { Rows } from './access.js';

interface Ids {
  where: { id: { in: string[] } };
  select: { id: true };
}

type Lookup = (rows: Rows, args: Ids) => PromiseLike<{ id: string }[]>;

/** What a reference may point at. An `activePerson` is one who has not left. */
const lookups = {
  person: (rows, args) => rows.person.findMany(args),
  activePerson: (rows, { where, select }) =>
    rows.person.findMany({ where: { ...where, status: 'active' }, select }),
  department: (rows, args) => rows.department.findMany(args),
  team: (rows, args) => rows.team.findMany(args),
  schedule: (rows, args) => rows.schedule.findMany(args),
  site: (rows, args) => rows.site.findMany(args),
  customer: (rows, args) => rows.customer.findMany(args),
  service: (rows, args) => rows.service.findMany(args),
  supplierService: (rows, args) => rows.supplierService.findMany(args),
  integration: (rows, args) => rows.integration.findMany(args),
  supplier: (rows, args) => rows.supplier.findMany(args),
  contract: (rows, args) => rows.contract.findMany(args),
  product: (rows, args) => rows.product.findMany(args),
  calendar: (rows, args) => rows.workCalendar.findMany(args),
  policy: async (rows, { where }) => {
    const found = await rows.policy.findMany({
      where: { policyId: where.id, supersededAt: null },
      select: { policyId: true },
    });
    return found.map(({ policyId }) => ({ id: policyId }));
  },
} satisfies Record<string, Lookup>;

type Referable = keyof typeof lookups;

export interface Reference {
  /** JSON pointer into the draft. */
  pointer: string;
  kind: Referable;
  id: string | null | undefined;
}

/** 422 `unknown_reference` with a fault for each id that does not exist; one query per kind. */
export async function refuseUnknown(rows: Rows, references: readonly Reference[]): Promise<void> {
  const given = references.filter((reference) => reference.id != null);
  const known = new Set<string>();
  for (const kind of new Set(given.map((reference) => reference.kind))) {
    const ids = given.filter((it) => it.kind === kind).flatMap((it) => it.id ?? []);
    const lookup: Lookup = lookups[kind];
    const found = await lookup(rows, {
      where: { id: { in: [...new Set(ids)] } },
      select: { id: true },
    });
    for (const { id } of found) known.add(`${kind} ${id}`);
  }
  const unknown = given.filter(({ kind, id }) => !known.has(`${kind} ${id}`));
  const [first] = unknown;
  if (!first) return;
  throw new Refused(
    'unknown_reference',
    { field: first.pointer, id: first.id ?? '' },
    unknown.map(({ pointer, id }) => ({
      pointer,
      code: 'unknown_reference',
      detail: `${id} does not exist`,
    })),
  );
}
