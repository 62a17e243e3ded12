import type { Bilingual } from '../../severity/matrix.js';
import type { Provider, Section, Tier } from '../state.js';

/** Network, data centre, managed service, broker: the letters of 5c. */
export const letters = ['N', 'I', 'M', 'B'] as const;
export type Letter = (typeof letters)[number];

/** The stage that is not left before the item counts; sections A-H are submitted one stage earlier. */
export const itemGates = [
  'disclosure_review',
  'uat_design',
  'uat_run',
  'training',
  'trial',
] as const;
export type ItemGate = (typeof itemGates)[number];

/** One column of an item that is a table, such as one traffic flow a row (N8, operations.md). */
export interface ItemField {
  key: string;
  name: Bilingual;
  required: boolean;
}

/** One line of the checklist, for every language of a person. */
export interface ChecklistItem {
  /** Letter of the section and number: `A1`. */
  id: string;
  section: Section;
  /** Can't be waived (R1). */
  critical: boolean;
  /** Who has to fill it (4b). */
  from: Provider;
  gate: ItemGate;
  name: Bilingual;
  /** What has to be given, in one sentence. */
  ask: Bilingual;
  /** Product lines of these letters only; without it the whole section's. */
  lines?: readonly Letter[];
  /** Customers of these tiers only; leased lines never vary by tier (R6). */
  tiers?: readonly Tier[];
  /** Asked of every room of a project (V24). */
  perRoom?: true;
  /** A verified value counts for so many days (R1); without it until the hand-over ends. */
  validDays?: number;
  /** The value is a table with these columns; without it a text, a link or a file. */
  fields?: readonly ItemField[];
}

/** Items of one section with what they share. */
export interface ChecklistSection {
  section: Section;
  name: Bilingual;
  /** Product lines of these letters only. */
  lines?: readonly Letter[];
  items: readonly ChecklistItem[];
}

/** What an item is beside its words; ordinary items come from delivery and can be waived. */
type Traits = Partial<
  Pick<ChecklistItem, 'from' | 'gate' | 'lines' | 'tiers' | 'perRoom' | 'validDays' | 'fields'>
> & { critical?: true };

export const said = (zh: string, en: string): Bilingual => ({ zh, en });

export const field = (key: string, name: Bilingual): ItemField => ({ key, name, required: true });

export const optionalField = (key: string, name: Bilingual): ItemField => ({
  key,
  name,
  required: false,
});

/** Writes the items of one section, numbered as they are written. */
export const sectionOf = (
  head: Omit<ChecklistSection, 'items'> & { gate: ItemGate },
  rows: readonly { name: Bilingual; ask: Bilingual; is?: Traits }[],
): ChecklistSection => {
  const { gate, ...rest } = head;
  const items = rows.map(({ name, ask, is = {} }, index): ChecklistItem => {
    const { critical = false, ...traits } = is;
    const id = `${head.section}${index + 1}`;
    return { id, section: head.section, critical, from: 'delivery', gate, name, ask, ...traits };
  });
  return { ...rest, items };
};
