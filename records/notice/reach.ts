import { channelRules, type ChannelRule } from '../../contracts/channels.js';
import type { IncidentView } from '../../domain/incident/view.js';
import type { NamedCustomer } from '../../domain/notice/gate.js';
import type { Audience, NoticeLanguage } from '../../domain/notice/stages.js';
import { levels, type Bilingual, type Level } from '../../domain/severity/matrix.js';
import {
  affectedCustomers,
  type AffectedContact,
  type AffectedCustomer,
  type AffectedService,
} from '../commitment/affected.js';
import type { Database } from '../database.js';
import { audienceOf } from '../drill/audience.js';

/** One who is written to: a customer's contact, or a person of the own organisation. */
export interface Recipient {
  /** The contact's or the person's id. */
  id: string;
  kind: 'contact' | 'person';
  customer?: string;
  language: NoticeLanguage;
  /** In the order they are tried. */
  channels: ChannelRule[];
}

/** An affected customer with only its own services. */
export interface ReachedCustomer extends NamedCustomer {
  tier?: string;
  languages: NoticeLanguage[];
  services: Bilingual[];
}

/** Whom a notice goes to, taken when it is drafted and again when it is frozen. */
export interface Reach {
  customers: ReachedCustomer[];
  recipients: Recipient[];
  /** Affected customers whom nobody of can be written to at this level. */
  unreachable: string[];
  /** Practice: no customer hears of it (I10). */
  drill: boolean;
}

/** Services of the incident, and of those below it: a parent tells of them all (V23). */
async function placesOf(
  { prisma }: Database,
  view: IncidentView,
): Promise<{ service?: string | undefined; services: string[]; site?: string | undefined }[]> {
  const children = await prisma.incident.findMany({
    where: { parentId: view.id },
    select: { serviceId: true, siteId: true },
  });
  const services = children.flatMap(({ serviceId }) => serviceId ?? []);
  const sites = children.flatMap(({ serviceId, siteId }) => (serviceId ? [] : (siteId ?? [])));
  const own = view.service === undefined && services.length === 0 ? view.site?.id : undefined;
  const wanted = [...new Set([own, ...sites])].filter((site) => site !== undefined);
  return [
    { service: view.service?.id, services },
    ...wanted.map((site) => ({ services: [], site })),
  ];
}

interface Touched {
  customers: Map<string, AffectedCustomer>;
  services: Map<string, AffectedService>;
}

async function touchedBy(database: Database, view: IncidentView): Promise<Touched> {
  const touched: Touched = { customers: new Map(), services: new Map() };
  for (const place of await placesOf(database, view)) {
    const { customers, services } = await affectedCustomers(database, place);
    for (const customer of customers) touched.customers.set(customer.id, customer);
    for (const service of services) touched.services.set(service.id, service);
  }
  return touched;
}

const hears = ({ notifyFrom }: AffectedContact, level: Level): boolean =>
  notifyFrom !== undefined && levels.indexOf(level) <= levels.indexOf(notifyFrom);

const byDelay = (channels: readonly ChannelRule[]): ChannelRule[] =>
  [...channels].sort((a, b) => a.afterS - b.afterS);

const contactsOf = ({ id, contacts }: AffectedCustomer, level: Level): Recipient[] =>
  contacts
    .filter((contact) => hears(contact, level) && contact.channels.length > 0)
    .map((contact) => ({
      ...{ id: contact.id, kind: 'contact' as const, customer: id, language: contact.language },
      channels: byDelay(contact.channels),
    }));

/** Every customer that the incident touches, each with its services only. */
function reachedOf({ customers, services }: Touched): ReachedCustomer[] {
  return [...customers.values()].map(({ id, name, code, tier, languages }) => ({
    ...{ id, name, code, languages, ...(tier !== undefined && { tier }) },
    services: [...services.values()]
      .filter(({ customer }) => customer === id)
      .map((service) => service.name),
  }));
}

/** Holder, commander and the heads of the department; at P1 its executive too. */
async function insiders(
  { prisma }: Database,
  { view, holder, level }: { view: IncidentView; holder: string | null; level: Level },
): Promise<string[]> {
  const department =
    view.department && (await prisma.department.findUnique({ where: { id: view.department.id } }));
  const executive = level === 'P1' ? department?.executiveId : undefined;
  const people = [holder, view.commander, department?.headId, department?.deputyId, executive];
  return [...new Set(people.flatMap((person) => person ?? []))];
}

async function peopleTo({ prisma }: Database, ids: readonly string[]): Promise<Recipient[]> {
  const rows = await prisma.person.findMany({
    where: { id: { in: [...ids] }, status: 'active' },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap(({ id, language, channels }) => {
    const rules = channelRules.safeParse(channels);
    if (!rules.success || rules.data.length === 0) return [];
    return [{ id, kind: 'person' as const, language, channels: byDelay(rules.data) }];
  });
}

export interface Reaching {
  view: IncidentView;
  holder: string | null;
  level: Level;
  audience: Audience;
  /** Of a correction: those whom the wrong one went to. */
  only?: readonly string[];
}

/** Whom a notice of this incident goes to at this instant, and what each of them may read. */
export async function reachOf(database: Database, reaching: Reaching): Promise<Reach> {
  const { view, level, audience, only } = reaching;
  const drill = await audienceOf(database, view.id);
  const touched = await touchedBy(database, view);
  const customers = reachedOf(touched).filter(({ id }) => only?.includes(id) ?? true);
  const base = { customers, drill: view.drill, unreachable: [] };
  if (audience === 'internal') {
    const people = await insiders(database, reaching);
    const allowed = people.filter((id) => drill?.people.includes(id) ?? true);
    return { ...base, recipients: await peopleTo(database, allowed) };
  }
  if (view.drill || drill) return { ...base, recipients: [] };
  const told = customers
    .map(({ id }) => touched.customers.get(id))
    .filter((it) => it !== undefined);
  const recipients = told.flatMap((customer) => contactsOf(customer, level));
  const reached = new Set(recipients.map(({ customer }) => customer));
  const unreachable = told.map(({ id }) => id).filter((id) => !reached.has(id));
  return { ...base, recipients, unreachable };
}

/** Names and codes of every customer, that none may read of another. */
export const namedCustomers = ({ prisma }: Pick<Database, 'prisma'>): Promise<NamedCustomer[]> =>
  prisma.customer.findMany({ select: { id: true, name: true, code: true } });
