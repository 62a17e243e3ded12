import type { OpenReviewsEffect } from '../../domain/review-cycle/effects.js';
import type { Card, Counterpart, ReviewInput, ReviewManager } from '../../domain/review/state.js';
import type { Ref } from '../../domain/subject-view.js';
import { dayMs } from '../../domain/zone.js';
import type { Prisma } from '../../prisma/generated/client.js';
import { personNames } from '../access/people.js';
import { namesOf } from '../directory/columns.js';
import { newId } from '../directory/noun.js';
import type { Rows } from '../rows.js';
import type { CycleRow } from './cycles.js';

export type ParticipantRow = Prisma.ReviewCycleParticipantGetPayload<object>;

/** The manager before, as `before` keeps one. */
export interface ManagerBefore {
  manager: string;
  head?: string;
  delegate?: string;
  share: number;
}

const idPrefix = 'rev_';

/** The review's id of a participant who is added now. */
export const newReviewId = (): string => newId(idPrefix);

export const participantsOf = (rows: Rows, cycle: string): Promise<ParticipantRow[]> =>
  rows.reviewCycleParticipant.findMany({
    where: { cycleId: cycle },
    orderBy: { personId: 'asc' },
  });

export const countParticipants = (rows: Rows, cycle: string): Promise<number> =>
  rows.reviewCycleParticipant.count({ where: { cycleId: cycle } });

const daysOf = ({ periodFrom, periodUntil }: CycleRow): number =>
  Math.max(1, Math.round((periodUntil.getTime() - periodFrom.getTime()) / dayMs));

type Unit = Prisma.DepartmentGetPayload<object>;

/** The head is scored by whoever is above the department; everybody else by the head. */
const chainOf = (person: string, unit: Unit, above: Unit | null) => {
  const higher = unit.executiveId ?? above?.headId ?? null;
  const isHead = unit.headId === person;
  const managerId = isHead ? higher : unit.headId;
  const headId = isHead ? (above?.executiveId ?? null) : higher;
  const delegateId = unit.deputyId === person ? null : unit.deputyId;
  return { managerId, headId, delegateId };
};

/**
 * Takes the people of the department as participants, with what the directory says of their
 * managers and with the counterparts they had last time; those who are there already stay.
 */
export async function takeParticipants(rows: Rows, cycle: CycleRow, card: Card): Promise<number> {
  const unit = await rows.department.findUnique({ where: { id: cycle.departmentId } });
  if (!unit) return 0;
  const above =
    unit.parentId === null
      ? null
      : await rows.department.findUnique({ where: { id: unit.parentId } });
  const people = await rows.person.findMany({
    where: { departmentId: unit.id, status: 'active' },
    orderBy: { id: 'asc' },
  });
  const before = await rows.reviewCycleParticipant.findMany({
    where: { personId: { in: people.map(({ id }) => id) }, cycleId: { not: cycle.id } },
    orderBy: { updatedAt: 'asc' },
  });
  const last = new Map(before.map((row) => [row.personId, row]));
  const days = daysOf(cycle);
  const made = await rows.reviewCycleParticipant.createMany({
    skipDuplicates: true,
    data: people.map(({ id }) => ({
      ...{ cycleId: cycle.id, personId: id, reviewId: newReviewId(), days, of: days },
      card: last.get(id)?.card ?? card,
      counterparts: last.get(id)?.counterparts ?? [],
      ...chainOf(id, unit, above),
      updatedAt: new Date(cycle.createdAt),
    })),
  });
  return made.count;
}

interface Known {
  people: ReadonlyMap<string, string>;
  units: ReadonlyMap<string, Unit>;
}

const ref = ({ people }: Known, id: string): Ref => ({ id, name: people.get(id) ?? id });

const managersOf = (known: Known, row: ParticipantRow): ReviewManager[] => {
  const one = ({ manager, head, delegate, share }: ManagerBefore): ReviewManager => ({
    manager: ref(known, manager),
    ...(head !== undefined && { head: ref(known, head) }),
    ...(delegate !== undefined && { delegate: ref(known, delegate) }),
    share,
  });
  const { managerId, headId, delegateId, share } = row;
  const before = row.before as unknown as ManagerBefore | null;
  if (managerId === null) return before ? [one(before)] : [];
  const present = {
    ...{ manager: managerId, share },
    ...(headId !== null && { head: headId }),
    ...(delegateId !== null && { delegate: delegateId }),
  };
  return [one(present), ...(before ? [one(before)] : [])];
};

/** A department is spoken for by its deputy, silence by its head. */
const counterpartOf = (known: Known, id: string): Counterpart => {
  const unit = known.units.get(id);
  const { zh, en } = namesOf(unit?.name ?? {});
  const rater = unit?.deputyId ?? unit?.headId ?? undefined;
  return {
    department: { id, name: zh || en || id },
    ...(rater != null && { rater: ref(known, rater) }),
    ...(unit?.headId != null && { head: ref(known, unit.headId) }),
  };
};

const peopleNamed = (rows: readonly ParticipantRow[]): string[] =>
  rows.flatMap(({ personId, managerId, headId, delegateId, before }) => {
    const old = before as unknown as ManagerBefore | null;
    const ids = [personId, managerId, headId, delegateId, old?.manager, old?.head, old?.delegate];
    return ids.filter((id) => id != null);
  });

const knownTo = async (rows: Rows, participants: readonly ParticipantRow[]): Promise<Known> => {
  const ids = [...new Set(participants.flatMap(({ counterparts }) => counterparts))];
  const units = await rows.department.findMany({ where: { id: { in: ids } } });
  const heads = units.flatMap(({ headId, deputyId }) => [headId, deputyId]);
  const people = await personNames(rows, [
    ...peopleNamed(participants),
    ...heads.filter((id) => id !== null),
  ]);
  return { people, units: new Map(units.map((unit) => [unit.id, unit])) };
};

type Common = Pick<
  OpenReviewsEffect,
  'cycle' | 'key' | 'group' | 'hr' | 'panels' | 'dates' | 'workDays' | 'calendar'
>;

/** What the review of each participant is begun with, in order. */
export async function reviewInputs(rows: Rows, common: Common): Promise<ReviewInput[]> {
  const participants = await participantsOf(rows, common.cycle);
  const known = await knownTo(rows, participants);
  const { cycle, key, group, hr, panels, dates, workDays, calendar } = common;
  return participants.map((row) => ({
    ...{ id: row.reviewId, cycle, key, hr, panels, dates, workDays, department: group },
    person: ref(known, row.personId),
    card: row.card as Card,
    managers: managersOf(known, row),
    counterparts: row.counterparts.map((id) => counterpartOf(known, id)),
    presence: {
      ...{ days: row.days, of: row.of },
      ...(row.why !== null && { why: row.why as 'leaver' | 'transfer' | 'leave' }),
    },
    ...(calendar !== undefined && { calendar }),
  }));
}

/** Participants with names, as the dry run sees them. */
export async function dryRunPeople(rows: Rows, cycle: string) {
  const participants = await participantsOf(rows, cycle);
  const known = await knownTo(rows, participants);
  return participants.map((row) => ({
    ...{ person: ref(known, row.personId), card: row.card as Card, days: row.days, of: row.of },
    ...(row.managerId !== null && { manager: ref(known, row.managerId) }),
    counterparts: row.counterparts
      .filter((id) => known.units.has(id))
      .map((id) => counterpartOf(known, id).department),
  }));
}
