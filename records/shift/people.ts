import { shortNumberOf } from '../../contracts/names.js';
import type { Ref } from '../../domain/subject-view.js';
import type { ShiftInput } from '../../domain/shift/state.js';
import type { Rows } from '../directory/access.js';
import { namesOf } from '../directory/columns.js';

type Stored = Parameters<typeof namesOf>[0];

const named = ({ id, name }: { id: string; name: Stored }): Ref => {
  const { zh, en } = namesOf(name);
  return { id, name: zh || en || id };
};

/**
 * Schedule, department and people of a hand-over by name, as a process begins with them;
 * undefined where one of them does not exist.
 */
export async function shiftParties(
  rows: Rows,
  asked: { schedule: string; outgoing: string; incoming: string },
): Promise<
  | Pick<ShiftInput, 'schedule' | 'department' | 'outgoing' | 'incoming' | 'owner' | 'head'>
  | undefined
> {
  const schedule = await rows.schedule.findUnique({ where: { id: asked.schedule } });
  if (!schedule) return undefined;
  const { departmentId } = schedule;
  const [people, department] = await Promise.all([
    rows.person.findMany({ where: { id: { in: [asked.outgoing, asked.incoming] } } }),
    departmentId === null ? null : rows.department.findUnique({ where: { id: departmentId } }),
  ]);
  const refOf = (id: string): Ref | undefined => {
    const name = people.find((person) => person.id === id)?.name;
    return name === undefined ? undefined : { id, name };
  };
  const outgoing = refOf(asked.outgoing);
  const incoming = refOf(asked.incoming);
  if (!outgoing || !incoming) return undefined;
  return {
    schedule: named(schedule),
    ...(department && { department: named(department) }),
    outgoing,
    incoming,
    owner: schedule.ownerId,
    ...(department?.headId && { head: department.headId }),
  };
}

/** Those of the ids that the read model knows already as hand-overs. */
export async function knownShifts(rows: Rows, ids: string[]): Promise<Set<string>> {
  const found = await rows.processRow.findMany({
    where: { id: { in: ids } },
    select: { id: true },
  });
  return new Set(found.map(({ id }) => id));
}

/** The open hand-over of the same schedule between the same people, if there is one. */
export async function openShift(
  rows: Rows,
  asked: { schedule: string; outgoing: string; incoming: string },
): Promise<{ id: string; number: string } | undefined> {
  const { schedule, outgoing, incoming } = asked;
  const people = {
    schedule: { id: schedule },
    outgoing: { id: outgoing },
    incoming: { id: incoming },
  };
  const [found] = await rows.$queryRaw<{ id: string; number: number }[]>`
    select id, number from process_row
    where process = 'shift' and closed_at is null and holder_id = ${outgoing}
      and view @> ${JSON.stringify(people)}::jsonb
    limit 1`;
  return found && { id: found.id, number: shortNumberOf('shift', found.number) };
}
