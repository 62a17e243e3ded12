import type { z } from 'zod';

import { Refused } from '../../contracts/api/refused.js';
import type { startHandoverBody } from '../../contracts/handover/requests.js';
import type { Hours } from '../../domain/clock.js';
import { checklistVersion, itemsFor } from '../../domain/handover/checklist/checklist.js';
import {
  hoursAheadMs,
  productLines,
  tiers,
  type HandoverInput,
  type Party,
  type Profile,
  type ProductLine,
  type Signer,
  type Tier,
} from '../../domain/handover/state.js';
import type { Instant } from '../../domain/machine.js';
import type { Ref } from '../../domain/subject-view.js';
import { dayMs } from '../../domain/zone.js';
import { hoursFrom } from '../commitment/hours.js';
import { namesOf } from '../directory/columns.js';
import type { Rows } from '../rows.js';
import { activePersonAt, neededParty, partyOf } from './parties.js';
import { plannedDeadlines } from './plan.js';

export type StartAsked = z.output<typeof startHandoverBody>;

/** Where nobody said when it goes live. */
const goLiveDays: Record<Profile, number> = { project: 90, retail: 14 };
/** Asked as of a customer of this tier where it has none. */
const unrated: Tier = 'B';
const hoursDays = hoursAheadMs / dayMs;

export interface Starting {
  id: string;
  /** Who starts it: the owner of delivery where none is named. */
  by: string;
  at: Instant;
}

const bilingual = (name: unknown, id: string): string => {
  const { zh, en } = namesOf(name as never);
  return zh || en || id;
};

const readService = async (rows: Rows, idOrCode: string) => {
  const include = { customer: true, contract: true, product: true } as const;
  const row =
    (await rows.service.findUnique({ where: { id: idOrCode }, include })) ??
    (await rows.service.findUnique({ where: { code: idOrCode }, include }));
  if (!row) throw new Refused('unknown_reference', { field: 'service', id: idOrCode });
  return row;
};

type ServiceRow = Awaited<ReturnType<typeof readService>>;

const lineOf = ({ productLine, code }: ServiceRow): ProductLine => {
  const line = productLines.find((each) => each === productLine);
  if (line) return line;
  throw new Refused('rule_violation', { why: `${code} is ${productLine}: nothing to hand over` });
};

const tierOf = ({ customer }: ServiceRow): Tier =>
  tiers.find((each) => each === customer?.tier) ?? unrated;

const placeOf = async (rows: Rows, { siteId }: ServiceRow): Promise<Ref | undefined> => {
  const site = siteId === null ? null : await rows.site.findUnique({ where: { id: siteId } });
  return site ? { id: site.id, name: bilingual(site.name, site.id) } : undefined;
};

/** The rooms of a campus in the order they were named, which is how item keys count them. */
const roomsOf = async (rows: Rows, ids: readonly string[]): Promise<Ref[]> => {
  const found = await rows.site.findMany({ where: { id: { in: [...ids] } } });
  return [...new Set(ids)].map((id) => {
    const site = found.find((each) => each.id === id);
    if (!site) throw new Refused('unknown_reference', { field: 'rooms', id });
    return { id, name: bilingual(site.name, id) };
  });
};

/** A contact of this customer who may sign; that somebody verified it is asked for at the end. */
export const signerOf = async (
  rows: Rows,
  contact: string,
  customer: string | undefined,
): Promise<Signer> => {
  const row = await rows.customerContact.findUnique({ where: { id: contact } });
  if (!row || row.customerId !== customer) {
    throw new Refused('unknown_reference', { field: 'signer', id: contact });
  }
  if (!row.maySign) throw new Refused('signer_not_entitled', { party: row.name });
  return { contact: row.id, name: row.name };
};

type Parties = HandoverInput['parties'];

/** The product's interface person speaks for it, where it has one (N17). */
const productParty = async (
  rows: Rows,
  { product }: ServiceRow,
  named: StartAsked['product'],
): Promise<Party | undefined> => {
  if (named) return partyOf(rows, 'product', named);
  if (!product?.interfacePersonId) return undefined;
  const { interfacePersonId: owner, deputyId } = product;
  return partyOf(rows, 'product', { owner, ...(deputyId !== null && { deputy: deputyId }) });
};

