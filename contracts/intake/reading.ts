import { type DecodedBody, decodeBody } from './body.js';
import type { IgnoredEntry, IncomingBody, IntakeEvent, ParseResult, ParsedBody } from './event.js';
import { intakeLimits } from './limits.js';
import type { FormatOptions } from './options.js';
import type { Reading } from './seal.js';
import { boundedKey, cleanText, cutChars } from './text.js';

const expectedMaxChars = 500;
const defaultServiceLabels = ['service', 'service_name', 'app', 'application'];
const defaultSiteLabels = ['site', 'datacenter', 'dc', 'location'];

/** What became of one entry of a body. */
export type EntryOutcome =
  { event: IntakeEvent } | { ignored: IgnoredEntry } | { expected: string; pointer?: string };

/** The refusal of a body that is not of the format. */
export function refuse(expected: string, pointer?: string): ParseResult {
  const text = cutChars(cleanText(expected), expectedMaxChars);
  return { ok: false, expected: text, ...(pointer !== undefined && { pointer }) };
}

/** An entry that asks for nothing, with the reason that the log shows. */
export function ignore(reason: string, dedupKey?: string): EntryOutcome {
  const text = cutChars(cleanText(reason), intakeLimits.noteMaxChars);
  if (dedupKey === undefined) return { ignored: { reason: text } };
  return { ignored: { reason: text, dedupKey: boundedKey(dedupKey) } };
}

/** A body of exactly one entry. */
export function oneEntry(outcome: EntryOutcome): ParseResult {
  if ('expected' in outcome) return refuse(outcome.expected, outcome.pointer);
  if ('event' in outcome) return { ok: true, body: { events: [outcome.event], ignored: [] } };
  return { ok: true, body: { events: [], ignored: [outcome.ignored] } };
}

/**
 * A body of several entries, at most 5000 of them. One that can't be read does not lose the
 * others; a body of which nothing can be read is refused with the first entry's reason.
 */
export function manyEntries(
  entries: readonly unknown[],
  readEntry: (entry: unknown, index: number) => EntryOutcome,
): ParseResult {
  const body: ParsedBody = { events: [], ignored: [] };
  const taken = entries.slice(0, intakeLimits.entriesMax);
  const unreadable = taken.flatMap((entry, index) => {
    const outcome = readEntry(entry, index);
    if ('event' in outcome) body.events.push(outcome.event);
    else if ('ignored' in outcome) body.ignored.push(outcome.ignored);
    else return [{ ...outcome, index }];
    return [];
  });
  const [first] = unreadable;
  if (first && unreadable.length === taken.length) return refuse(first.expected, first.pointer);
  for (const entry of unreadable) {
    const reason = `entry ${entry.index} could not be read; expected ${entry.expected}`;
    body.ignored.push({ reason: cutChars(cleanText(reason), intakeLimits.noteMaxChars) });
  }
  const left = entries.length - taken.length;
  if (left > 0) {
    body.ignored.push({ reason: `${left} entries after the first ${taken.length} were not read` });
  }
  return { ok: true, body };
}

/** Decodes a body and hands it on with the reading's context; what is broken is refused. */
export function readWith(
  { body, options, expected }: { body: IncomingBody; options: FormatOptions; expected: string },
  read: (decoded: Exclude<DecodedBody, { kind: 'broken' }>, context: Reading) => ParseResult,
): ParseResult {
  const decoded = decodeBody(body);
  if (decoded.kind === 'broken') return refuse(`${expected}; got ${decoded.why}`);
  return read(decoded, { arrivedAt: body.arrivedAt, options, notes: decoded.notes });
}

/** Service and site by the label names of the integration, else by the common ones. */
export function placeOf(
  lookup: (label: string) => string | undefined,
  options: FormatOptions,
): { service: string | undefined; site: string | undefined } {
  const first = (names: readonly string[]) => {
    for (const name of names) {
      const value = lookup(name);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  return {
    service: first(options.serviceLabels ?? defaultServiceLabels),
    site: first(options.siteLabels ?? defaultSiteLabels),
  };
}
