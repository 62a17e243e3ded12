import { Refused } from '../../contracts/api/refused.js';
import type { Party } from '../../domain/handover/state.js';
import type { Department, Person } from '../../prisma/generated/client.js';
import { namesOf } from '../directory/columns.js';
import type { Rows } from '../rows.js';

/** Whom a request names for one side; the directory fills in the rest. */
export interface NamedParty {
  department?: string;
  owner?: string;
  deputy?: string;
}

const unknown = (field: string, id: string): Refused =>
  new Refused('unknown_reference', { field, id });

/** An active person, or 422 `unknown_reference` naming the field. */
export async function activePersonAt(rows: Rows, id: string, field: string): Promise<Person> {
  const person = await rows.person.findFirst({ where: { id, status: 'active' } });
  if (!person) throw unknown(field, id);
  return person;
}

const nameOf = ({ id, name }: Department): string => {
  const { zh, en } = namesOf(name);
  return zh || en || id;
};

/**
 * One side: its department, owner, deputy, head and duty executive (4b, operations.md). The owner is
 * the one named, else the department's deputy, else its head.
 * @throws Refused `unknown_reference`, or `rule_violation` for a department without a head
 */
export async function partyOf(
  rows: Rows,
  side: string,
  named: NamedParty,
): Promise<Party | undefined> {
  const owner =
    named.owner === undefined
      ? undefined
      : await activePersonAt(rows, named.owner, `${side}/owner`);
  const id = named.department ?? owner?.departmentId ?? undefined;
  if (id === undefined) return undefined;
  const department = await rows.department.findUnique({ where: { id } });
  if (!department) throw unknown(`${side}/department`, id);
  const { headId: head, deputyId, executiveId, calendarId } = department;
  if (head === null) throw new Refused('rule_violation', { why: `${id} has no head` });
  if (named.deputy !== undefined) await activePersonAt(rows, named.deputy, `${side}/deputy`);
  const person = owner?.id ?? deputyId ?? head;
  const deputy = named.deputy ?? (deputyId === person ? undefined : (deputyId ?? undefined));
  return {
    ...{ department: { id, name: nameOf(department) }, person, head },
    ...(deputy !== undefined && { deputy }),
    executive:
      executiveId === null
        ? { kind: 'duty', role: 'duty_executive' }
        : { kind: 'person', id: executiveId },
    ...(calendarId !== null && { calendar: calendarId }),
  };
}

/** As `partyOf`, of a side that every hand-over has. */
export async function neededParty(rows: Rows, side: string, named: NamedParty): Promise<Party> {
  const party = await partyOf(rows, side, named);
  if (!party) throw unknown(`${side}/department`, '');
  return party;
}
