import type { Owner } from '../../domain/action/commands.js';
import type { Climb } from '../../domain/promise/climb.js';
import type { Ref } from '../../domain/subject-view.js';
import { namesOf } from '../directory/columns.js';
import type { Rows } from '../rows.js';

/** The first name of a department that there is: pages and lines show it as it was. */
export const departmentRef = ({ id, name }: { id: string; name: unknown }): Ref => {
  const { zh, en } = namesOf(name as never);
  return { id, name: zh || en || id };
};

type Above = { deputyId: string | null; headId: string | null; executiveId: string | null };

export const climbOf = ({ deputyId, headId, executiveId }: Above): Climb => ({
  ...(deputyId !== null && { deputy: deputyId }),
  ...(headId !== null && { head: headId }),
  ...(executiveId !== null && { executive: executiveId }),
});

/** A person who can owe something, with those above them; undefined for one who left or never was. */
export async function ownerOf(rows: Rows, id: string): Promise<Owner | undefined> {
  const row = await rows.person.findFirst({
    where: { id, status: 'active' },
    include: { department: true },
  });
  if (!row) return undefined;
  const { department } = row;
  return {
    person: { id: row.id, name: row.name },
    ...(department && { department: departmentRef(department), ...climbOf(department) }),
  };
}

/** Those of `ids` who are there, in this order. */
export async function activeOf(rows: Rows, ids: readonly (string | null)[]): Promise<Ref[]> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))];
  const found = await rows.person.findMany({
    where: { id: { in: wanted }, status: 'active' },
    select: { id: true, name: true },
  });
  return wanted.flatMap((id) => found.filter((one) => one.id === id));
}
