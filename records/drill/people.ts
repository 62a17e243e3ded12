import { Refused } from '../../contracts/api/refused.js';
import type { Ref } from '../../domain/subject-view.js';
import type { Prisma } from '../../prisma/generated/client.js';

/**
 * The people who play, by name and in the order given.
 * @throws Refused `unknown_reference` for one who is not there or has left
 */
export async function playersNamed(
  rows: Prisma.TransactionClient,
  ids: readonly string[],
): Promise<Ref[]> {
  const found = await rows.person.findMany({
    where: { id: { in: [...ids] }, status: 'active' },
    select: { id: true, name: true },
  });
  return [...new Set(ids)].map((id) => {
    const person = found.find((one) => one.id === id);
    if (!person) throw new Refused('unknown_reference', { field: 'participants', id });
    return person;
  });
}

/** Refuses a service or a site that does not exist. */
export async function placeNamed(
  rows: Prisma.TransactionClient,
  { service, site }: { service?: string | undefined; site?: string | undefined },
): Promise<{ service?: string; site?: string }> {
  const refuse = (field: string, id: string): never => {
    throw new Refused('unknown_reference', { field, id });
  };
  if (service !== undefined && (await rows.service.count({ where: { id: service } })) === 0) {
    refuse('service', service);
  }
  if (site !== undefined && (await rows.site.count({ where: { id: site } })) === 0) {
    refuse('site', site);
  }
  return { ...(service !== undefined && { service }), ...(site !== undefined && { site }) };
}
