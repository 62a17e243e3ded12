import type { Gate } from '../../domain/handover/readings.js';
import type { Prisma } from '../../prisma/generated/client.js';
import { supplierServiceAnswerOf } from '../directory/supplier-services.js';
import type { Rows } from '../rows.js';
import { gateOf } from './gate.js';

const include = { supplier: true } satisfies Prisma.SupplierServiceInclude;
export type CircuitRow = Prisma.SupplierServiceGetPayload<{ include: typeof include }>;

/** The supplier services behind a service, in the order of ids. */
export const circuitsOf = (rows: Rows, ids: readonly string[]): Promise<CircuitRow[]> =>
  rows.supplierService.findMany({
    where: { id: { in: [...ids] } },
    include,
    orderBy: { id: 'asc' },
  });

/** What has to be known of every circuit before ops runs it (N41, operations.md). */
const technology = [
  'carrier',
  'circuitId',
  'medium',
  'lastMile',
  'technology',
  'handOff',
] as const satisfies readonly (keyof CircuitRow)[];

function missingOf(row: CircuitRow): string[] {
  const { engineer } = supplierServiceAnswerOf(row);
  const contacts = row.supplier.escalationContacts as unknown as unknown[];
  return [
    ...technology.filter((member) => row[member] === null),
    ...(contacts.length === 0 ? ['escalation'] : []),
    ...(engineer ? (engineer.verified ? [] : ['engineer_call']) : ['engineer']),
  ];
}

/** Technology fields, escalation and an engineer whom a call reached, of every circuit (N41). */
export const supplierGate = (circuits: readonly CircuitRow[]): Gate =>
  gateOf(
    circuits.flatMap((row) => {
      const missing = missingOf(row);
      const name = `${row.supplier.name} ${row.circuitId ?? row.id}`;
      return missing.length === 0 ? [] : [`${name}: ${missing.join(', ')}`];
    }),
  );
