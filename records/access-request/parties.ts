import type { AccessRequestInput } from '../../domain/access-request/state.js';
import { approversMax } from '../../domain/access-request/state.js';
import type { Instant } from '../../domain/machine.js';
import type { Ref } from '../../domain/subject-view.js';
import { hoursFrom } from '../commitment/hours.js';
import { namesOf } from '../directory/columns.js';
import type { Rows } from '../rows.js';

/** The next working day lies within these, whatever holidays come. */
const hoursDays = 30;
/** Who is asked where no department names anybody. */
const lastResort = 'admin';

type Parties = Pick<AccessRequestInput, 'requester' | 'department' | 'approvers' | 'hours'>;

/**
 * Who asks, and who may decide in what order: the deputy of the requester's department, its head,
 * its executive, and the administrator where there is none of them; never the requester.
 */
export async function accessParties(
  rows: Rows,
  { person, at }: { person: string; at: Instant },
): Promise<Parties> {
  const asker = await rows.person.findUniqueOrThrow({
    where: { id: person },
    include: { department: true },
  });
  const { department } = asker;
  const asked = [department?.deputyId, department?.headId, department?.executiveId, lastResort];
  const ids = [...new Set(asked.flatMap((id) => id ?? []))].filter((id) => id !== person);
  const people = await rows.person.findMany({
    where: { id: { in: ids }, status: 'active' },
    select: { id: true, name: true },
  });
  const found = ids.flatMap((id): Ref[] => people.filter((one) => one.id === id));
  const named = found.filter(({ id }) => id !== lastResort);
  return {
    requester: { id: asker.id, name: asker.name },
    ...(department && {
      department: { id: department.id, name: namesOf(department.name).zh },
    }),
    approvers: (named.length > 0 ? named : found).slice(0, approversMax),
    hours: await hoursFrom(rows, department?.calendarId, { at, days: hoursDays }),
  };
}