const partiesOf = async (
  rows: Rows,
  row: ServiceRow,
  { asked, by }: { asked: StartAsked; by: string },
): Promise<Parties> => {
  const delivery = await neededParty(rows, 'delivery', { owner: by, ...asked.delivery });
  const ops = await neededParty(rows, 'ops', {
    ...(row.departmentId !== null && { department: row.departmentId }),
    ...asked.ops,
  });
  const uat = await neededParty(rows, 'uat', {
    department: delivery.department.id,
    ...asked.uat,
  });
  const product = await productParty(rows, row, asked.product);
  if (ops.department.id === delivery.department.id) {
    throw new Refused('rule_violation', { why: 'one department cannot hand over to itself' });
  }
  return { delivery, ops, uat, ...(product && { product }) };
};

const hoursOf = async (
  rows: Rows,
  { delivery, ops, uat }: Parties,
  at: Instant,
): Promise<HandoverInput['hours']> => {
  const of = (party: Party): Promise<Hours> =>
    hoursFrom(rows, party.calendar, { at, days: hoursDays });
  const [theirs, ours, tailors] = await Promise.all([of(delivery), of(ops), of(uat)]);
  return { delivery: theirs, ops: ours, uat: tailors };
};

/** Hours that reach to the planned day: dates before it are counted back on them. */
const planHours = async (
  rows: Rows,
  { delivery, ops, uat }: Parties,
  { orderAt, uatAt = orderAt }: { orderAt: Instant; uatAt?: Instant | undefined },
) => {
  const days = Math.ceil(Math.max(0, uatAt - orderAt) / dayMs) + hoursDays;
  const of = (party: Party) => hoursFrom(rows, party.calendar, { at: orderAt, days });
  return { delivery: await of(delivery), ops: await of(ops), uat: await of(uat) };
};

interface People {
  sponsor?: string;
  accountManager?: string;
}

const peopleOf = async (
  rows: Rows,
  row: ServiceRow,
  { asked, delivery }: { asked: StartAsked; delivery: Party },
): Promise<People> => {
  const { sponsor: named, accountManager: manager } = asked;
  if (named !== undefined) await activePersonAt(rows, named, 'sponsor');
  if (manager !== undefined) await activePersonAt(rows, manager, 'accountManager');
  const { executive } = delivery;
  const sponsor = named ?? (executive?.kind === 'person' ? executive.id : undefined);
  const accountManager = manager ?? row.contract?.salesOwnerId ?? undefined;
  return {
    ...(sponsor !== undefined && { sponsor }),
    ...(accountManager !== undefined && { accountManager }),
  };
};

/**
 * A hand-over's input with everything it pins: the service as it is, the parties and their hours,
 * the checklist of its product line and tier, and what each stage is owed (4b, 5c, operations.md).
 * @throws Refused for what is not known or not to be handed over
 */
export async function handoverInput(
  rows: Rows,
  asked: StartAsked,
  { id, by, at }: Starting,
): Promise<HandoverInput> {
  const row = await readService(rows, asked.service);
  const { customer, mode } = row;
  const [productLine, tier] = [lineOf(row), tierOf(row)];
  const { profile = 'project', orderAt = at } = asked;
  const goLiveAt = asked.goLiveAt ?? orderAt + goLiveDays[profile] * dayMs;
  const parties = await partiesOf(rows, row, { asked, by });
  const rooms = await roomsOf(rows, asked.rooms ?? []);
  const items = itemsFor({ productLine, tier, mode, profile, rooms: rooms.length });
  const site = await placeOf(rows, row);
  const plan = { orderAt, uatAt: asked.uatAt };
  const planned = { ...plan, hours: await planHours(rows, parties, plan) };
  return {
    id,
    service: { id: row.id, name: bilingual(row.name, row.code), productLine, tier, mode },
    ...(customer && { customer: { id: customer.id, name: customer.name } }),
    ...(site && { site }),
    ...{ profile, department: parties.delivery.department, parties, by },
    hours: await hoursOf(rows, parties, at),
    ...(await peopleOf(rows, row, { asked, delivery: parties.delivery })),
    ...(asked.signer !== undefined && {
      signer: await signerOf(rows, asked.signer, customer?.id),
    }),
    ...{ orderAt, goLiveAt },
    checklist: {
      version: checklistVersion,
      items: items.map(({ key, critical, from }) => ({ key, critical, from })),
    },
    ...(rooms.length > 0 && { rooms }),
    deadlines: plannedDeadlines({ profile, tier, ...planned }),
  };
}
