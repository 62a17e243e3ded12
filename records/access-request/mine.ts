import { Prisma } from '../../prisma/generated/client.js';
import type { Condition } from '../process/list.js';

/** Requests that a person made or may decide, for `listProcesses`. */
export const ownRequests = (person: string): Condition =>
  Prisma.sql`(i.view -> 'requester' ->> 'id' = ${person}
    or i.view -> 'approvers' @> ${JSON.stringify([{ id: person }])}::jsonb)`;
