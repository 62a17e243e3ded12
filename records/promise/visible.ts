import { Prisma } from '../../prisma/generated/client.js';
import type { Condition } from '../process/list.js';

/** Asks that a person raised, was asked or answers for, and those of the departments they answer for. */
export const ownAsks = (person: string): Condition => Prisma.sql`(
  i.view -> 'requester' ->> 'id' = ${person} or i.view -> 'askedOf' ->> 'id' = ${person}
  or i.view -> 'answerer' ->> 'id' = ${person}
  or exists (select 1 from department d where d.id = i.view -> 'requesterDepartment' ->> 'id'
    and ${person} in (d.head_id, d.deputy_id, d.executive_id)))`;

/** Actions that a person owns, opened or verifies. */
export const ownActions = (person: string): Condition => Prisma.sql`(
  i.view -> 'owner' ->> 'id' = ${person} or i.view -> 'opener' ->> 'id' = ${person}
  or i.view -> 'verifier' ->> 'id' = ${person})`;

/** Meetings in which a person speaks for a side. */
export const ownMeetings = (person: string): Condition => Prisma.sql`exists (
  select 1 from jsonb_array_elements(i.view -> 'parties') p
  where ${person} in (p -> 'person' ->> 'id', p -> 'deputy' ->> 'id', p ->> 'head',
    p ->> 'executive'))`;

/** Whether a person is among the head, deputy and executive of a department. */
export const leads = async (
  rows: Prisma.TransactionClient,
  department: string | undefined,
  person: string,
): Promise<boolean> => {
  if (department === undefined) return false;
  const row = await rows.department.findUnique({ where: { id: department } });
  return row !== null && [row.headId, row.deputyId, row.executiveId].includes(person);
};
