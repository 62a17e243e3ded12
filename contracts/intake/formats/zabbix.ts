import type { FormatReader, IntakeAction, ParseResult, SourceSeverity } from '../event.js';
import { type Fields, asFields, listOf, own, textOf } from '../fields.js';
import { macro, macrosOf } from '../macros.js';
import { type EntryOutcome, ignore, oneEntry, placeOf, readWith, refuse } from '../reading.js';
import { type Reading, sealEvent } from '../seal.js';
import { readPagerDutyFields } from './pagerduty.js';

const expected =
  'a Zabbix webhook body: a flat map of macros with EVENT.ID and EVENT.VALUE, or PagerDuty v2';
const severityByNumber: SourceSeverity[] = [
  'info',
  'info',
  'warning',
  'warning',
  'error',
  'critical',
];
const severityNames = ['not classified', 'information', 'warning', 'average', 'high', 'disaster'];
const eventSources = { discovery: '1', autoregistration: '2' };

type Macros = Map<string, string>;

/**
 * Reads what a Zabbix media type sends (incidents.md §5): value 0 resolves; value 1 triggers, and
 * an update of it acknowledges when the problem is acknowledged. The key is the problem's event id.
 */
export const readZabbix: FormatReader = (body, options) =>
  readWith({ body, options, expected }, (decoded, context): ParseResult => {
    if (decoded.kind !== 'json' && decoded.kind !== 'form') return refuse(expected);
    const fields = asFields(decoded.value);
    if (!fields) return refuse(expected);
    if (own(fields, 'event_action') !== undefined) return readPagerDutyShape(fields, context);
    return oneEntry(readMacros(fields, context));
  });

function readPagerDutyShape(fields: Fields, context: Reading): ParseResult {
  const result = readPagerDutyFields(fields, context);
  if (result.ok) return oneEntry({ event: result.event });
  return refuse(`${expected}: ${result.refusal.errors.join('; ')}`);
}

function readMacros(fields: Fields, context: Reading): EntryOutcome {
  const macros = macrosOf(fields);
  const key = macro(macros, 'EVENTID');
  if (key === undefined) return { expected: `${expected}; EVENT.ID is missing` };
  const source = macro(macros, 'EVENTSOURCE');
  if (source === eventSources.discovery || source === eventSources.autoregistration) {
    return ignore('discovery and autoregistration events ask nothing', key);
  }
  const value = valueOf(macros);
  if (value === undefined) return { expected: `${expected}; EVENT.VALUE is missing` };
  const action = actionOf(macros, value);
  if (!action) return ignore('an update without an acknowledgement asks nothing', key);
  const tags = tagsOf(macros);
  const lower = new Map([...tags].map(([name, text]) => [name.toLowerCase(), text]));
  const draft = {
    entry: fields,
    action,
    dedupKey: key,
    title: macro(macros, 'EVENTNAME', 'TRIGGERNAME', 'ALERTSUBJECT', 'SUBJECT') ?? key,
    description: descriptionOf(macros),
    ...severityOfMacros(macros),
    ...placeOf((name) => lower.get(name.toLowerCase()), context.options),
    labels: labelsOf(macros, tags),
    links: linksOf(macros, key),
    at: timeOf(macros, action),
    timed: action !== 'acknowledge' || macros.has('EVENTUPDATETIME'),
  };
  return { event: sealEvent(draft, context) };
}

function valueOf(macros: Macros): 'problem' | 'ok' | undefined {
  const value = macro(macros, 'EVENTVALUE', 'TRIGGERVALUE');
  if (value === '0' || value === '1') return value === '1' ? 'problem' : 'ok';
  const status = macro(macros, 'EVENTSTATUS', 'TRIGGERSTATUS')?.toUpperCase();
  if (status === 'PROBLEM') return 'problem';
  return status === 'RESOLVED' || status === 'OK' ? 'ok' : undefined;
}

