import type { FormatReader, IntakeAction, SourceSeverity } from '../event.js';
import { macro, macrosOf } from '../macros.js';
import { type EntryOutcome, ignore, oneEntry, readWith, refuse } from '../reading.js';
import { type Reading, sealEvent } from '../seal.js';
import { wordIn } from '../word-map.js';

const expected =
  'a PRTG HTTP action: form-encoded `sensorid` (or `device` and `name`) and `status`';

type Macros = Map<string, string>;
interface Meaning {
  action: IntakeAction;
  severity?: SourceSeverity;
}

// The first that begins the status stands, so the longer words come before the shorter.
const meanings: [string, Meaning | 'nothing'][] = [
  ['down (acknowledged', { action: 'acknowledge' }],
  ['acknowledged', { action: 'acknowledge' }],
  ['down (partial', { action: 'trigger', severity: 'error' }],
  ['down', { action: 'trigger', severity: 'critical' }],
  ['warning', { action: 'trigger', severity: 'warning' }],
  ['unusual', { action: 'trigger', severity: 'info' }],
  ['up', { action: 'resolve' }],
  ['paused', 'nothing'],
  ['unknown', 'nothing'],
  ['collecting', 'nothing'],
];

/** Reads PRTG's HTTP action: the status says what is asked, `ended (now: …)` by what is now. */
export const readPrtg: FormatReader = (body, options) =>
  readWith({ body, options, expected }, (decoded, context) => {
    if (decoded.kind !== 'json' && decoded.kind !== 'form') return refuse(expected);
    if (Array.isArray(decoded.value)) return refuse(expected);
    return oneEntry(readState(decoded.value, context));
  });

function readState(value: unknown, context: Reading): EntryOutcome {
  const macros = macrosOf(value);
  const status = macro(macros, 'STATUS', 'STATE');
  const device = macro(macros, 'DEVICE', 'SERVER');
  const name = macro(macros, 'NAME', 'SENSOR');
  const id = macro(macros, 'SENSORID');
  if (status === undefined) return { expected, pointer: '/status' };
  const key = id === undefined ? keyOfNames(device, name) : `sensor:${id}`;
  if (key === undefined) return { expected, pointer: '/sensorid' };
  const current = currentOf(status);
  const asked = meaningOf(status, current, context);
  if (asked === undefined) return { expected: `${expected}; status "${status}" is not known` };
  if (asked === 'nothing') return ignore(`the status "${status}" asks nothing`, key);
  const subject = [device, name].filter((part) => part !== undefined).join(' / ') || key;
  const message = macro(macros, 'LASTMESSAGE', 'MESSAGE');
  const draft = {
    entry: value,
    action: asked.action,
    dedupKey: key,
    title: `${subject} ${status}${message === undefined ? '' : `: ${message}`}`,
    description: message,
    ...(asked.severity && { severity: current, severityMeans: asked.severity }),
    service: macro(macros, 'BATONSERVICE'),
    site: macro(macros, 'BATONSITE'),
    labels: labelsOf(macros),
    links: [
      { href: macro(macros, 'LINKSENSOR', 'LINK'), text: 'sensor' },
      { href: macro(macros, 'LINKDEVICE'), text: 'device' },
    ],
    at: macro(macros, 'TIMESTAMP'),
  };
  return { event: sealEvent(draft, context) };
}

function meaningOf(
  status: string,
  current: string,
  context: Reading,
): Meaning | 'nothing' | undefined {
  const { actionMap } = context.options;
  const mapped = wordIn(actionMap, status) ?? wordIn(actionMap, current);
  if (mapped !== undefined) return { action: mapped };
  return meanings.find(([word]) => current.startsWith(word))?.[1];
}

function keyOfNames(device: string | undefined, name: string | undefined): string | undefined {
  return device === undefined || name === undefined ? undefined : `${device};${name}`;
}

function currentOf(status: string): string {
  const word = status.trim().toLowerCase();
  const now = /\bended\b(?:.*\(now: ?([^)]*)\)?)?/.exec(word);
  if (!now) return word;
  return now[1]?.trim() || 'up';
}

const labelMacros = {
  SENSORID: 'sensor_id',
  NAME: 'sensor',
  SENSOR: 'sensor',
  DEVICE: 'device',
  DEVICEID: 'device_id',
  GROUP: 'group',
  PROBE: 'probe',
  HOST: 'host',
  LASTVALUE: 'last_value',
  PRIORITY: 'priority',
  LASTSTATUS: 'last_status',
  LOCATION: 'location',
  DATETIME: 'prtg_datetime',
};

function* labelsOf(macros: Macros): Generator<[string, string]> {
  for (const [name, label] of Object.entries(labelMacros)) {
    const value = macros.get(name);
    if (value !== undefined) yield [label, value];
  }
}
