import { z } from 'zod';

import { cutPage, decodeCursor, type Page, type Paging } from '../../contracts/api/paging.js';
import type { Prisma } from '../../prisma/generated/client.js';

const withTries = { tries: { orderBy: { n: 'asc' } } } satisfies Prisma.DeliveryInclude;

export type DeliveryWithTries = Prisma.DeliveryGetPayload<{ include: typeof withTries }>;

const cursorKeys = z.tuple([z.int(), z.string()]);

/** A subject's deliveries with their attempts, in the order in which they came due. */
export async function listDeliveries(
  rows: Prisma.TransactionClient,
  subject: string,
  paging: Paging,
): Promise<Page<DeliveryWithTries>> {
  const list = `deliveries ${subject}`;
  const found = await rows.delivery.findMany({
    where: { subject, ...after(list, paging) },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    take: paging.limit + 1,
    include: withTries,
  });
  const cut = cutPage(list, found, {
    limit: paging.limit,
    keysOf: ({ dueAt, id }) => [dueAt.getTime(), id],
  });
  if (!paging.count) return cut;
  return { ...cut, total: await rows.delivery.count({ where: { subject } }) };
}

function after(list: string, { cursor }: Paging): Prisma.DeliveryWhereInput {
  if (cursor === undefined) return {};
  const [due, id] = decodeCursor(list, cursorKeys, cursor);
  const dueAt = new Date(due);
  return { OR: [{ dueAt: { gt: dueAt } }, { dueAt, id: { gt: id } }] };
}
