import type { Prisma } from '../../prisma/generated/client.js';

/** A person's name, or the id where nobody has it. */
export async function personName(rows: Prisma.TransactionClient, id: string): Promise<string> {
  const person = await rows.person.findUnique({ where: { id }, select: { name: true } });
  return person?.name ?? id;
}

/** Names of many people at once, by id. */
export async function personNames(
  rows: Prisma.TransactionClient,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const people = await rows.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}
