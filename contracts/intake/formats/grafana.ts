import type { FormatReader, IntakeAction } from '../event.js';
import { type Fields, asFields, firstText, flatten, listOf, own, textOf } from '../fields.js';
import { type EntryOutcome, ignore, oneEntry, placeOf, readWith, refuse } from '../reading.js';
import { type Reading, sealEvent } from '../seal.js';
import { readAlertGroup } from './alert-group.js';

const expected =
  'a Grafana webhook body: a JSON object with a list `alerts`, or the legacy one with `ruleName`';
const legacyActions: Record<string, IntakeAction> = {
  alerting: 'trigger',
  no_data: 'trigger',
  ok: 'resolve',
};
const legacySilent = ['paused', 'pending', 'unknown'];

/** Reads Grafana's unified webhook, one event per alert, and the body of its legacy alerting. */
export const readGrafana: FormatReader = (body, options) =>
  readWith({ body, options, expected }, (decoded, context) => {
    const fields = decoded.kind === 'json' ? asFields(decoded.value) : undefined;
    if (!fields) return refuse(expected);
    if (Array.isArray(own(fields, 'alerts'))) return readAlertGroup(fields, context);
    return oneEntry(readLegacy(fields, context));
  });

function readLegacy(fields: Fields, context: Reading): EntryOutcome {
  const name = firstText(fields, ['ruleName', 'title']);
  const rule = textOf(own(fields, 'ruleId'));
  const state = textOf(own(fields, 'state'))?.toLowerCase();
  if (name === undefined && rule === undefined) return { expected, pointer: '/alerts' };
  if (state === undefined) return { expected: '`state` of the rule', pointer: '/state' };
  const org = textOf(own(fields, 'orgId'));
  const key = `rule:${org === undefined ? '' : `${org}/`}${rule ?? name}`;
  if (legacySilent.includes(state)) return ignore(`the rule's state "${state}" asks nothing`, key);
  const action = Object.hasOwn(legacyActions, state) ? legacyActions[state] : undefined;
  const tags = asFields(own(fields, 'tags'));
  const tag = (label: string) => textOf(own(tags, label));
  const draft = {
    entry: fields,
    action: action ?? ('trigger' as const),
    dedupKey: key,
    title: firstText(fields, ['ruleName', 'title']) ?? key,
    description: descriptionOf(fields),
    severity: tag('severity') ?? tag('priority'),
    ...placeOf(tag, context.options),
    labels: flatten(tags),
    links: [
      { href: textOf(own(fields, 'ruleUrl')), text: 'source' },
      { href: textOf(own(fields, 'imageUrl')), text: 'image' },
    ],
    notes: action ? [] : [`state "${state}" is not known and was read as alerting`],
  };
  return { event: sealEvent(draft, context) };
}

function descriptionOf(fields: Fields): string | undefined {
  const values = listOf(own(fields, 'evalMatches')).flatMap((match) => {
    const metric = textOf(own(asFields(match), 'metric'));
    return metric === undefined ? [] : [`${metric} = ${textOf(own(asFields(match), 'value'))}`];
  });
  const lines = [textOf(own(fields, 'message')), ...values].filter((line) => line !== undefined);
  return lines.length === 0 ? undefined : lines.join('\n');
}
