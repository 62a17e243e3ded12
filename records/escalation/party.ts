import { targetOf } from '../../contracts/calendar/target.js';
import type { Addressee } from '../../domain/escalation/open.js';
import type { Asker, Party, SupplierSide } from '../../domain/escalation/state.js';
import type { Target } from '../../domain/ladder.js';
import type { Instant } from '../../domain/machine.js';
import { adminPersonId } from '../oncall/directory.js';
import type { Rows } from '../rows.js';

const person = (id: string): Target => ({ kind: 'person', id });

const nameOf = (name: unknown): string => {
  const { zh, en } = name as { zh?: string; en?: string };
  return zh ?? en ?? '';
};

interface Chief {
  deputyId: string | null;
  headId: string | null;
  executiveId: string | null;
}

/** Deputy, head and executive, one rung each; nobody twice, and not `but`. */
function chiefs({ deputyId, headId, executiveId }: Chief, but?: string): Target[][] {
  const ids = [deputyId, headId, executiveId].filter((id) => id !== null && id !== but);
  return [...new Set(ids)].flatMap((id) => (id === null ? [] : [[person(id)]]));
}

/** The asker with who is reminded in their stead; undefined where the person is gone. */
export async function askerOf(rows: Rows, id: string): Promise<Asker | undefined> {
  const row = await rows.person.findUnique({ where: { id }, include: { department: true } });
  if (!row) return undefined;
  const { department } = row;
  if (!department) return { person: id, above: [] };
  return {
    person: id,
    department: { id: department.id, name: nameOf(department.name) },
    ...(department.headId !== null && { head: department.headId }),
    above: chiefs(department, id),
  };
}

/** Whom a leg addresses, with everybody who is paged while nobody answers; undefined: unknown. */
export function partyOf(
  rows: Rows,
  to: Addressee,
  { asker, at }: { asker: Asker; at: Instant },
): Promise<Party | undefined> {
  switch (to.kind) {
    case 'department':
      return departmentParty(rows, to.id);
    case 'person':
      return personParty(rows, to.id);
    case 'supplier':
      return supplierParty(rows, to.id, { asker, at });
  }
}

async function departmentParty(rows: Rows, id: string): Promise<Party | undefined> {
  const row = await rows.department.findUnique({ where: { id } });
  if (!row) return undefined;
  const name = nameOf(row.name);
  const duty: Target[][] = row.scheduleId ? [[{ kind: 'schedule', id: row.scheduleId }]] : [];
  const rungs = [...duty, ...chiefs(row)];
  return {
    ...{ kind: 'department', id, name, department: { id, name } },
    ...(row.headId !== null && { head: row.headId }),
    rungs: rungs.length > 0 ? rungs : [[person(adminPersonId)]],
    ...(row.calendarId !== null && { calendar: { kind: 'calendar', id: row.calendarId } }),
  };
}

async function personParty(rows: Rows, id: string): Promise<Party | undefined> {
  const where = { id, status: 'active' as const };
  const row = await rows.person.findUnique({ where, include: { department: true } });
  if (!row) return undefined;
  const { department, name } = row;
  return {
    ...{ kind: 'person', id, name },
    ...(department && { department: { id: department.id, name: nameOf(department.name) } }),
    ...(department?.headId && { head: department.headId }),
    rungs: [[person(id)], ...(department ? chiefs(department, id) : [])],
    ...(department?.calendarId && {
      calendar: { kind: 'calendar' as const, id: department.calendarId },
    }),
  };
}

type Contact = SupplierSide['contacts'][number];

async function supplierParty(
  rows: Rows,
  id: string,
  { asker, at }: { asker: Asker; at: Instant },
): Promise<Party | undefined> {
  const row = await rows.supplierService.findUnique({ where: { id }, include: { supplier: true } });
  if (!row) return undefined;
  const { supplier, circuitId, zone } = row;
  const acceptOnly = row.acceptOnly as unknown as SupplierSide['acceptOnly'];
  const contacts = [
    ...(supplier.channels as unknown as Contact[]),
    ...(supplier.escalationContacts as unknown as Contact[]),
  ].map(({ kind, value, name }) => ({ kind, value, ...(name !== undefined && { name }) }));
  const sla = await restoreSla(rows, id, at);
  const target = sla && targetOf(sla.target);
  const calendar =
    sla?.calendar === undefined
      ? acceptOnly.length > 0 && ({ kind: 'supplier', id } as const)
      : ({ kind: 'calendar', id: sla.calendar } as const);
  return {
    ...{ kind: 'supplier', id },
    name: circuitId === null ? supplier.name : `${supplier.name} · ${circuitId}`,
    ...(asker.department && { department: asker.department }),
    ...(asker.head !== undefined && { head: asker.head }),
    rungs: [[person(asker.person)], ...asker.above],
    ...(calendar && { calendar }),
    supplier: {
      supplier: { id: supplier.id, name: supplier.name },
      ...(circuitId !== null && { circuit: circuitId }),
      ...{ contacts, acceptOnly, zone },
      ...(target && { target }),
    },
  };
}

/** What the supplier owes us for getting it back, as in force at `at` (R4). */
async function restoreSla(
  rows: Rows,
  supplierServiceId: string,
  at: Instant,
): Promise<{ target: string; calendar?: string } | undefined> {
  const on = new Date(at);
  const row = await rows.supplierSla.findFirst({
    where: {
      ...{ supplierServiceId, metric: 'restore', noCommitment: false },
      effectiveFrom: { lte: on },
      OR: [{ effectiveTo: null }, { effectiveTo: { gt: on } }],
    },
    orderBy: { effectiveFrom: 'desc' },
  });
  if (!row || typeof row.target !== 'string') return undefined;
  return { target: row.target, ...(row.calendarId !== null && { calendar: row.calendarId }) };
}
