import { notFound } from '../../contracts/api/refused.js';
import type { Target } from '../../domain/ladder.js';
import type { Instant } from '../../domain/machine.js';
import type { Absence, Override } from '../../domain/oncall/schedule.js';
import type { Directory, DirectorySchedule } from '../oncall/directory.js';
import type { Rows } from './access.js';
import { namesOf } from './columns.js';
import { layersOf } from './schedules.js';
import { sitePath } from './sites.js';

interface OnCallQuestion {
  schedules?: readonly string[];
  targets?: readonly Target[];
  /** Where duty roles are looked up first. */
  site?: string | undefined;
  from: Instant;
  until: Instant;
}

/** What decides who is on call over [from, until), to be asked for many instants. */
export interface OnCallWindow {
  /** What is in force at an instant of the window, as `records/oncall` resolves it. */
  at(instant: Instant): Directory;
  schedule(
    id: string,
  ): DirectorySchedule & { extras: { overrides: Override[]; absences: Absence[] } };
  nameOf(person: string): string;
}

/**
 * Loads schedules, overrides, absences, duty roles and teams of a window once. People who have left
 * count as away without a deputy, so that shifts and gaps show what the pager will find.
 */
export async function loadOnCallWindow(
  rows: Rows,
  question: OnCallQuestion,
): Promise<OnCallWindow> {
  const { targets = [], from, until } = question;
  const duties = await dutiesOf(rows, targets, question.site);
  const ids = [
    ...(question.schedules ?? []),
    ...targets.flatMap((target) => (target.kind === 'schedule' ? target.id : [])),
    ...duties.map(({ schedule }) => schedule),
  ];
  const schedules = await schedulesOf(rows, [...new Set(ids)]);
  const touching = { from: { lt: new Date(until) }, until: { gt: new Date(from) } };
  const order = [{ createdAt: 'asc' as const }, { id: 'asc' as const }];
  const overrideRows = await rows.scheduleOverride.findMany({
    where: { scheduleId: { in: ids }, ...touching },
    orderBy: order,
  });
  const absenceRows = await rows.absence.findMany({ where: touching, orderBy: order });
  const teams = await teamsOf(rows, targets);
  const people = await rows.person.findMany();
  const overrides = overrideRows.map((row) => ({
    id: row.id,
    schedule: row.scheduleId,
    person: row.personId,
    from: row.from.getTime(),
    until: row.until.getTime(),
    ...(row.replacesId !== null && { replaces: row.replacesId }),
  }));
  const away: Absence[] = absenceRows.map((row) => ({
    id: row.id,
    person: row.personId,
    from: row.from.getTime(),
    until: row.until.getTime(),
    ...(row.deputyId !== null && { deputy: row.deputyId }),
  }));
  const gone = people
    .filter(({ status }) => status === 'left')
    .map(({ id }) => ({ id: `left ${id}`, person: id, from, until }));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const inForce = <T extends { from: Instant; until: Instant }>(list: T[], at: Instant): T[] =>
    list.filter((item) => item.from <= at && at < item.until);
  return {
    at: (instant) => ({
      schedules,
      overrides: inForce(overrides, instant),
      absences: inForce(away, instant),
      duties,
      teams,
      people,
    }),
    schedule: (id) => {
      const schedule = schedules.find((one) => one.id === id);
      if (!schedule) throw notFound('schedule');
      const own = overrides.filter((override) => override.schedule === id);
      return { ...schedule, extras: { overrides: own, absences: [...away, ...gone] } };
    },
    nameOf: (person) => names.get(person) ?? person,
  };
}

async function schedulesOf(rows: Rows, ids: string[]): Promise<DirectorySchedule[]> {
  const found = await rows.schedule.findMany({ where: { id: { in: ids } } });
  const departmentIds = found.flatMap(({ departmentId }) => departmentId ?? []);
  const departments = await rows.department.findMany({ where: { id: { in: departmentIds } } });
  return found.map((row) => {
    const head = departments.find(({ id }) => id === row.departmentId)?.headId;
    return {
      id: row.id,
      name: namesOf(row.name),
      zone: row.zone,
      owner: row.ownerId,
      layers: layersOf(row),
      ...(head != null && { head }),
    };
  });
}

async function dutiesOf(
  rows: Rows,
  targets: readonly Target[],
  site: string | undefined,
): Promise<Directory['duties']> {
  const wanted = new Set(targets.flatMap((it) => (it.kind === 'duty' ? it.role : [])));
  const path = await sitePath(rows, site);
  const bound = await rows.dutyRole.findMany({ where: { role: { in: [...wanted] } } });
  return [...wanted].flatMap((role) => {
    const near = bound
      .filter((it) => it.role === role && (it.siteId === null || path.includes(it.siteId)))
      .sort((a, b) => depth(path, b.siteId) - depth(path, a.siteId));
    return near[0] ? [{ role, schedule: near[0].scheduleId }] : [];
  });
}

const depth = (path: readonly string[], site: string | null): number =>
  site === null ? -1 : path.indexOf(site);

async function teamsOf(rows: Rows, targets: readonly Target[]): Promise<Directory['teams']> {
  const found = await rows.team.findMany({
    where: { id: { in: targets.flatMap((it) => (it.kind === 'team' ? it.id : [])) } },
    include: { members: { orderBy: [{ position: 'asc' }, { personId: 'asc' }] } },
  });
  return found.map(({ id, name, members }) => ({
    id,
    name: namesOf(name),
    members: members.map(({ personId }) => personId),
  }));
}
