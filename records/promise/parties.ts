import type { AskInput } from '../../domain/ask/state.js';
import type { Instant } from '../../domain/machine.js';
import type { MeetingParty } from '../../domain/meeting/state.js';
import { departmentHours } from '../hard-fault/parties.js';
import type { Rows } from '../rows.js';
import { activeOf, climbOf, departmentRef, ownerOf } from './people.js';

type AskParties = Pick<
  AskInput,
  | 'requester'
  | 'requesterDepartment'
  | 'requesterHead'
  | 'askedOf'
  | 'department'
  | 'deputy'
  | 'head'
  | 'executive'
  | 'hours'
>;

/** Both sides of an ask as the directory has them now; undefined where the person left. */
export async function askParties(
  rows: Rows,
  { requester, to, at }: { requester: string; to: string; at: Instant },
): Promise<AskParties | undefined> {
  const [from, asked] = [await ownerOf(rows, requester), await ownerOf(rows, to)];
  if (!from || !asked) return undefined;
  const { person, department, ...above } = asked;
  const hours = department && (await departmentHours(rows, department.id, at));
  return {
    requester: from.person,
    ...(from.department && { requesterDepartment: from.department }),
    ...(from.head !== undefined && from.head !== requester && { requesterHead: from.head }),
    ...{ askedOf: person, ...above },
    ...(department && { department }),
    ...(hours && { hours }),
  };
}

export interface PartyAsked {
  department: string;
  person?: string | undefined;
  deputy?: string | undefined;
}

/** What of a party is not known. */
export interface UnknownParty {
  unknown: 'department' | 'person' | 'deputy' | 'interface';
  id: string;
}

const isUnknown = (found: MeetingParty | UnknownParty): found is UnknownParty => 'unknown' in found;

/** The interface person to these counterparts, else the one to all the rest (N17). */
async function recorded(rows: Rows, department: string, counterparts: readonly string[]) {
  const found = await rows.interfacePerson.findMany({
    where: {
      departmentId: department,
      OR: [{ counterpartId: null }, { counterpartId: { in: [...counterparts] } }],
    },
  });
  return found.find(({ counterpartId }) => counterpartId !== null) ?? found[0];
}

/** One side of a meeting: who is named, else its interface person, else its deputy or head. */
async function partyOf(
  rows: Rows,
  asked: PartyAsked,
  counterparts: readonly string[],
): Promise<MeetingParty | UnknownParty> {
  const department = await rows.department.findUnique({ where: { id: asked.department } });
  if (!department) return { unknown: 'department', id: asked.department };
  const known = await recorded(rows, department.id, counterparts);
  const { deputyId, headId } = department;
  const wanted = asked.person ?? known?.personId ?? deputyId ?? headId;
  const [person] = await activeOf(rows, [wanted]);
  if (!person) {
    const named = asked.person !== undefined;
    return named
      ? { unknown: 'person', id: asked.person ?? '' }
      : { unknown: 'interface', id: department.id };
  }
  const standIn =
    asked.deputy ?? (person.id === known?.personId ? known.deputyId : null) ?? deputyId;
  const [deputy] = await activeOf(rows, [standIn]);
  if (asked.deputy !== undefined && !deputy) return { unknown: 'deputy', id: asked.deputy };
  const { head, executive } = climbOf(department);
  return {
    ...{ department: departmentRef(department), person },
    ...(deputy && deputy.id !== person.id && { deputy }),
    ...(head !== undefined && { head }),
    ...(executive !== undefined && { executive }),
  };
}

/** All sides of a meeting, or what of them is not known. */
export async function meetingParties(
  rows: Rows,
  asked: readonly PartyAsked[],
): Promise<MeetingParty[] | UnknownParty> {
  const parties: MeetingParty[] = [];
  for (const one of asked) {
    const others = asked.filter((other) => other !== one).map(({ department }) => department);
    const found = await partyOf(rows, one, others);
    if (isUnknown(found)) return found;
    parties.push(found);
  }
  return parties;
}
