import type { Bilingual } from '../severity/matrix.js';
import type { NoticeFault } from './effects.js';
import {
  fieldKeys,
  isRequired,
  needOf,
  type FieldKey,
  type NoticeFields,
  type NoticeShape,
} from './fields.js';
import type { NoticeKind, NoticeLanguage } from './stages.js';
import { isFor, type TemplateKey } from './template.js';
import { holds, numbersIn, plain, without } from './text-search.js';
import { blameWords, placeholderWords } from './wordlist.js';

/** Why a notice is not sent (R8, I7). Codes never change their meaning. */
export const gateCodes = [
  'field_required',
  'unresolved_placeholder',
  'wrong_template',
  'stage_skipped',
  'cause_unknown',
  'blame_word',
  'foreign_customer',
  'numbers_differ',
] as const;
export type GateCode = (typeof gateCodes)[number];

/** A template that a notice would be rendered with. */
export interface TemplateUsed extends TemplateKey {
  id: string;
  version: number;
  /** The version in force for its key. */
  current: boolean;
}

/** A customer as others must not read of it. */
export interface NamedCustomer {
  id: string;
  name: string;
  code: string;
}

/** Everything that the gate judges; plain data. */
export interface Gated extends NoticeShape {
  languages: readonly NoticeLanguage[];
  fields: NoticeFields;
  causeStatus: CauseStatus;
  templates: Partial<Record<NoticeLanguage, TemplateUsed>>;
  /** A stage before it was not told. */
  skipped?: boolean;
  /** Those whom it goes to; none of an internal notice. */
  addressed: readonly NamedCustomer[];
  customers: readonly NamedCustomer[];
}

export const causeStatuses = ['unknown', 'suspected', 'confirmed'] as const;
export type CauseStatus = (typeof causeStatuses)[number];

interface GateFault extends NoticeFault {
  field: FieldKey | 'template' | 'stage' | 'services';
  code: GateCode;
}

const templateMark = /\{\{|\}\}|\{%|%\}|\{[^{}\n]*\}|【\s*】|\[\s*\]|_{3,}/;

/** Template syntax, blanks to fill, or a word that stands for something still to be written. */
export const hasPlaceholder = (text: string): boolean =>
  templateMark.test(text) || placeholderWords.some((word) => holds(plain(text), word));

const blames = (text: string): boolean =>
  [...blameWords.zh, ...blameWords.en].some((word) => holds(plain(text), word));

const said = (value: Bilingual | undefined, language: NoticeLanguage): string =>
  (value?.[language] ?? '').trim();

function missing(gated: Gated): GateFault[] {
  const { fields, languages } = gated;
  return fieldKeys.flatMap((field) => {
    const empty = languages.some((language) => said(fields[field], language) === '');
    return empty && isRequired(field, gated) ? [{ field, code: 'field_required' as const }] : [];
  });
}

/** What of the fields this notice shows, as one text per language. */
const shown = ({ kind, audience, fields, languages }: Gated): [FieldKey, string[]][] =>
  fieldKeys.flatMap((field) => {
    if (needOf(field, kind, audience) === '–') return [];
    const texts = languages.map((language) => said(fields[field], language));
    return texts.some((text) => text !== '') ? [[field, texts] as [FieldKey, string[]]] : [];
  });

const causeFields: readonly FieldKey[] = ['cause', 'rootCause'];

function badWords(gated: Gated): GateFault[] {
  return shown(gated).flatMap(([field, texts]) => {
    const faults: GateFault[] = [];
    const any = (is: (text: string) => boolean): boolean => texts.some(is);
    if (any(hasPlaceholder)) faults.push({ field, code: 'unresolved_placeholder' });
    if (gated.audience === 'customer' && any(blames)) faults.push({ field, code: 'blame_word' });
    if (gated.causeStatus === 'unknown' && causeFields.includes(field)) {
      faults.push({ field, code: 'cause_unknown' });
    }
    return faults;
  });
}

/** Names of the directory: "一号" is "1" in the other language, and nobody here can mend it. */
const isNamed = (field: FieldKey): boolean => field === 'services' || field === 'place';

