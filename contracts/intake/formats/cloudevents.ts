import { decodeBody, headerOf, mediaTypeOf } from '../body.js';
import type { FormatReader, IncomingBody, IntakeAction } from '../event.js';
import { type Fields, asFields, firstText, flatten, own, textOf } from '../fields.js';
import {
  type EntryOutcome,
  ignore,
  manyEntries,
  oneEntry,
  placeOf,
  readWith,
  refuse,
} from '../reading.js';
import { type Reading, sealEvent } from '../seal.js';

const expected = 'a CloudEvents 1.0 event: structured or batch JSON, or binary with ce- headers';
const required = ['specversion', 'id', 'source', 'type'];
const contextNames = new Set([...required, 'subject', 'time', 'datacontenttype', 'dataschema']);
const cdEvents = /^dev\.cdevents\.incident\.(detected|reported|resolved)(\.|$)/;
const headerPrefix = 'ce-';

interface CloudEvent {
  /** Context and extension attributes by lower-case name. */
  attributes: Map<string, string>;
  data: unknown;
}

/** Reads CloudEvents over HTTP: structured, batch and binary, CDEvents incidents (api.md §2). */
export const readCloudEvents: FormatReader = (body, options) => {
  if (headerOf(body, 'ce-specversion') !== undefined || headerOf(body, 'ce-id') !== undefined) {
    const { event, notes } = fromHeaders(body);
    return oneEntry(readEvent(event, { arrivedAt: body.arrivedAt, options, notes }));
  }
  return readWith({ body, options, expected }, (decoded, context) => {
    if (decoded.kind !== 'json') return refuse(expected);
    const read = (entry: unknown) => readEvent(fromFields(asFields(entry)), context);
    if (Array.isArray(decoded.value)) return manyEntries(decoded.value, read);
    return oneEntry(read(decoded.value));
  });
};

function readEvent(event: CloudEvent, context: Reading): EntryOutcome {
  const { attributes, data } = event;
  const absent = required.find((name) => !attributes.has(name));
  if (absent !== undefined) {
    return { expected: `${expected}; \`${absent}\` is missing`, pointer: `/${absent}` };
  }
  const [source, id, type] = ['source', 'id', 'type'].map((name) => attributes.get(name) ?? '');
  const subject = attributes.get('subject') ?? textOf(own(incidentOf(data), 'id'));
  const together = subject === undefined ? `${source}` : `${source} ${subject}`;
  const dedupKey = attributes.get('dedupkey') ?? together;
  const action = actionOf(type ?? '', context);
  if (action === 'ignore') return ignore(`the type "${type}" is ignored by its map`, dedupKey);
  const fields = asFields(data);
  const draft = {
    ownId: `${source} ${id}`,
    entry: undefined,
    action,
    dedupKey,
    title: titleOf(data) ?? `${type} ${subject ?? source}`,
    description: firstText(fields, ['description', 'message']) ?? textOf(data),
    severity:
      attributes.get('severity') ??
      attributes.get('severitytext') ??
      textOf(own(fields, 'severity')) ??
      textOf(own(contentOf(data), 'severity')),
    ...placeIn(event, context),
    labels: labelsOf(event),
    links: [{ href: firstText(fields, ['url', 'href', 'link']), text: 'source' }],
    at: attributes.get('time'),
    notes: notesOf(attributes, subject, dedupKey === together),
  };
  return { event: sealEvent(draft, context) };
}

function actionOf(type: string, context: Reading): IntakeAction | 'ignore' {
  const map = Object.entries(context.options.typeMap ?? {});
  const exact = map.find(([name]) => name === type);
  if (exact) return exact[1];
  const [longest] = map
    .filter(([name]) => name.endsWith('*') && type.startsWith(name.slice(0, -1)))
    .sort(([one], [other]) => other.length - one.length);
  if (longest) return longest[1];
  return cdEvents.exec(type)?.[1] === 'resolved' ? 'resolve' : 'trigger';
}

function placeIn(event: CloudEvent, context: Reading) {
  const fields = asFields(event.data);
  const place = placeOf(
    (label) => event.attributes.get(label.toLowerCase()) ?? textOf(own(fields, label)),
    context.options,
  );
  const service = asFields(own(contentOf(event.data), 'service'));
  return { ...place, service: place.service ?? firstText(service, ['id', 'name']) };
}

function notesOf(attributes: Map<string, string>, subject: string | undefined, byKey: boolean) {
  const version = attributes.get('specversion') ?? '';
  return [
    ...(version.startsWith('1.') ? [] : [`specversion "${version}" was read as 1.0`]),
    ...(byKey && subject === undefined ? ['no subject: the key is the source alone'] : []),
  ];
}

// CDEvents put what the event is about into the data's own `subject`.
function incidentOf(data: unknown): Fields | undefined {
  return asFields(own(asFields(data), 'subject'));
}

function contentOf(data: unknown): Fields | undefined {
  return asFields(own(incidentOf(data), 'content'));
}

function titleOf(data: unknown): string | undefined {
  const named = firstText(asFields(data), ['title', 'summary', 'message', 'name']);
  return named ?? textOf(own(contentOf(data), 'description')) ?? textOf(data)?.split('\n')[0];
}

function* labelsOf(event: CloudEvent): Generator<[string, string]> {
  for (const name of ['type', 'source', 'subject']) {
    const value = event.attributes.get(name);
    if (value !== undefined) yield [name, value];
  }
  for (const [name, value] of event.attributes) {
    if (!contextNames.has(name)) yield [name, value];
  }
  if (asFields(event.data)) yield* flatten(event.data, 'data');
}

function fromFields(fields: Fields | undefined): CloudEvent {
  const attributes = new Map<string, string>();
  for (const name of Object.keys(fields ?? {})) {
    const value = textOf(own(fields, name));
    if (value !== undefined && name !== 'data') attributes.set(name.toLowerCase(), value);
  }
  const encoded = attributes.get('data_base64');
  attributes.delete('data_base64');
  if (encoded === undefined) return { attributes, data: own(fields, 'data') };
  const contentType = attributes.get('datacontenttype') ?? 'application/json';
  const raw = Buffer.from(encoded, 'base64');
  return { attributes, data: dataOf({ contentType, headers: {}, raw, arrivedAt: 0 }).data };
}

function fromHeaders(body: IncomingBody): { event: CloudEvent; notes: string[] } {
  const attributes = new Map<string, string>();
  for (const [header, value] of Object.entries(body.headers)) {
    const name = header.toLowerCase();
    if (!name.startsWith(headerPrefix)) continue;
    const text = textOf(percentDecoded(String(value)));
    if (text !== undefined) attributes.set(name.slice(headerPrefix.length), text);
  }
  const { data, notes } = dataOf(body);
  attributes.set('datacontenttype', mediaTypeOf(body));
  return { event: { attributes, data }, notes };
}

function dataOf(body: IncomingBody): { data: unknown; notes: string[] } {
  const decoded = decodeBody(body);
  if (decoded.kind === 'broken') return { data: undefined, notes: [`data: ${decoded.why}`] };
  if (decoded.kind === 'empty') return { data: undefined, notes: decoded.notes };
  return { data: decoded.value, notes: decoded.notes };
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
