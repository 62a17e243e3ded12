import type { DepartmentHours, HardFaultInput } from '../../domain/hard-fault/state.js';
import type { Instant } from '../../domain/machine.js';
import type { Ref } from '../../domain/subject-view.js';
import { hoursFrom } from '../commitment/hours.js';
import { namesOf } from '../directory/columns.js';
import type { Rows } from '../rows.js';

/** Hours are read anew at each step; a holiday season fits into so many days. */
const hoursDays = 28;

/** The working hours of a department from `at` on; undefined where it has no calendar. */
export async function departmentHours(
  rows: Rows,
  department: string,
  at: Instant,
): Promise<DepartmentHours | undefined> {
  const row = await rows.department.findUnique({ where: { id: department } });
  const calendar = row?.calendarId ?? undefined;
  if (calendar === undefined) return undefined;
  const snapshot = await hoursFrom(rows, calendar, { at, days: hoursDays });
  return snapshot === 'always' ? undefined : { calendar, snapshot };
}

/** A person who can hold a track; undefined for one who does not exist or has left. */
export async function activePerson(rows: Rows, id: string): Promise<Ref | undefined> {
  const row = await rows.person.findFirst({ where: { id, status: 'active' } });
  return row ? { id: row.id, name: row.name } : undefined;
}

/** Suppliers by id, in the order asked for; those that do not exist are missing. */
export async function suppliersNamed(rows: Rows, ids: readonly string[]): Promise<Ref[]> {
  const found = await rows.supplier.findMany({ where: { id: { in: [...ids] } } });
  return ids.flatMap((id) => {
    const row = found.find((one) => one.id === id);
    return row ? [{ id, name: row.name }] : [];
  });
}

type Climb = Pick<HardFaultInput, 'department' | 'deputy' | 'head' | 'executive'>;

/** Whom the silence of a track climbs to: the people of the accountable department. */
export async function climbOf(rows: Rows, department: string | undefined): Promise<Climb> {
  if (department === undefined) return {};
  const row = await rows.department.findUnique({ where: { id: department } });
  if (!row) return {};
  const { zh, en } = namesOf(row.name);
  return {
    department: { id: row.id, name: zh || en || row.id },
    ...(row.deputyId !== null && { deputy: row.deputyId }),
    ...(row.headId !== null && { head: row.headId }),
    ...(row.executiveId !== null && { executive: row.executiveId }),
  };
}

/** The customer of a service, by id and name. */
export async function customerOf(
  rows: Rows,
  service: string | undefined,
): Promise<Ref | undefined> {
  if (service === undefined) return undefined;
  const row = await rows.service.findUnique({
    where: { id: service },
    select: { customer: { select: { id: true, name: true } } },
  });
  return row?.customer ?? undefined;
}
