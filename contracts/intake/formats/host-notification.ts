import type { FormatReader, IntakeAction, SourceSeverity } from '../event.js';
import { macro, macrosOf } from '../macros.js';
import { type EntryOutcome, ignore, oneEntry, readWith, refuse } from '../reading.js';
import { type Reading, sealEvent } from '../seal.js';

type Macros = Map<string, string>;

/**
 * What a notification type asks. `state`: the type says only that something about the notifying
 * changed, so the state of the host or service decides.
 */
const meanings: Record<string, IntakeAction | 'state' | 'custom' | 'silent'> = {
  PROBLEM: 'trigger',
  RECOVERY: 'resolve',
  ACKNOWLEDGEMENT: 'acknowledge',
  FLAPPINGSTART: 'trigger',
  FLAPPINGSTOP: 'state',
  FLAPPINGEND: 'state',
  FLAPPINGDISABLED: 'state',
  DOWNTIMESTART: 'silent',
  DOWNTIMEEND: 'state',
  DOWNTIMECANCELLED: 'state',
  DOWNTIMEREMOVED: 'state',
  CUSTOM: 'custom',
};
const goodStates = ['OK', 'UP'];
const severityByState: Record<string, SourceSeverity> = {
  CRITICAL: 'critical',
  DOWN: 'critical',
  UNREACHABLE: 'error',
  UNKNOWN: 'error',
  WARNING: 'warning',
};

/**
 * The reader of Nagios-like notifications, JSON or form-encoded: the notification type beats the
 * state (api.md §2), and the key is host, or host and service, as problem ids are gone at recovery.
 */
export function hostNotificationReader(expected: string): FormatReader {
  return (body, options) =>
    readWith({ body, options, expected }, (decoded, context) => {
      if (decoded.kind !== 'json' && decoded.kind !== 'form') return refuse(expected);
      if (Array.isArray(decoded.value)) return refuse(expected);
      return oneEntry(readNotification(decoded.value, expected, context));
    });
}

function readNotification(value: unknown, expected: string, context: Reading): EntryOutcome {
  const macros = macrosOf(value);
  const host = macro(macros, 'HOSTNAME', 'HOST', 'HOSTALIAS', 'HOSTDISPLAYNAME');
  if (host === undefined) return { expected: `${expected}; HOSTNAME is missing` };
  const service = macro(macros, 'SERVICEDESC', 'SERVICENAME', 'SERVICE', 'SERVICEDISPLAYNAME');
  const key = service === undefined ? host : `${host};${service}`;
  const state = macro(macros, ...(service ? ['SERVICESTATE', 'STATE'] : ['HOSTSTATE', 'STATE']));
  const read = actionOf(macros, state?.toUpperCase());
  if (read === undefined) {
    return { expected: `${expected}; NOTIFICATIONTYPE and the state are missing` };
  }
  if ('silent' in read) return ignore(read.silent, key);
  const output = macro(macros, service ? 'SERVICEOUTPUT' : 'HOSTOUTPUT', 'OUTPUT');
  const subject = service === undefined ? host : `${host} / ${service}`;
  const standing = [subject, state?.toUpperCase()].filter((part) => part !== undefined).join(' ');
  const draft = {
    entry: value,
    action: read.action,
    dedupKey: key,
    title: output === undefined ? standing : `${standing}: ${output}`,
    description: descriptionOf(macros, output, service !== undefined),
    ...(read.action === 'trigger' ? severityOfState(state?.toUpperCase() ?? '') : {}),
    service: macro(macros, 'BATONSERVICE'),
    site: macro(macros, 'BATONSITE'),
    labels: labelsOf(macros, host, service),
    links: linksOf(macros),
    at: macro(macros, 'TIMET', 'LONGDATETIME'),
    notes: read.note === undefined ? [] : [read.note],
  };
  return { event: sealEvent(draft, context) };
}

function actionOf(
  macros: Macros,
  state: string | undefined,
): { action: IntakeAction; note?: string } | { silent: string } | undefined {
  const type = macro(macros, 'NOTIFICATIONTYPE', 'TYPE')
    ?.toUpperCase()
    .replace(/[^A-Z]/g, '');
  const known = type !== undefined && Object.hasOwn(meanings, type) ? meanings[type] : undefined;
  const byState: IntakeAction = state && goodStates.includes(state) ? 'resolve' : 'trigger';
  if (known === 'silent') return { silent: 'a downtime began; the tool itself is silent in it' };
  if (known === 'custom') {
    if (byState === 'trigger') return { action: 'trigger' };
    return { silent: 'a custom notification about something that is well asks nothing' };
  }
  if (known !== undefined && known !== 'state') return { action: known };
  if (known === 'state') {
    if (state !== undefined) return { action: byState };
    return { silent: `a notification of type ${type} without a state asks nothing` };
  }
  if (state === undefined) return undefined;
  const note = type === undefined ? 'no notification type' : `notification type ${type} not known`;
  return { action: byState, note: `${note}: read by the state` };
}

function severityOfState(state: string) {
  if (state === '' || goodStates.includes(state)) return {};
  const severityMeans = Object.hasOwn(severityByState, state) ? severityByState[state] : undefined;
  return { severity: state, severityMeans };
}

function descriptionOf(macros: Macros, output: string | undefined, aboutService: boolean) {
  const long = macro(macros, aboutService ? 'LONGSERVICEOUTPUT' : 'LONGHOSTOUTPUT', 'LONGOUTPUT');
  const comment = macro(macros, 'NOTIFICATIONCOMMENT', 'COMMENT');
  const author = macro(macros, 'NOTIFICATIONAUTHOR', 'AUTHOR');
  const said = [author, comment].filter((part) => part !== undefined).join(': ');
  return [output, long, said].filter((line) => line !== undefined && line !== '').join('\n');
}

const labelMacros = {
  HOSTADDRESS: 'address',
  HOSTALIAS: 'host_alias',
  HOSTGROUPNAMES: 'host_groups',
  HOSTSTATE: 'host_state',
  SERVICESTATE: 'service_state',
  SERVICEGROUPNAMES: 'service_groups',
  NOTIFICATIONTYPE: 'notification_type',
  HOSTPROBLEMID: 'host_problem_id',
  SERVICEPROBLEMID: 'service_problem_id',
};

function* labelsOf(
  macros: Macros,
  host: string,
  service: string | undefined,
): Generator<[string, string]> {
  yield ['host', host];
  if (service !== undefined) yield ['service', service];
  for (const [name, label] of Object.entries(labelMacros)) {
    const value = macros.get(name);
    if (value !== undefined) yield [label, value];
  }
}

function* linksOf(macros: Macros) {
  yield { href: macro(macros, 'SERVICEACTIONURL', 'HOSTACTIONURL'), text: 'action' };
  yield { href: macro(macros, 'SERVICENOTESURL', 'HOSTNOTESURL'), text: 'notes' };
}