/** Both languages carry the same numbers (5b). */
function numbers({ fields, languages, kind, audience }: Gated): GateFault[] {
  if (languages.length < 2) return [];
  return fieldKeys.flatMap((field) => {
    const value = fields[field];
    if (!value || isNamed(field) || needOf(field, kind, audience) === '–') return [];
    const [zh, en] = [numbersIn(value.zh), numbersIn(value.en)];
    const same = zh.length === en.length && zh.every((number, index) => number === en[index]);
    return same ? [] : [{ field, code: 'numbers_differ' as const }];
  });
}

function templates(gated: Gated): GateFault[] {
  const fits = gated.languages.every((language) => {
    const used = gated.templates[language];
    return used !== undefined && used.current && isFor(used, { ...gated, language });
  });
  return fits ? [] : [{ field: 'template', code: 'wrong_template' }];
}

interface Known {
  customer: NamedCustomer;
  names: string[];
}

/** The names and codes by which others would know a customer. */
const knownBy = (customer: NamedCustomer): Known => ({
  customer,
  names: [plain(customer.name).trim(), plain(customer.code).trim()]
    .filter((text) => text.length > 1)
    .sort((a, b) => b.length - a.length),
});

const mentions =
  (text: string) =>
  ({ names }: Known): boolean =>
    names.some((name) => holds(text, name));

/** The longest names are read first, so that none is taken for a shorter one inside it. */
function firstForeign(
  whole: string,
  reader: NamedCustomer,
  named: readonly Known[],
): NamedCustomer | undefined {
  const isOwn = ({ id }: NamedCustomer): boolean => id === reader.id;
  const names = [...named.filter(({ customer }) => !isOwn(customer)), knownBy(reader)]
    .flatMap(({ customer, names: each }) => each.map((name) => ({ name, customer })))
    .sort(
      (a, b) =>
        b.name.length - a.name.length || Number(isOwn(b.customer)) - Number(isOwn(a.customer)),
    );
  let rest = whole;
  for (const { name, customer } of names) {
    if (!holds(rest, name)) continue;
    if (!isOwn(customer)) return customer;
    rest = without(rest, name);
  }
  return undefined;
}

/**
 * Finds whoever a text names besides its reader. A name that holds the name of another is not a
 * mention of the other. Made once for many texts.
 */
export function foreignFinder(
  customers: readonly NamedCustomer[],
): (text: string, readers: readonly NamedCustomer[]) => NamedCustomer | undefined {
  const known = customers.map(knownBy);
  return (text, readers) => {
    const whole = plain(text);
    const named = known.filter(mentions(whole));
    if (named.length === 0) return undefined;
    for (const reader of readers) {
      const other = firstForeign(whole, reader, named);
      if (other) return other;
    }
    return undefined;
  };
}

/** Fields that go to everyone alike must name nobody whom any of the readers could not know of. */
function foreign(gated: Gated): GateFault[] {
  if (gated.audience !== 'customer') return [];
  const find = foreignFinder(gated.customers);
  return shown(gated).flatMap(([field, texts]) => {
    if (isNamed(field)) return [];
    const named = texts.some((text) => find(text, gated.addressed) !== undefined);
    return named ? [{ field, code: 'foreign_customer' as const }] : [];
  });
}

/**
 * Every reason why a notice may not be sent, by field; none when it may (R8, I7). The gate is run by
 * whoever asks for it and again by the hands on what is frozen.
 */
export function gate(gated: Gated): GateFault[] {
  const order: GateFault[] = gated.skipped ? [{ field: 'stage', code: 'stage_skipped' }] : [];
  return [
    ...order,
    ...templates(gated),
    ...missing(gated),
    ...badWords(gated),
    ...numbers(gated),
    ...foreign(gated),
  ];
}

/** The fields that keep a draft from being complete, once each. */
export const missingOf = (faults: readonly NoticeFault[]): string[] => [
  ...new Set(faults.map(({ field }) => field)),
];

/** What a notice is written for: the stage, or First and Recovery in one. */
export const kindOf = (stage: NoticeKind, combined: boolean): NoticeKind =>
  combined && stage === 'recovery' ? 'combined' : stage;
