import type { FormatReader, IntakeAction } from '../event.js';
import { asFields, flatten, listOf, own, textOf } from '../fields.js';
import { valueAt } from '../path.js';
import { type EntryOutcome, manyEntries, oneEntry, placeOf, readWith, refuse } from '../reading.js';
import { type Reading, sealEvent } from '../seal.js';
import { sha256Of } from '../text.js';
import { wordIn } from '../word-map.js';

const expected =
  'a JSON object, form or list with `action` (trigger, acknowledge, resolve) and `title`';
const words: Record<IntakeAction, string> = {
  trigger: 'trigger triggered firing alerting alert problem open opened raise raised down fail',
  acknowledge: 'acknowledge acknowledged ack acknowledgement',
  resolve: 'resolve resolved recovery recovered ok up clear cleared close closed normal',
};
const actionByWord = Object.fromEntries(
  (Object.keys(words) as IntakeAction[]).flatMap((action) =>
    words[action].split(' ').map((word) => [word, action]),
  ),
) as Record<string, IntakeAction>;

type GenericField = Exclude<keyof NonNullable<Reading['options']['paths']>, 'events'>;

/**
 * Reads the body of `/api/v1/events`, one or a list of them; the integration's `paths` say where
 * else its fields are. Unknown fields are ignored (api.md §1).
 */
export const readGeneric: FormatReader = (body, options) =>
  readWith({ body, options, expected }, (decoded, context) => {
    if (decoded.kind !== 'json' && decoded.kind !== 'form') return refuse(expected);
    const eventsPath = options.paths?.events;
    const root = eventsPath === undefined ? decoded.value : valueAt(decoded.value, eventsPath);
    if (Array.isArray(root)) return manyEntries(root, (entry) => readEntry(entry, context));
    return oneEntry(readEntry(root, context));
  });

function readEntry(entry: unknown, context: Reading): EntryOutcome {
  if (!asFields(entry)) return { expected };
  const { options } = context;
  const pathOf = (field: GenericField) => options.paths?.[field] ?? field;
  const at = (field: GenericField) => valueAt(entry, pathOf(field));
  const text = (field: GenericField) => textOf(at(field));
  const read = actionOf(text('action'), context);
  if (!read) {
    return { expected: '`action` as trigger, acknowledge or resolve', pointer: pointer('action') };
  }
  const title = text('title');
  const given = text('dedupKey');
  if (title === undefined && (given === undefined || read.action === 'trigger')) {
    return { expected: `${expected}; the title is missing`, pointer: pointer('title') };
  }
  const details = at('details');
  const place = placeOf((label) => textOf(own(asFields(details), label)), options);
  const service = text('service') ?? place.service;
  const site = text('site') ?? place.site;
  const dedupKey = given ?? `auto:${sha256Of(JSON.stringify([title, service, site]))}`;
  const draft = {
    entry,
    action: read.action,
    dedupKey,
    title: title ?? dedupKey,
    description: text('description') ?? textOf(details),
    severity: text('severity'),
    service,
    site,
    labels: flatten(details),
    links: linksOf(own(asFields(entry), 'links')),
    at: at('occurredAt'),
    notes: read.note === undefined ? [] : [read.note],
  };
  return { event: sealEvent(draft, context) };

  function pointer(field: GenericField): string {
    const path = pathOf(field);
    return path.startsWith('/') ? path : `/${path.replaceAll('.', '/')}`;
  }
}

function actionOf(
  word: string | undefined,
  context: Reading,
): { action: IntakeAction; note?: string } | undefined {
  if (word === undefined) return { action: 'trigger', note: 'no action: read as trigger' };
  const action = wordIn(context.options.actionMap, word) ?? wordIn(actionByWord, word);
  return action && { action };
}

function* linksOf(links: unknown): Generator<{ href: string | undefined; text?: string }> {
  for (const link of listOf(links)) {
    const href = textOf(link) ?? textOf(own(asFields(link), 'href'));
    const text = textOf(own(asFields(link), 'text'));
    yield text === undefined ? { href } : { href, text };
  }
}
