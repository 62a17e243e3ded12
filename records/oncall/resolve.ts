import { dutyHolder } from '../../domain/oncall/duty.js';
import { onCallAt, type OnCall } from '../../domain/oncall/on-call.js';
import { standIn } from '../../domain/oncall/stand-in.js';
import type { Target } from '../../domain/ladder.js';
import type { Instant } from '../../domain/machine.js';
import {
  adminPersonId,
  type BilingualName,
  type Directory,
  type DirectoryPerson,
  type DirectorySchedule,
} from './directory.js';

/** Why a person is paged: what the page says about it. */
export interface Via {
  schedule?: BilingualName;
  team?: BilingualName;
  /** Who would have been paged, for whom this person stands in. */
  insteadOf?: string;
}

export interface Resolved extends DirectoryPerson {
  via: Via;
}

export interface Resolution {
  /** Each person once, in the order of the targets; nobody who has left. */
  people: Resolved[];
  /** Schedules with nobody on call and who is to be told of that. */
  gaps: { schedule: string; owner: string }[];
}

/**
 * Who fills a schedule's accountability: on call, else its owner, else the department head,
 * passing over whoever is away or has left (R17, operations.md), else the person `admin`.
 */
export function accountable(directory: Directory, scheduleId: string, at: Instant): string {
  const schedule = directory.schedules.find(({ id }) => id === scheduleId);
  if (!schedule) return adminPersonId;
  return holderOf(directory, schedule, onCall(directory, schedule, at)?.person);
}

/**
 * The people behind targets at an instant (machine.md §2): a duty role is its schedule's person on
 * call, a schedule likewise, a team its members, and whoever is away is replaced by a deputy. A
 * person named directly who is away without a deputy is paged all the same: nobody else was named.
 */
export function resolveTargets(
  directory: Directory,
  targets: readonly Target[],
  at: Instant,
): Resolution {
  const people = new Map<string, Resolved>();
  const gaps = new Map<string, string>();
  const add = (id: string | undefined, via: Via): boolean => {
    const person = directory.people.find((one) => one.id === id && one.status === 'active');
    if (person && !people.has(person.id)) people.set(person.id, { ...person, via });
    return person !== undefined;
  };
  for (const target of targets) {
    if (target.kind === 'person') addPerson(directory, target.id, { add, at });
    else if (target.kind === 'team') addTeam(directory, target.id, { add, at });
    else {
      const schedule = scheduleOf(directory, target);
      if (schedule && !addOnCall(directory, schedule, { add, at })) {
        gaps.set(schedule.id, holderOf(directory, schedule, undefined));
      }
    }
  }
  return {
    people: [...people.values()],
    gaps: [...gaps].map(([schedule, owner]) => ({ schedule, owner })),
  };
}

interface Adding {
  add: (person: string | undefined, via: Via) => boolean;
  at: Instant;
}

function addPerson(directory: Directory, id: string, { add, at }: Adding): void {
  const { person = id } = standIn(id, directory.absences, at);
  if (person === id || !add(person, { insteadOf: nameOf(directory, id) })) add(id, {});
}

function addTeam(directory: Directory, id: string, { add, at }: Adding): void {
  const team = directory.teams.find((one) => one.id === id);
  for (const member of team?.members ?? []) {
    const { person } = standIn(member, directory.absences, at);
    const instead = person === member ? {} : { insteadOf: nameOf(directory, member) };
    add(person, { ...(team ? { team: team.name } : {}), ...instead });
  }
}

function addOnCall(
  directory: Directory,
  schedule: DirectorySchedule,
  { add, at }: Adding,
): boolean {
  const duty = onCall(directory, schedule, at);
  const instead =
    duty?.insteadOf === undefined ? {} : { insteadOf: nameOf(directory, duty.insteadOf) };
  return add(duty?.person, { schedule: schedule.name, ...instead });
}

function scheduleOf(
  directory: Directory,
  target: Extract<Target, { kind: 'schedule' | 'duty' }>,
): DirectorySchedule | undefined {
  const id =
    target.kind === 'schedule'
      ? target.id
      : directory.duties.find(({ role }) => role === target.role)?.schedule;
  return directory.schedules.find((schedule) => schedule.id === id);
}

function onCall(
  directory: Directory,
  schedule: DirectorySchedule,
  at: Instant,
): OnCall | undefined {
  const overrides = directory.overrides.filter((one) => one.schedule === schedule.id);
  return onCallAt(schedule, { overrides, absences: directory.absences }, at);
}

function holderOf(
  directory: Directory,
  schedule: DirectorySchedule,
  person: string | undefined,
): string {
  const known = new Map(directory.people.map(({ id, status }) => [id, status]));
  const places = [person, schedule.owner, schedule.head].filter((id) => id !== undefined);
  const { holder } = dutyHolder({
    onCall: person,
    owner: schedule.owner,
    head: schedule.head,
    absent: directory.absences.map((absence) => absence.person),
    left: places.filter((id) => known.get(id) !== 'active'),
  });
  return holder ?? adminPersonId;
}

const nameOf = (directory: Directory, id: string): string =>
  directory.people.find((person) => person.id === id)?.name ?? id;
