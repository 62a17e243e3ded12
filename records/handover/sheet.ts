import { createHash } from 'node:crypto';

import { shortNumberOf } from '../../contracts/names.js';
import { sheetBody, type SheetBody } from '../../contracts/handover/sheet.js';
import { sectionName } from '../../domain/handover/checklist/checklist.js';
import type { PunchSeverity } from '../../domain/handover/later-state.js';
import type { Gate, Readings } from '../../domain/handover/readings.js';
import { itemsMax } from '../../domain/handover/state.js';
import type { HandoverView, PartyView } from '../../domain/handover/view.js';
import type { Instant } from '../../domain/machine.js';
import { personNames } from '../access/people.js';
import { canonicalJson } from '../audit/canonical-json.js';
import { jsonColumn } from '../directory/columns.js';
import type { Rows } from '../rows.js';
import { allItems, bySection, type ItemRow } from './items.js';
import { takeReadings } from './readings.js';

/** What a sheet is made of, as the read model has it. */
export interface Sheeted {
  id: string;
  number: number;
  view: HandoverView;
}

interface PunchFact {
  severity: PunchSeverity;
  text: string;
  owner: string;
  due: number;
  closedAt?: number | null;
}

async function openPunch(rows: Rows, subject: string): Promise<SheetBody['punch']> {
  const found = await rows.processFact.findMany({ where: { subject, kind: 'punch' } });
  return found
    .map(({ key, data }) => ({ n: Number(key), ...(data as unknown as PunchFact) }))
    .filter(({ closedAt }) => closedAt === undefined || closedAt === null)
    .map(({ n, severity, text, owner, due }) => ({ n, severity, text, owner, due }))
    .sort((a, b) => a.n - b.n);
}

const gateOf = (name: string, gate: Gate): SheetBody['gates'][number] =>
  gate.installed
    ? { name, installed: true, missing: gate.missing, more: gate.more }
    : { name, installed: false, missing: [], more: 0 };

const gatesOf = ({ trace, gaps, limits, suppliers, devices, certified }: Readings) => {
  const traced = 'installed' in trace ? undefined : trace;
  const off: Gate = { installed: false };
  const short = 'installed' in certified ? undefined : certified.need - certified.people;
  const people: Gate =
    short === undefined
      ? off
      : { installed: true, missing: short > 0 ? [String(short)] : [], more: 0 };
  return [
    gateOf('uncovered', traced?.uncovered ?? off),
    gateOf('unproven', traced?.unproven ?? off),
    gateOf('gaps', gaps),
    gateOf('limits', limits),
    gateOf('suppliers', suppliers),
    gateOf('devices', devices),
    gateOf('certified', people),
  ];
};

const itemOnSheet = (item: ItemRow): SheetBody['sections'][number]['items'][number] => {
  const { key, name, critical, state, room, provider, verifier, content, validUntil } = item;
  return {
    ...{ key, name, critical, state },
    ...(room && { room: room.name }),
    ...(provider && { provider: provider.name }),
    ...(verifier && state !== 'rejected' && { verifier: verifier.name }),
    ...(content !== undefined && { content }),
    ...(validUntil !== undefined && { until: Number(validUntil) }),
  };
};

const sectionsOf = (items: readonly ItemRow[], version: string): SheetBody['sections'] =>
  bySection(items).map(([section, all]) => ({
    section,
    name: sectionName(section, version) ?? { zh: section, en: section },
    items: all.map(itemOnSheet),
  }));

const partyOn = (
  names: ReadonlyMap<string, string>,
  party: PartyView | undefined,
): SheetBody['parties']['ops'] => {
  const named = (id: string) => ({ id, name: names.get(id) ?? id });
  const { department, person = '', head = '' } = party ?? {};
  return { department: department?.name ?? '', owner: named(person), head: named(head) };
};

const trainingOn = ({ sessions, attended, passed, heldAt }: HandoverView['training']) => ({
  ...{ sessions, attended },
  ...(passed !== undefined && { passed }),
  ...(heldAt !== undefined && { heldAt }),
});

const trialOn = (trial: NonNullable<HandoverView['trial']>): NonNullable<SheetBody['trial']> => {
  const { since, startedAt, minDays, restarts, extensions, p3, alarms, alone } = trial;
  return {
    ...{ since, startedAt, minDays, restarts, extensions, p3 },
    ...(alarms && { alarms }),
    ...(alone !== undefined && { alone }),
  };
};

/** The sheet of a hand-over as it stands at `at` (4b, R1, operations.md). */
export async function sheetOf(
  rows: Rows,
  { id, number, view }: Sheeted,
  at: Instant,
): Promise<SheetBody> {
  const { service, customer, site, signer, parties, trial, productLine, tier } = view;
  const version = view.checklistVersion;
  const [row, items, readings, punch] = await Promise.all([
    rows.service.findUnique({ where: { id: service?.id ?? '' }, select: { code: true } }),
    allItems(rows, { subject: id, version }, itemsMax),
    takeReadings(rows, view, at),
    openPunch(rows, id),
  ]);
  const people = [parties.delivery, parties.ops].flatMap((party) =>
    party ? [party.person, party.head] : [],
  );
  const names = await personNames(rows, people);
  return {
    v: 1,
    number: shortNumberOf('handover', number),
    title: view.title,
    service: {
      ...{ id: service?.id ?? '', name: service?.name ?? '', code: row?.code ?? '' },
      ...{ productLine, tier, mode: view.serviceMode },
    },
    ...(customer && { customer: customer.name }),
    ...(site && { site: site.name }),
    ...{ profile: view.profile, checklistVersion: view.checklistVersion },
    ...{ orderAt: view.orderAt, goLiveAt: view.goLiveAt },
    parties: { delivery: partyOn(names, parties.delivery), ops: partyOn(names, parties.ops) },
    ...(signer && { signer: signer.name }),
    sections: sectionsOf(items, version),
    gates: gatesOf(readings),
    ...{ loops: view.loops, training: trainingOn(view.training), punch },
    ...(trial && { trial: trialOn(trial) }),
  };
}

/** Characters of a sheet's hash: 256 bits as base64url. */
export const sheetHashOf = (body: SheetBody): string =>
  createHash('sha256').update(canonicalJson(body)).digest('base64url');

/** Keeps a sheet under its hash; the same sheet again is the same row. */
export async function freezeSheet(
  rows: Rows,
  subject: string,
  { body, at }: { body: SheetBody; at: Instant },
): Promise<string> {
  const hash = sheetHashOf(body);
  await rows.acceptanceSheet.createMany({
    data: [{ subject, hash, body: jsonColumn(body), frozenAt: new Date(at) }],
    skipDuplicates: true,
  });
  return hash;
}

export interface FrozenSheet {
  hash: string;
  frozenAt: Date;
  body: SheetBody;
}

/** A frozen sheet by its hash; undefined where this hand-over has none of it. */
export async function frozenSheet(
  rows: Rows,
  subject: string,
  hash: string,
): Promise<FrozenSheet | undefined> {
  const where = { subject_hash: { subject, hash } };
  const row = await rows.acceptanceSheet.findUnique({ where });
  return row ? { hash, frozenAt: row.frozenAt, body: sheetBody.parse(row.body) } : undefined;
}
