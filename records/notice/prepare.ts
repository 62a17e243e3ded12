import { literalOf } from '../../contracts/notice/templates.js';
import { text } from '../../contracts/text.js';
import {
  causeStatusOf,
  draftFields,
  inForce,
  type NoticeFacts,
} from '../../domain/notice/draft.js';
import type { NoticeFault, NoticeRef } from '../../domain/notice/effects.js';
import { isFieldKey, type NoticeFields } from '../../domain/notice/fields.js';
import {
  gate,
  type CauseStatus,
  type Gated,
  type NamedCustomer,
} from '../../domain/notice/gate.js';
import type { NoticeLanguage } from '../../domain/notice/stages.js';
import { chooseTemplate } from '../../domain/notice/template.js';
import { numbersIn } from '../../domain/notice/text-search.js';
import { both } from '../../domain/notice/wording.js';
import type { Database } from '../database.js';
import { noticeFacts, type NoticedIncident } from './facts.js';
import { overridesOf, type StoredOverride } from './overrides.js';
import { namedCustomers, reachOf, type Reach } from './reach.js';
import { typedOf, type NoticeRow, type PinnedTemplates } from './rows.js';
import type { StoredTemplate } from './template-row.js';
import { templatesInForce } from './templates.js';

export interface PrepareAsked {
  incident: NoticedIncident;
  notice: NoticeRow;
  ref: NoticeRef;
  zone: string;
  now: number;
  /** A stage before it was not told. */
  skipped?: boolean;
}

/** A notice as it would go at this instant, and every reason why it may not. */
export interface Prepared {
  facts: NoticeFacts;
  fields: NoticeFields;
  causeStatus: CauseStatus;
  reach: Reach;
  languages: NoticeLanguage[];
  templates: Partial<Record<NoticeLanguage, StoredTemplate>>;
  customers: NamedCustomer[];
  overrides: StoredOverride[];
  faults: NoticeFault[];
}

const fallback: NoticeLanguage = 'zh';

/** The languages of everyone it goes to, and of customers nobody of whom could be written to. */
function languagesOf({ recipients, customers, unreachable }: Reach): NoticeLanguage[] {
  const first = customers
    .filter(({ id }) => unreachable.includes(id))
    .map(({ languages }) => languages[0] ?? fallback);
  const all = new Set([...recipients.map(({ language }) => language), ...first]);
  return all.size === 0 ? [fallback] : [...all].sort().reverse();
}

const labelOf = (field: string): NonNullable<NoticeFacts['correction']>['field'] =>
  isFieldKey(field)
    ? { zh: text('zh', `notice/field/${field}`), en: text('en', `notice/field/${field}`) }
    : both(field);

const correctionOf = ({ correction }: NoticeRow) =>
  correction === null
    ? {}
    : {
        correction: {
          field: labelOf(correction.field),
          oldValue: correction.oldValue,
          newValue: correction.value,
        },
      };

/** Whom a correction goes to: the customers whom the wrong notice went to. */
async function readersOf({ prisma }: Database, { correctionOf: wrong }: NoticeRow) {
  if (wrong === null) return {};
  const row = await prisma.notice.findUnique({ where: { id: wrong } });
  const frozen = row?.frozen as { customers?: { id: string }[] } | null | undefined;
  return frozen?.customers ? { only: frozen.customers.map(({ id }) => id) } : {};
}

/** Both texts of a template carry the same numbers, as their fields do (5b). */
function templateNumbers(templates: Prepared['templates']): NoticeFault[] {
  const { zh, en } = templates;
  if (!zh || !en) return [];
  const numbers = (template: StoredTemplate): string =>
    numbersIn(literalOf(`${template.subject} ${template.body}`)).join(' ');
  return numbers(zh) === numbers(en) ? [] : [{ field: 'template', code: 'numbers_differ' }];
}

/** What was approved is what goes: a draft that was changed after is approved again. */
function approvalFaults({ state }: NoticeRow, { approvedBy }: NoticeRef): NoticeFault[] {
  return approvedBy !== undefined && state === 'draft'
    ? [{ field: 'approval', code: 'approval_needed' }]
    : [];
}

/** The template that was approved is the one that goes (V5). */
function pinnedFaults(
  { state, templates }: NoticeRow,
  chosen: Prepared['templates'],
): NoticeFault[] {
  if (state !== 'approved') return [];
  const differs = Object.entries(templates).some(
    ([language, pinned]) => chosen[language as NoticeLanguage]?.id !== pinned.id,
  );
  return differs ? [{ field: 'template', code: 'wrong_template' }] : [];
}

/** Gathers facts, lays what people typed and what two names put in force over them, and judges it. */
export async function prepareNotice(database: Database, asked: PrepareAsked): Promise<Prepared> {
  const { incident, notice, ref, zone, now, skipped } = asked;
  const { audience, level, kind } = notice;
  const readers = await readersOf(database, notice);
  const reaching = { view: incident.view, holder: incident.holder, level, audience, ...readers };
  const [reach, customers, stored, inUse] = await Promise.all([
    reachOf(database, reaching),
    namedCustomers(database),
    overridesOf(database.prisma, notice.id),
    templatesInForce(database.prisma),
  ]);
  const languages = languagesOf(reach);
  const base = { incident, ref, number: notice.number, customers: reach.customers, zone };
  const facts = await noticeFacts(database, { ...base, ...correctionOf(notice) });
  const typed = typedOf(notice);
  const overrides = inForce(stored, now) as StoredOverride[];
  const fields = draftFields(facts, typed, overrides);
  const causeStatus = causeStatusOf(facts, typed);
  const templates: Prepared['templates'] = {};
  for (const language of languages) {
    const chosen = chooseTemplate(inUse, { kind, audience, level, language });
    if (chosen) templates[language] = chosen;
  }
  const gated: Gated = {
    ...{ kind, audience, level, languages, fields, causeStatus, templates, customers },
    addressed: audience === 'customer' ? reach.customers : [],
    ...(skipped && { skipped }),
  };
  const faults = [
    ...gate(gated),
    ...templateNumbers(templates),
    ...approvalFaults(notice, ref),
    ...pinnedFaults(notice, templates),
  ];
  return {
    ...{ facts, fields, causeStatus, reach, languages, templates, customers, overrides, faults },
  };
}

export const pinned = (templates: Prepared['templates']): PinnedTemplates =>
  Object.fromEntries(
    Object.entries(templates).map(([language, { id, version }]) => [language, { id, version }]),
  );
