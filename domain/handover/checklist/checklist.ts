import type { Bilingual } from '../../severity/matrix.js';
import {
  itemsMax,
  roomsMax,
  type ItemSpec,
  type Profile,
  type ProductLine,
  type Section,
  type ServiceMode,
  type Tier,
} from '../state.js';
import { access } from './access.js';
import { architecture } from './architecture.js';
import { assets } from './assets.js';
import { commitments } from './commitments.js';
import { customer } from './customer.js';
import type { ChecklistItem, ChecklistSection, Letter } from './item.js';
import { monitoring } from './monitoring.js';
import { suppliers } from './suppliers.js';
import { traffic } from './traffic.js';
import { trainingAndTrial } from './training-and-trial.js';
import { uat } from './uat.js';

/** Another one whenever an item is added, dropped, moved or asks for something else. */
export const checklistVersion = '1';

/** Every released version stays: a hand-over keeps the one that it began with. */
const checklists: ReadonlyMap<string, readonly ChecklistSection[]> = new Map([
  [
    '1',
    [
      customer,
      commitments,
      architecture,
      traffic,
      assets,
      suppliers,
      monitoring,
      access,
      uat,
      trainingAndTrial,
    ],
  ],
]);

/** The letter of each product line; a rental has none, only the unlettered items (5c). */
const letterOf: Readonly<Record<ProductLine, Letter | undefined>> = {
  leased_line: 'N',
  sdwan: 'N',
  colocation: 'I',
  managed: 'M',
  integration_rental: 'M',
  internet_broker: 'B',
  equipment_rental: undefined,
};

/** What is left of the checklist where nothing but equipment is rented (5c, N27). */
const rentalSections: readonly Section[] = ['A', 'B', 'E'];

/** The standard of a leased line never varies by tier (R6). */
const tierless: ProductLine = 'leased_line';

/** What decides which items are required (R1). */
export interface ServiceKind {
  productLine: ProductLine;
  tier: Tier;
  /** `equipment_only` leaves what is left of a rental, whatever the product line. */
  mode?: ServiceMode | undefined;
}

const sectionsOf = (version: string): readonly ChecklistSection[] => {
  const checklist = checklists.get(version);
  if (!checklist) throw new Error(`no checklist of version ${version}`);
  return checklist;
};

/** Whether nothing but equipment is handed over: sections A, B and E alone (5c). */
export const isRentalOnly = ({ productLine, mode }: Omit<ServiceKind, 'tier'>): boolean =>
  productLine === 'equipment_rental' || mode === 'equipment_only';

const hasLetter = (lines: readonly Letter[] | undefined, productLine: ProductLine): boolean => {
  const letter = letterOf[productLine];
  return lines === undefined || (letter !== undefined && lines.includes(letter));
};

const isAsked = (item: ChecklistItem, { productLine, tier }: ServiceKind): boolean => {
  if (!hasLetter(item.lines, productLine)) return false;
  return item.tiers === undefined || productLine === tierless || item.tiers.includes(tier);
};

/** The items of a kind of service in the checklist's order, before rooms multiply them. */
export const requiredItems = (
  kind: ServiceKind,
  version: string = checklistVersion,
): ChecklistItem[] =>
  sectionsOf(version)
    .filter(({ section }) => !isRentalOnly(kind) || rentalSections.includes(section))
    .filter(({ lines }) => hasLetter(lines, kind.productLine))
    .flatMap(({ items }) => items.filter((item) => isAsked(item, kind)));

const specOf = ({ id, critical, from }: ChecklistItem, room?: number): ItemSpec => ({
  key: room === undefined ? id : `${id}@${room}`,
  critical,
  from,
});

/**
 * The checklist of one hand-over: product line × tier (R1), and in a project every per-room item
 * once for each of its `rooms`, counted from 1 (V24). Retail has no rooms: its racks are one place.
 * At most `roomsMax` rooms, and so at most `itemsMax` items.
 */
export const itemsFor = (
  wanted: ServiceKind & { profile: Profile; rooms?: number; version?: string },
): ItemSpec[] => {
  const { profile, rooms = 0, version } = wanted;
  if (rooms > roomsMax) throw new Error(`${rooms} rooms of at most ${roomsMax}`);
  const places = Array.from({ length: profile === 'project' ? rooms : 0 }, (_, k) => k + 1);
  const items = requiredItems(wanted, version).flatMap((item) =>
    item.perRoom && places.length > 0 ? places.map((room) => specOf(item, room)) : [specOf(item)],
  );
  if (items.length > itemsMax) throw new Error(`${items.length} items of at most ${itemsMax}`);
  return items;
};

/** What item and room a key names: `E1@2` is item E1 of the second room. */
export const splitKey = (key: string): { id: string; room?: number } => {
  const at = key.indexOf('@');
  return at < 0 ? { id: key } : { id: key.slice(0, at), room: Number(key.slice(at + 1)) };
};

/** The words and traits of an item by its key, in the version that a hand-over began with. */
export const itemOf = (
  key: string,
  version: string = checklistVersion,
): ChecklistItem | undefined => {
  const { id } = splitKey(key);
  return sectionsOf(version)
    .flatMap(({ items }) => items)
    .find((item) => item.id === id);
};

/** The name of a section in the version that a hand-over began with. */
export const sectionName = (
  section: Section,
  version: string = checklistVersion,
): Bilingual | undefined => sectionsOf(version).find((one) => one.section === section)?.name;
