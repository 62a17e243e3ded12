import { randomBytes } from 'node:crypto';
import { decodeBody } from '../body.js';
import type { FormatReader, IncomingBody, IntakeAction, IntakeEvent } from '../event.js';
import { type Fields, asFields, flatten, listOf, own, textOf } from '../fields.js';
import type { FormatOptions } from '../options.js';
import { oneEntry, placeOf } from '../reading.js';
import { type Reading, sealEvent } from '../seal.js';

const actions: readonly string[] = ['trigger', 'acknowledge', 'resolve'];
const severities: readonly string[] = ['critical', 'warning', 'error', 'info'];
const routingKeyChars = 32;
const freshKeyBytes = 16;
const expected = 'a PagerDuty Events API v2 body';

/** The body of PagerDuty's own 400. */
export interface PagerDutyRefusal {
  status: 'invalid event';
  message: 'Event object is invalid';
  errors: string[];
}

export type PagerDutyResult =
  { ok: true; event: IntakeEvent } | { ok: false; refusal: PagerDutyRefusal };

/** PagerDuty's 400 with the given messages; `Invalid routing key` for a key that is unknown. */
export function pagerDutyRefusal(errors: string[]): PagerDutyRefusal {
  return { status: 'invalid event', message: 'Event object is invalid', errors };
}

/** The `routing_key` of a body, to find its integration by; undefined where there is none. */
export function pagerDutyRoutingKey(body: IncomingBody): string | undefined {
  const decoded = decodeBody(body);
  if (decoded.kind !== 'json') return undefined;
  return textOf(own(asFields(decoded.value), 'routing_key'));
}

/**
 * Reads a body of `/v2/enqueue` (api.md §2), its routing key's shape included, and refuses in
 * PagerDuty's words. A trigger without `dedup_key` gets a fresh one; the event's `dedupKey` is what
 * the answer echoes. Events API v1 bodies and change events are refused.
 */
export function readPagerDutyEvent(body: IncomingBody, options: FormatOptions): PagerDutyResult {
  const decoded = decodeBody(body);
  const fields = decoded.kind === 'json' ? asFields(decoded.value) : undefined;
  if (!fields) return { ok: false, refusal: pagerDutyRefusal(['JSON parse error']) };
  const notes = decoded.kind === 'json' ? decoded.notes : [];
  const result = readPagerDutyFields(fields, { arrivedAt: body.arrivedAt, options, notes });
  const errors = routingKeyErrors(fields);
  if (errors.length === 0) return result;
  if (!result.ok) errors.push(...result.refusal.errors);
  return { ok: false, refusal: pagerDutyRefusal(errors) };
}

/** Reads the same body where the address already names the integration. */
export const readPagerDuty: FormatReader = (body, options) => {
  const decoded = decodeBody(body);
  const fields = decoded.kind === 'json' ? asFields(decoded.value) : undefined;
  if (!fields || decoded.kind !== 'json') return oneEntry({ expected: `${expected}: JSON` });
  const context = { arrivedAt: body.arrivedAt, options, notes: decoded.notes };
  const result = readPagerDutyFields(fields, context);
  if (result.ok) return oneEntry({ event: result.event });
  return oneEntry({ expected: `${expected}: ${result.refusal.errors.join('; ')}` });
};

/** Reads the fields of one Events API v2 event; also Zabbix scripts send them. */
export function readPagerDutyFields(fields: Fields, reading: Reading): PagerDutyResult {
  const errors = errorsOf(fields, reading.options);
  if (errors.length > 0) return { ok: false, refusal: pagerDutyRefusal(errors) };
  const action = textOf(own(fields, 'event_action')) as IntakeAction;
  const payload = action === 'trigger' ? asFields(own(fields, 'payload')) : undefined;
  const details = own(payload, 'custom_details');
  const key = textOf(own(fields, 'dedup_key')) ?? randomBytes(freshKeyBytes).toString('hex');
  const detail = (name: string) => textOf(own(asFields(details), name));
  const draft = {
    entry: fields,
    action,
    dedupKey: key,
    title: textOf(own(payload, 'summary')) ?? key,
    description: textOf(details) ?? detail('description'),
    severity: textOf(own(payload, 'severity')),
    ...placeOf(detail, reading.options),
    labels: labelsOf(fields, payload, details),
    links: linksOf(fields),
    at: own(payload, 'timestamp'),
  };
  return { ok: true, event: sealEvent(draft, reading) };
}

function routingKeyErrors(fields: Fields): string[] {
  const key = textOf(own(fields, 'routing_key'));
  if (key === undefined) return ["'routing_key' is missing or blank"];
  if (key.length === routingKeyChars) return [];
  return [`Length of 'routing_key' is incorrect (should be ${routingKeyChars} characters)`];
}

function errorsOf(fields: Fields, options: FormatOptions): string[] {
  const action = textOf(own(fields, 'event_action'));
  if (action === undefined) return ["'event_action' is missing or blank", ...hintsOf(fields)];
  if (!actions.includes(action)) {
    const known = "'trigger', 'acknowledge' or 'resolve'";
    return [`'event_action' is invalid (must be one of the following: ${known})`];
  }
  if (action !== 'trigger') {
    return textOf(own(fields, 'dedup_key')) ? [] : ["'dedup_key' is missing or blank"];
  }
  const payload = asFields(own(fields, 'payload'));
  if (!payload) return ["'payload' is missing or blank"];
  const blank = ['summary', 'source', 'severity'].filter((name) => !textOf(own(payload, name)));
  const errors = blank.map((name) => `'payload.${name}' is missing or blank`);
  return [...errors, ...severityErrors(textOf(own(payload, 'severity')), options)];
}

function severityErrors(severity: string | undefined, options: FormatOptions): string[] {
  if (severity === undefined || severities.includes(severity)) return [];
  if (Object.hasOwn(options.severityMap ?? {}, severity)) return [];
  const known = "'critical', 'warning', 'error' or 'info'";
  return [`'payload.severity' is invalid (must be one of the following: ${known})`];
}

function hintsOf(fields: Fields): string[] {
  if (own(fields, 'service_key') !== undefined || own(fields, 'event_type') !== undefined) {
    return ['Events API v1 is not supported; send routing_key and event_action (Events API v2)'];
  }
  return asFields(own(fields, 'payload')) ? ['Change events are not supported'] : [];
}

function* labelsOf(
  fields: Fields,
  payload: Fields | undefined,
  details: unknown,
): Generator<[string, string]> {
  for (const name of ['source', 'component', 'group', 'class']) {
    const value = textOf(own(payload, name));
    if (value !== undefined) yield [name, value];
  }
  const client = textOf(own(fields, 'client'));
  if (client !== undefined) yield ['client', client];
  yield* flatten(details);
}

function* linksOf(fields: Fields): Generator<{ href: string | undefined; text: string }> {
  const client = textOf(own(fields, 'client')) ?? 'client';
  yield { href: textOf(own(fields, 'client_url')), text: client };
  for (const link of listOf(own(fields, 'links')).map(asFields)) {
    yield { href: textOf(own(link, 'href')), text: textOf(own(link, 'text')) ?? 'link' };
  }
  for (const image of listOf(own(fields, 'images')).map(asFields)) {
    const href = textOf(own(image, 'href')) ?? textOf(own(image, 'src'));
    yield { href, text: textOf(own(image, 'alt')) ?? 'image' };
  }
}
