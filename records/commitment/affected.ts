import { dependencyDepthMax } from '../../contracts/directory/services.js';
import { channelRules, type ChannelRule } from '../../contracts/channels.js';
import type { Level } from '../../domain/severity/matrix.js';
import type { Prisma } from '../../prisma/generated/client.js';
import type { Database } from '../database.js';

/** An incident on more services than this is told about these and marked `more`. */
export const affectedServicesMax = 2_000;

export interface AffectedAsked {
  service?: string | undefined;
  /** This place and all below it. */
  site?: string | undefined;
  services?: readonly string[] | undefined;
}

export interface AffectedContact {
  id: string;
  name: string;
  role: string;
  channels: ChannelRule[];
  language: 'zh' | 'en';
  /** The mildest level from which notices go here; undefined: none. */
  notifyFrom?: Level;
}

export interface AffectedCustomer {
  id: string;
  code: string;
  name: string;
  tier?: string;
  languages: ('zh' | 'en')[];
  contacts: AffectedContact[];
}

export interface AffectedService {
  id: string;
  code: string;
  name: { zh: string; en: string };
  productLine: string;
  site?: string;
  customer?: string;
  /** The incident is on it or at its place; else through a service that it stands on. */
  direct: boolean;
}

export interface Affected {
  services: AffectedService[];
  customers: AffectedCustomer[];
  /** There are more than `affectedServicesMax`. */
  more: boolean;
}

const columns = {
  ...{ id: true, code: true, name: true, productLine: true, siteId: true, customerId: true },
  status: true,
} satisfies Prisma.ServiceSelect;

type ServiceRow = Prisma.ServiceGetPayload<{ select: typeof columns }>;

/**
 * The services in service that an incident on services or a place touches, and whose they are:
 * those themselves, those at the place and below it, and those that stand on any of them by
 * `dependsOn`, however far up. A service that is not in service passes the trouble on but is not told.
 */
export async function affectedCustomers(
  { prisma }: Pick<Database, 'prisma'>,
  { service, site, services = [] }: AffectedAsked,
): Promise<Affected> {
  const named = [...new Set([...services, ...(service === undefined ? [] : [service])])];
  const found = new Map<string, ServiceRow & { direct: boolean }>();
  let level = await read(prisma, { OR: await beginning(prisma, named, site) });
  for (let depth = 0; level.length > 0 && depth <= dependencyDepthMax; depth += 1) {
    for (const row of level) found.set(row.id, { ...row, direct: depth === 0 });
    if (found.size > affectedServicesMax) break;
    const ids = level.map(({ id }) => id);
    const above = await read(prisma, { dependsOn: { hasSome: ids } });
    level = above.filter(({ id }) => !found.has(id));
  }
  const rows = [...found.values()].filter(({ status }) => status === 'in_service');
  const told = rows.slice(0, affectedServicesMax);
  return {
    services: told.map(serviceOf),
    customers: await customersOf(prisma, told),
    more: rows.length > affectedServicesMax || found.size > affectedServicesMax,
  };
}

type Rows = Pick<Database['prisma'], 'service' | 'site' | 'customer'>;

const read = (rows: Rows, where: Prisma.ServiceWhereInput): Promise<ServiceRow[]> =>
  rows.service.findMany({
    where,
    select: columns,
    orderBy: { id: 'asc' },
    take: affectedServicesMax + 1,
  });

/** A place is a place of the services at it, unless the services are named. */
async function beginning(
  rows: Rows,
  named: string[],
  site: string | undefined,
): Promise<Prisma.ServiceWhereInput[]> {
  if (named.length > 0 || site === undefined) return [{ id: { in: named } }];
  const below = await rows.site.findMany({
    where: { path: { has: site } },
    select: { id: true },
  });
  return [{ siteId: { in: below.map(({ id }) => id) } }];
}

const serviceOf = (row: ServiceRow & { direct: boolean }): AffectedService => ({
  ...{ id: row.id, code: row.code, productLine: row.productLine, direct: row.direct },
  name: row.name as unknown as AffectedService['name'],
  ...(row.siteId !== null && { site: row.siteId }),
  ...(row.customerId !== null && { customer: row.customerId }),
});

async function customersOf(
  rows: Rows,
  services: readonly ServiceRow[],
): Promise<AffectedCustomer[]> {
  const ids = [...new Set(services.flatMap(({ customerId }) => customerId ?? []))];
  const found = await rows.customer.findMany({
    where: { id: { in: ids } },
    include: { contacts: { orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  });
  return found.map(({ id, code, name, tier, languages, contacts }) => ({
    ...{ id, code, name },
    ...(tier !== null && { tier }),
    languages: languages as AffectedCustomer['languages'],
    contacts: contacts.map((contact) => ({
      ...{ id: contact.id, name: contact.name, role: contact.role, language: contact.language },
      channels: channelRules.parse(contact.channels),
      ...(contact.notifyFrom !== null && { notifyFrom: contact.notifyFrom as Level }),
    })),
  }));
}
