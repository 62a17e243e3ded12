import { cleanText, cutChars, cutDescription, boundedKey, sha256Of } from './text.js';
import type { IntakeAction, IntakeEvent, SourceSeverity } from './event.js';
import { intakeLimits } from './limits.js';
import type { FormatOptions } from './options.js';
import { readMoment } from './moment.js';
import { severityOf } from './severity.js';
import { wordIn } from './word-map.js';

/** What a reader found, before bounds. */
export interface EventDraft {
  /** The source's own event id. */
  ownId?: string | undefined;
  /** The entry as sent; hashed where the source gives no id. */
  entry: unknown;
  action: IntakeAction;
  dedupKey: string;
  title: string;
  /** The source's word. */
  severity?: string | undefined;
  /** What the format says that word means; the integration's map comes before it. */
  severityMeans?: SourceSeverity | undefined;
  description?: string | undefined;
  service?: string | undefined;
  site?: string | undefined;
  labels?: Iterable<[string, string]>;
  links?: Iterable<{ href: string | undefined; text?: string }>;
  /** The source's time as sent; undefined or "open" leaves it out. */
  at?: unknown;
  /** False where equal entries may mean different occurrences although they carry a time. */
  timed?: boolean;
  notes?: readonly string[];
}

/** How the bodies of one integration are read. */
export interface Reading {
  /** Epoch milliseconds. */
  arrivedAt: number;
  options: FormatOptions;
  /** Notes on the body as a whole; every event carries them. */
  notes: readonly string[];
}

/**
 * Makes an event of a draft: cleans and bounds every text, resolves severity, time and defaults,
 * and gives the event its id. An entry without own id is told apart by its content; without a time
 * of its own by its arrival too, because a second beat or a second outage looks like the first.
 */
export function sealEvent(draft: EventDraft, reading: Reading): IntakeEvent {
  const notes: string[] = [...reading.notes, ...(draft.notes ?? [])];
  const occurred = occurredOf(draft, reading, notes);
  const severity = severityFor(draft, reading, notes);
  const { defaults } = reading.options;
  const service = draft.service ?? defaults?.service;
  const site = draft.site ?? defaults?.site;
  const description = draft.description?.trim();
  const labels = labelsOf(draft.labels ?? [], notes);
  const links = linksOf(draft.links ?? [], notes);
  return {
    id: idOf(draft, reading, draft.timed ?? occurred.timed),
    action: draft.action,
    dedupKey: boundedKey(draft.dedupKey),
    title: cutChars(cleanText(draft.title.trim() || draft.dedupKey), intakeLimits.titleMaxChars),
    ...(severity && { severity }),
    ...(description && { description: cutDescription(cleanText(description)) }),
    ...(service && { service: cutChars(cleanText(service), intakeLimits.nameMaxChars) }),
    ...(site && { site: cutChars(cleanText(site), intakeLimits.nameMaxChars) }),
    labels,
    links,
    ...(occurred.at !== undefined && { occurredAt: occurred.at }),
    notes: notes
      .slice(0, intakeLimits.notesMax)
      .map((note) => cutChars(cleanText(note), intakeLimits.noteMaxChars)),
  };
}

function idOf(draft: EventDraft, reading: Reading, timed: boolean): string {
  if (draft.ownId !== undefined) return boundedKey(draft.ownId);
  const entry = JSON.stringify([draft.action, draft.dedupKey, draft.entry]);
  return `hash:${sha256Of(timed ? entry : `${reading.arrivedAt} ${entry}`)}`;
}

function occurredOf(draft: EventDraft, reading: Reading, notes: string[]) {
  const { arrivedAt, options } = reading;
  const moment = readMoment(draft.at, { arrivedAt, timeZone: options.timeZone });
  if (moment.kind === 'none') return { timed: false };
  if (moment.note !== undefined) notes.push(moment.note);
  return moment.kind === 'read' ? { timed: true, at: moment.at } : { timed: false, at: arrivedAt };
}

function severityFor(
  draft: EventDraft,
  reading: Reading,
  notes: string[],
): SourceSeverity | undefined {
  const { severityMap, defaults } = reading.options;
  const mapped = wordIn(severityMap, draft.severity) ?? draft.severityMeans;
  if (mapped !== undefined || draft.severity === undefined) return mapped ?? defaults?.severity;
  const severity = severityOf(draft.severity);
  if (severity) return severity;
  notes.push(`severity "${draft.severity}" is not known`);
  return defaults?.severity;
}

function labelsOf(found: Iterable<[string, string]>, notes: string[]): Record<string, string> {
  const labels = new Map<string, string>();
  for (const [name, value] of found) {
    const key = cutChars(cleanText(name), intakeLimits.labelKeyMaxChars);
    if (key === '' || key === '__proto__') {
      notes.push('a label with an unusable name was left out');
      continue;
    }
    if (!labels.has(key) && labels.size >= intakeLimits.labelsMax) {
      notes.push(`labels after the first ${intakeLimits.labelsMax} were left out`);
      break;
    }
    labels.set(key, cutChars(cleanText(value), intakeLimits.labelValueMaxChars));
  }
  return Object.fromEntries(labels);
}

function linksOf(
  found: Iterable<{ href: string | undefined; text?: string }>,
  notes: string[],
): IntakeEvent['links'] {
  const links = new Map<string, { href: string; text?: string }>();
  for (const { href, text } of found) {
    if (href === undefined) continue;
    const usable = webAddress(href);
    if (usable === undefined) {
      notes.push('a link that is not http or https was left out');
      continue;
    }
    if (links.size >= intakeLimits.linksMax && !links.has(usable)) {
      notes.push(`links after the first ${intakeLimits.linksMax} were left out`);
      break;
    }
    if (links.has(usable)) continue;
    const shown = text && cutChars(cleanText(text), intakeLimits.linkTextMaxChars);
    links.set(usable, shown ? { href: usable, text: shown } : { href: usable });
  }
  return [...links.values()];
}

function webAddress(href: string): string | undefined {
  if (href.length > intakeLimits.hrefMaxChars || !URL.canParse(href)) return undefined;
  const url = new URL(href);
  const web = url.protocol === 'http:' || url.protocol === 'https:';
  return web && url.href.length <= intakeLimits.hrefMaxChars ? url.href : undefined;
}
