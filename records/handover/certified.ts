import { isRentalOnly } from '../../domain/handover/checklist/checklist.js';
import type { ProductLine, ServiceMode } from '../../domain/handover/state.js';
import type { Instant } from '../../domain/machine.js';
import type { Service } from '../../prisma/generated/client.js';
import { inForceAt } from '../directory/certifications.js';
import type { Rows } from '../rows.js';

/** People of ops who can run it before it is theirs (N1, 4b). */
const certifiedNeeded = 2;
const levelsMax = 12;

/** A department with all below it. */
async function within(rows: Rows, department: string): Promise<string[]> {
  const found = await rows.$queryRaw<{ id: string }[]>`
    with recursive below(id, level) as (
      select ${department}::text, 0
      union
      select d.id, below.level + 1 from below join department d on d.parent_id = below.id
      where below.level < ${levelsMax}
    )
    select id from below`;
  return found.map(({ id }) => id);
}

export interface CertifiedFor {
  service: Service;
  /** The department that takes it over. */
  ops: string;
  at: Instant;
}

/**
 * People of ops with a certification in force for the service's product, or, where it names none,
 * for its product line as a duty. Each person counts once; who has left does not.
 */
export async function certifiedPeople(rows: Rows, asked: CertifiedFor): Promise<string[]> {
  const { service, ops, at } = asked;
  const found = await rows.certification.findMany({
    where: {
      ...inForceAt(new Date(at)),
      ...(service.productId === null
        ? { duty: service.productLine }
        : { productId: service.productId }),
      person: { departmentId: { in: await within(rows, ops) }, status: 'active' },
    },
    select: { personId: true },
    distinct: ['personId'],
    orderBy: { personId: 'asc' },
  });
  return found.map(({ personId }) => personId);
}

/** Nothing is run where only equipment is rented, so nobody has to be certified (5c). */
export async function certifiedReading(
  rows: Rows,
  asked: CertifiedFor,
): Promise<{ people: number; need: number }> {
  const { productLine, mode } = asked.service;
  const rental = isRentalOnly({
    productLine: productLine as ProductLine,
    mode: mode as ServiceMode,
  });
  const people = (await certifiedPeople(rows, asked)).length;
  return { people, need: rental ? 0 : certifiedNeeded };
}
