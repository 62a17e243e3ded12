import type { Standing } from '../../domain/escalation/commands.js';
import type { Instant } from '../../domain/machine.js';
import type { Target } from '../../domain/ladder.js';
import type { Database } from '../database.js';
import { loadDirectory } from '../oncall/directory.js';
import { resolveTargets } from '../oncall/resolve.js';
import type { Rows } from '../rows.js';

/** Levels of departments above a person's own that are theirs too. */
const levelsMax = 12;

/** The departments that a person answers for: their own, those above it, and those they head. */
export async function departmentsOf(rows: Rows, person: string): Promise<string[]> {
  const found = await rows.$queryRaw<{ id: string }[]>`
    with recursive own(id, level) as (
      select department_id, 0 from person where id = ${person} and department_id is not null
      union
      select d.parent_id, own.level + 1 from own join department d on d.id = own.id
      where d.parent_id is not null and own.level < ${levelsMax}
    )
    select id from own
    union select id from department where head_id = ${person} or deputy_id = ${person}`;
  return found.map(({ id }) => id);
}

const dutyManager: Target[] = [{ kind: 'duty', role: 'duty_manager' }];

/** Whether a person is on call as duty manager, at this site where there is one. */
async function isDutyManager(
  database: Database,
  { person, site, at }: { person: string; site?: string | undefined; at: Instant },
): Promise<boolean> {
  const place = site === undefined ? {} : { site };
  const directory = await loadDirectory(database, { targets: dutyManager, at, ...place });
  const { people } = resolveTargets(directory, dutyManager, at);
  return people.some(({ id }) => id === person);
}

/** What entitles a person to speak in a chain at this instant, beside being named in it. */
export async function standingOf(
  database: Database,
  asked: { person: string; site?: string | undefined; at: Instant },
): Promise<Standing> {
  const [departments, manages] = await Promise.all([
    departmentsOf(database.prisma, asked.person),
    isDutyManager(database, asked),
  ]);
  return { departments, ...(manages && { dutyManager: true as const }) };
}
