import type { Instant } from '../machine.js';
import { itemOf, splitKey } from './checklist/checklist.js';
import type { ItemGate } from './checklist/item.js';
import type { Missing, SectionCount } from './view.js';
import {
  sections,
  type HandoverState,
  type ItemSpec,
  type ItemState,
  type ItemStatus,
  type PackedItem,
  type Section,
} from './state.js';

const letterOf = { delivery: 'd', product: 'p', presales: 's' } as const;
const nobody = -1;

export const seconds = (at: Instant): number => Math.ceil(at / 1000);
export const instantOf = (epochS: number): Instant => epochS * 1000;

/** Keeps an item in few bytes: empty members are left out from the end. */
export const pack = (item: ItemState): PackedItem => {
  const { from, critical, status, provider, value, until, loops } = item;
  const letters = `${from}${critical ? '*' : '-'}${status}`;
  if (loops > 0) return [letters, provider, value, until, loops];
  if (until > 0) return [letters, provider, value, until];
  if (value !== '') return [letters, provider, value];
  return provider === nobody ? [letters] : [letters, provider];
};

export const unpack = (packed: PackedItem): ItemState => {
  const [letters, provider = nobody, value = '', until = 0, loops = 0] = packed;
  return {
    from: letters[0] as ItemState['from'],
    critical: letters[1] === '*',
    status: letters[2] as ItemStatus,
    ...{ provider, value, until, loops },
  };
};

export const statusOf = ([letters]: PackedItem): ItemStatus => letters[2] as ItemStatus;

/** Every item of the checklist, missing. */
export const missingItems = (specs: readonly ItemSpec[]): Record<string, PackedItem> =>
  Object.fromEntries(
    specs.map(({ key, critical, from }): [string, PackedItem] => [
      key,
      [`${letterOf[from]}${critical ? '*' : '-'}m`],
    ]),
  );

export const itemAt = (s: HandoverState, key: string): ItemState | undefined => {
  const packed = Object.hasOwn(s.items, key) ? s.items[key] : undefined;
  return packed && unpack(packed);
};

export const hasSection = (s: HandoverState, section: Section): boolean =>
  Object.keys(s.items).some((key) => key.startsWith(section));

/** Filled and verified, or waived; validity and waivers that ran out are taken back by the tick. */
const counts = (status: ItemStatus): boolean => status === 'v' || status === 'w';

/** The stages that items gate, in their order. */
const gateOrder: readonly ItemGate[] = [
  'disclosure_review',
  'uat_design',
  'uat_run',
  'training',
  'trial',
];

const fallbackGate = (key: string): ItemGate => {
  if (key.startsWith('I')) return 'uat_run';
  return key.startsWith('J') ? 'trial' : 'disclosure_review';
};

/** Which stage waits for an item, looked up once per item of the checklist and call. */
const gateLookup = (version: string): ((key: string) => number) => {
  const known = new Map<string, number>();
  return (key) => {
    const { id } = splitKey(key);
    const found = known.get(id);
    if (found !== undefined) return found;
    const gate = gateOrder.indexOf(itemOf(id, version)?.gate ?? fallbackGate(id));
    known.set(id, gate);
    return gate;
  };
};

/**
 * The items that stand before the end of stage `gate`, in the checklist's order (R1): of that gate
 * and the ones before it, whatever does not count; with `submitted`, whatever nobody handed in.
 */
export const missingOf = (
  s: HandoverState,
  gate: ItemGate,
  enough: 'counted' | 'submitted' = 'counted',
): Missing[] => {
  const gateOf = gateLookup(s.checklistVersion);
  const last = gateOrder.indexOf(gate);
  return Object.entries(s.items).flatMap(([key, packed]) => {
    const status = statusOf(packed);
    const met = counts(status) || (enough === 'submitted' && status === 's');
    return met || gateOf(key) > last ? [] : [{ kind: 'item', key, state: status }];
  });
};

const fieldOf: Record<ItemStatus, Exclude<keyof SectionCount, 'section' | 'required'>[]> = {
  m: [],
  s: ['submitted'],
  v: ['counted'],
  r: ['rejected'],
  w: ['counted', 'waived'],
};

/** How every section stands, for display. */
export const countSections = (s: HandoverState): SectionCount[] => {
  const byLetter = new Map<string, SectionCount>();
  for (const [key, packed] of Object.entries(s.items)) {
    const section = sections.find((letter) => key.startsWith(letter));
    if (!section) continue;
    const count = byLetter.get(section) ?? {
      ...{ section, required: 0, counted: 0, submitted: 0, rejected: 0, waived: 0 },
    };
    count.required += 1;
    for (const field of fieldOf[statusOf(packed)]) count[field] += 1;
    byLetter.set(section, count);
  }
  return [...byLetter.values()].toSorted((a, b) => a.section.localeCompare(b.section));
};

/** The share that counts, in whole percent and never rounded up to 100; for display only (R1). */
export const percentOf = (counted: readonly SectionCount[]): number => {
  const required = counted.reduce((sum, { required: n }) => sum + n, 0);
  const done = counted.reduce((sum, { counted: n }) => sum + n, 0);
  return required === 0 ? 100 : Math.floor((done * 100) / required);
};

/** The end of a validity or of a waiver; what is only handed in waits for nothing. */
export const endsAt = (packed: PackedItem): Instant | undefined => {
  const until = packed[3] ?? 0;
  return until > 0 && counts(statusOf(packed)) ? instantOf(until) : undefined;
};