function actionOf(macros: Macros, value: 'problem' | 'ok'): IntakeAction | undefined {
  if (value === 'ok') return 'resolve';
  if (macro(macros, 'EVENTUPDATESTATUS') !== '1') return 'trigger';
  const acknowledged = macro(macros, 'EVENTACKSTATUS')?.toLowerCase();
  return acknowledged === 'yes' || acknowledged === '1' ? 'acknowledge' : undefined;
}

function severityOfMacros(macros: Macros) {
  const number = macro(macros, 'EVENTNSEVERITY', 'TRIGGERNSEVERITY', 'NSEVERITY');
  const named = macro(macros, 'EVENTSEVERITY', 'TRIGGERSEVERITY', 'SEVERITY');
  const fromNumber = severityByNumber[Number(number ?? Number.NaN)];
  const fromName = severityByNumber[severityNames.indexOf(named?.toLowerCase() ?? '')];
  return { severity: named ?? number, severityMeans: fromNumber ?? fromName };
}

function tagsOf(macros: Macros): Map<string, string> {
  const json = jsonTags(macro(macros, 'EVENTTAGSJSON'));
  if (json) return json;
  const pairs = (macro(macros, 'EVENTTAGS') ?? '').split(',').map((tag) => tag.trim());
  return new Map(
    pairs.filter(Boolean).map((tag): [string, string] => {
      const colon = tag.indexOf(':');
      return colon < 0 ? [tag, ''] : [tag.slice(0, colon).trim(), tag.slice(colon + 1).trim()];
    }),
  );
}

function jsonTags(text: string | undefined): Map<string, string> | undefined {
  if (text === undefined || !text.startsWith('[')) return undefined;
  try {
    const tags = listOf(JSON.parse(text)).map(asFields);
    return new Map(
      tags.map((tag) => [textOf(own(tag, 'tag')) ?? '', textOf(own(tag, 'value')) ?? '']),
    );
  } catch {
    return undefined;
  }
}

function descriptionOf(macros: Macros): string | undefined {
  const lines = [
    macro(macros, 'ALERTMESSAGE', 'MESSAGE', 'TRIGGERDESCRIPTION'),
    macro(macros, 'EVENTOPDATA'),
    macro(macros, 'EVENTUPDATEMESSAGE', 'EVENTACKMESSAGE'),
  ].filter((line) => line !== undefined);
  return lines.length === 0 ? undefined : lines.join('\n');
}

function timeOf(macros: Macros, action: IntakeAction): string | undefined {
  const prefix = { trigger: 'EVENT', acknowledge: 'EVENTUPDATE', resolve: 'EVENTRECOVERY' }[action];
  const stamp = macro(macros, `${prefix}TIMESTAMP`);
  const date = macro(macros, `${prefix}DATE`);
  const time = macro(macros, `${prefix}TIME`);
  return stamp ?? (date !== undefined && time !== undefined ? `${date} ${time}` : undefined);
}

const labelMacros = {
  HOSTNAME: 'host',
  HOSTHOST: 'host_technical',
  HOSTIP: 'host_ip',
  TRIGGERID: 'trigger_id',
  TRIGGERHOSTGROUPNAME: 'host_groups',
  EVENTSEVERITY: 'zabbix_severity',
  EVENTOPDATA: 'operational_data',
  USERFULLNAME: 'user',
};

function* labelsOf(macros: Macros, tags: Map<string, string>): Generator<[string, string]> {
  for (const [name, label] of Object.entries(labelMacros)) {
    const value = macros.get(name);
    if (value !== undefined) yield [label, value];
  }
  yield* tags;
}

function* linksOf(macros: Macros, key: string) {
  const base = macro(macros, 'ZABBIXURL');
  const trigger = macro(macros, 'TRIGGERID');
  if (base !== undefined && trigger !== undefined) {
    const query = new URLSearchParams({ triggerid: trigger, eventid: key });
    yield {
      href: `${base.endsWith('/') ? base : `${base}/`}tr_events.php?${query.toString()}`,
      text: 'zabbix',
    };
  }
  yield { href: macro(macros, 'TRIGGERURL'), text: 'trigger' };
}
