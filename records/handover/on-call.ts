import type { ServiceOnCall } from '../../contracts/directory/lookups.js';
import { isOnCallOwed, sidesOnCall, type OnCallSide } from '../../domain/handover/on-call.js';
import type { HandoverView, PartyView } from '../../domain/handover/view.js';
import type { Instant } from '../../domain/machine.js';
import type { Service } from '../../prisma/generated/client.js';
import { reaches, type Scope } from '../access/scope.js';
import type { Database } from '../database.js';
import { onCallOf } from '../directory/on-call-answers.js';
import { namesOf } from '../directory/columns.js';
import { loadDirectory } from '../oncall/directory.js';
import { resolveTargets } from '../oncall/resolve.js';
import type { Rows } from '../rows.js';
import { itemValues } from './item-values.js';
import { latestHandover } from './latest.js';

type Side = ServiceOnCall['leads'];
type Contact = Side['contacts'][number];
type Role = Contact['role'];

export interface OnCallReader {
  at: Instant;
  language: 'zh' | 'en';
  /** Where the caller may see how people are reached (I8). */
  contacts: Scope;
}

/** Which parts of B say what is included (5c). */
const includedItems = ['B3', 'B4'] as const;

const bandTexts = {
  equipment_only: { zh: '仅设备租赁：不含运维服务', en: 'Equipment only: no service included' },
  equipment_plus_service: { zh: '设备＋服务', en: 'Equipment and service' },
  service_only: { zh: '仅服务', en: 'Service' },
} as const;

interface Asked {
  database: Database;
  service: Service;
  reader: OnCallReader;
}

/** People in the order they are tried, whoever is away replaced by the deputy. */
async function standingIn(
  { database, reader: { at } }: Asked,
  wanted: readonly { id: string; role: Role }[],
): Promise<{ id: string; role: Role }[]> {
  const targets = wanted.map(({ id }) => ({ kind: 'person' as const, id }));
  const directory = await loadDirectory(database, { targets, at });
  const taken = new Set<string>();
  return wanted.flatMap(({ id, role }) => {
    const [found] = resolveTargets(directory, [{ kind: 'person', id }], at).people;
    if (!found || taken.has(found.id)) return [];
    taken.add(found.id);
    return [{ id: found.id, role }];
  });
}

async function contactsOf(asked: Asked, wanted: { id: string; role: Role }[]): Promise<Contact[]> {
  const { database, reader } = asked;
  const order = await standingIn(asked, wanted);
  const rows = await database.prisma.person.findMany({
    where: { id: { in: order.map(({ id }) => id) } },
  });
  return order.flatMap(({ id, role }): Contact[] => {
    const person = rows.find((row) => row.id === id);
    if (!person) return [];
    const { name, phone, email, departmentId } = person;
    const seen = reaches(reader.contacts, { departmentId });
    return [
      {
        ...{ id, name, role },
        ...(seen && phone !== null && { phone }),
        ...(seen && email !== null && { email }),
      },
    ];
  });
}

/** One side: its department's duty schedule first, then its people as the hand-over names them. */
async function sideOf(
  asked: Asked,
  side: OnCallSide,
  { department: id, party }: { department: string | null; party?: PartyView | undefined },
): Promise<Side> {
  const { database, reader } = asked;
  const rows: Rows = database.prisma;
  const department = id === null ? null : await rows.department.findUnique({ where: { id } });
  const schedule = department?.scheduleId ?? null;
  const duty = schedule === null ? undefined : await onCallOf(rows, schedule, reader.at);
  const person = (one: string | null | undefined, role: Role) =>
    one == null ? [] : [{ id: one, role }];
  const contacts = await contactsOf(asked, [
    ...person(duty?.onCall?.id ?? duty?.holder?.id, 'on_call'),
    ...person(party?.person, 'owner'),
    ...person(party?.deputy ?? department?.deputyId, 'deputy'),
    ...person(party?.head ?? department?.headId, 'head'),
  ]);
  const named = department && {
    id: department.id,
    name: namesOf(department.name)[reader.language],
  };
  return { side, department: named, schedule, contacts };
}

const partiesOf = (view: HandoverView | undefined, service: Service) => ({
  delivery: {
    department: view?.parties.delivery?.department.id ?? null,
    party: view?.parties.delivery,
  },
  operations: {
    department: view?.parties.ops?.department.id ?? service.departmentId,
    party: view?.parties.ops,
  },
});

async function includedIn(rows: Rows, handover: string): Promise<string[]> {
  const values = await itemValues(rows, handover, { keys: includedItems });
  return values
    .filter(({ state }) => state === 'verified')
    .flatMap(({ text, rows: table }) => [
      ...(text === undefined ? [] : [text]),
      ...(table ?? []).map((row) => Object.values(row).join(' · ')),
    ]);
}

const sidesIn = (view: HandoverView | undefined) =>
  view
    ? sidesOnCall({
        stage: view.stage,
        phase: view.trial?.phase,
        suspended: view.acceptance?.suspendedAt !== undefined && view.stage !== 'closed',
        takenOver: view.takeover !== undefined,
      })
    : sidesOnCall({ stage: 'closed' });

/**
 * The side on call for a service at an instant, whom to call there, and the band that says what the
 * customer has (N27); in a hand-over the side that leads and the one that backs it (4b).
 */
export async function serviceOnCallOf(
  database: Database,
  service: Service,
  reader: OnCallReader,
): Promise<ServiceOnCall> {
  const rows = database.prisma;
  const asked: Asked = { database, service, reader };
  const latest = await latestHandover(rows, service.id);
  const open = latest?.view.stage === 'closed' ? undefined : latest;
  const parties = partiesOf(open?.view, service);
  const { leads, backs } = sidesIn(open?.view);
  return {
    service: {
      ...{ id: service.id, code: service.code, status: service.status },
      name: namesOf(service.name)[reader.language],
    },
    band: {
      mode: service.mode,
      text: bandTexts[service.mode],
      included: latest ? await includedIn(rows, latest.id) : [],
    },
    at: reader.at,
    handover: open
      ? {
          ...{ id: open.id, number: open.number, stage: open.view.stage },
          owed: isOnCallOwed(open.view.stage),
        }
      : null,
    leads: await sideOf(asked, leads, parties[leads]),
    backs: backs ? await sideOf(asked, backs, parties[backs]) : null,
  };
}
