import {
  objectsMax,
  spansMax,
  worstImpact,
  type Span,
  type WindowImpact,
  type WindowObject,
  type WindowStatus,
} from '../../../domain/window/window.js';
import { readText } from '../body.js';
import type { FormatReader, IgnoredEntry, ParseResult, WindowNotice } from '../event.js';
import {
  plainText,
  readIcalText,
  type IcalEvent,
  type IcalLine,
  type IcalText,
} from '../ical-text.js';
import { readIcalDuration, readIcalTime, type IcalZones } from '../ical-time.js';
import { intakeLimits } from '../limits.js';
import type { FormatOptions } from '../options.js';
import { refuse } from '../reading.js';
import { boundedKey, cleanText, cutChars, cutDescription } from '../text.js';

const expected =
  'an iCalendar notice of maintenance: a VEVENT with X-MAINTNOTE-MAINTENANCE-ID, DTSTART and DTEND';
const sequenceMax = 2_147_483_647;
const dayMs = 86_400_000;

const statuses: Record<string, WindowStatus> = {
  TENTATIVE: 'tentative',
  CONFIRMED: 'confirmed',
  CANCELLED: 'cancelled',
  CANCELED: 'cancelled',
  'IN-PROCESS': 'in_process',
  'IN-PROGRESS': 'in_process',
  COMPLETED: 'completed',
  'RE-SCHEDULED': 'rescheduled',
  RESCHEDULED: 'rescheduled',
};
const impacts: Record<string, WindowImpact> = {
  'NO-IMPACT': 'no_impact',
  NONE: 'no_impact',
  'REDUCED-REDUNDANCY': 'reduced_redundancy',
  DEGRADED: 'degraded',
  OUTAGE: 'outage',
};

const wordIn = <T>(table: Record<string, T>, value: string): T | undefined => {
  const word = value.trim().toUpperCase().replace(/[ _]/g, '-');
  return Object.hasOwn(table, word) ? table[word] : undefined;
};

interface Reading {
  event: IcalEvent;
  calendar: IcalText;
  options: FormatOptions;
  notes: string[];
}

const bounded = (text: string): string =>
  cutChars(cleanText(text.trim()), intakeLimits.nameMaxChars);

const linesOf = ({ lines }: IcalEvent, name: string): IcalLine[] =>
  lines.filter((line) => line.name === name);

const textIn = (event: IcalEvent, name: string): string | undefined => {
  const value = linesOf(event, name)[0]?.value;
  const text = value === undefined ? '' : cleanText(plainText(value)).trim();
  return text === '' ? undefined : text;
};

const isNotice = ({ lines }: IcalEvent): boolean =>
  lines.some(({ name }) => name.startsWith('X-MAINTNOTE-'));

function providerOf({ event, options, notes }: Reading): string | undefined {
  const said = textIn(event, 'X-MAINTNOTE-PROVIDER');
  if (said !== undefined) return bounded(said);
  const organizer = /@([\w.-]{1,255})/.exec(linesOf(event, 'ORGANIZER')[0]?.value ?? '')?.[1];
  const taken = options.provider ?? organizer?.toLowerCase();
  if (taken !== undefined) notes.push(`no PROVIDER: taken as ${taken}`);
  return taken === undefined ? undefined : bounded(taken);
}

function idOf({ event, notes }: Reading): string | undefined {
  const said = textIn(event, 'X-MAINTNOTE-MAINTENANCE-ID');
  if (said !== undefined) return bounded(said);
  const uid = textIn(event, 'UID');
  if (uid !== undefined) notes.push('no MAINTENANCE-ID: the UID stands in for it');
  return uid === undefined ? undefined : boundedKey(uid);
}

function statusOf({ event, calendar, notes }: Reading): WindowStatus | undefined {
  const said = textIn(event, 'X-MAINTNOTE-STATUS');
  const read = said === undefined ? undefined : wordIn(statuses, said);
  if (read) return read;
  if (said !== undefined) notes.push(`the STATUS "${said}" is not known`);
  if (calendar.method === 'CANCEL') return 'cancelled';
  const own = textIn(event, 'STATUS');
  return own === undefined ? undefined : wordIn(statuses, own);
}

function impactOf(text: string | undefined, notes: string[]): WindowImpact | undefined {
  if (text === undefined) return undefined;
  const read = wordIn(impacts, text);
  if (!read) notes.push(`the IMPACT "${text}" is not known`);
  return read;
}

function sequenceOf({ event, notes }: Reading): number | undefined {
  const said = textIn(event, 'SEQUENCE');
  if (said !== undefined && /^\d{1,10}$/.test(said)) return Math.min(Number(said), sequenceMax);
  notes.push(said === undefined ? 'no SEQUENCE' : `the SEQUENCE "${said}" is no number`);
  return undefined;
}

/** One OBJECT-ID may name several circuits, parted by commas that are not escaped. */
function objectsOf({ event, notes }: Reading): WindowObject[] {
  const objects = new Map<string, WindowObject>();
  for (const line of linesOf(event, 'X-MAINTNOTE-OBJECT-ID')) {
    const impact = impactOf(line.params.get('X-MAINTNOTE-OBJECT-IMPACT'), notes);
    for (const part of line.value.split(/(?<!\\),/)) {
      const id = bounded(plainText(part));
      if (id === '') continue;
      const worst = worstImpact([objects.get(id)?.impact, impact]);
      objects.set(id, { id, ...(worst && { impact: worst }) });
    }
  }
  if (objects.size > objectsMax)
    notes.push(`OBJECT-IDs after the first ${objectsMax} were left out`);
  return [...objects.values()].slice(0, objectsMax);
}

function timeIn(reading: Reading, name: string, zones: IcalZones) {
  const line = linesOf(reading.event, name)[0];
  if (!line) return undefined;
  const time = readIcalTime(line, zones);
  if ('bad' in time) {
    reading.notes.push(`${name} "${time.bad}" is no time`);
    return undefined;
  }
  if (time.note !== undefined) reading.notes.push(time.note);
  return time;
}

function untilOf(reading: Reading, from: { at: number; wholeDay: boolean }, zones: IcalZones) {
  const end = timeIn(reading, 'DTEND', zones);
  if (end) return end.at;
  const lasts = readIcalDuration(textIn(reading.event, 'DURATION') ?? '');
  if (lasts !== undefined) return from.at + lasts;
  return from.wholeDay ? from.at + dayMs : undefined;
}

const zonesOf = ({ calendar, options }: Reading): IcalZones => ({
  zones: calendar.zones,
  timeZone: options.timeZone,
});

/** No hours, which a notice that only calls work off may lack; or the reason it can't be read. */
function spansOf(reading: Reading): Span[] | { reason: string } {
  const zones = zonesOf(reading);
  const start = timeIn(reading, 'DTSTART', zones);
  if (!start) return [];
  const until = untilOf(reading, start, zones);
  if (until === undefined) return { reason: 'a start without an end' };
  if (until <= start.at) return { reason: 'an end that is not after its start' };
  return [{ from: start.at, until }];
}

function stampOf(reading: Reading): number | undefined {
  const quiet = { ...reading, notes: [] };
  const zones = zonesOf(quiet);
  return (timeIn(quiet, 'LAST-MODIFIED', zones) ?? timeIn(quiet, 'DTSTAMP', zones))?.at;
}

function noticeOf(reading: Reading): WindowNotice | IgnoredEntry {
  const { event, notes } = reading;
  const provider = providerOf(reading);
  const maintenanceId = idOf(reading);
  if (maintenanceId === undefined) return { reason: 'neither MAINTENANCE-ID nor UID' };
  if (provider === undefined) return { reason: `no PROVIDER in "${maintenanceId}"` };
  const dedupKey = boundedKey(`${provider} ${maintenanceId}`);
  const spans = spansOf(reading);
  if ('reason' in spans) return { reason: spans.reason, dedupKey };
  const title = textIn(event, 'SUMMARY');
  const description = textIn(event, 'DESCRIPTION');
  const account = textIn(event, 'X-MAINTNOTE-ACCOUNT');
  return {
    dedupKey,
    provider,
    maintenanceId,
    ...(account !== undefined && { account: bounded(account) }),
    sequence: sequenceOf(reading),
    stampedAt: stampOf(reading),
    status: statusOf(reading),
    impact: impactOf(textIn(event, 'X-MAINTNOTE-IMPACT'), notes),
    spans,
    objects: objectsOf(reading),
    ...(title !== undefined && { title: cutChars(title, intakeLimits.titleMaxChars) }),
    ...(description !== undefined && { description: cutDescription(description) }),
    notes,
  };
}

const sameSpan = (one: Span, two: Span): boolean =>
  one.from === two.from && one.until === two.until;

const joinedSpans = (notices: readonly WindowNotice[]): Span[] => {
  const spans: Span[] = [];
  for (const span of notices.flatMap((notice) => notice.spans)) {
    if (!spans.some((known) => sameSpan(known, span))) spans.push(span);
  }
  return spans.sort((a, b) => a.from - b.from);
};

const joinedObjects = (notices: readonly WindowNotice[]): WindowObject[] => {
  const objects = new Map<string, WindowObject>();
  for (const { id, impact } of notices.flatMap((notice) => notice.objects)) {
    const worst = worstImpact([objects.get(id)?.impact, impact]);
    objects.set(id, { id, ...(worst && { impact: worst }) });
  }
  return [...objects.values()].slice(0, objectsMax);
};

/** VEVENTs of one maintenance are its several nights, or its several circuits: one window. */
function joined(notices: readonly WindowNotice[]): WindowNotice[] {
  const newest = Math.max(...notices.map(({ sequence }) => sequence ?? 0));
  const current = notices.filter(({ sequence }) => (sequence ?? 0) === newest);
  const [first] = current;
  if (!first) return [];
  if (notices.length === 1) return [first];
  const impact = worstImpact(current.map((notice) => notice.impact));
  const spans = joinedSpans(current);
  const notes = [
    `${notices.length} VEVENTs are one maintenance`,
    ...(spans.length > 1 ? ['every circuit is taken to be affected in each of its nights'] : []),
    ...(spans.length > spansMax ? [`hours after the first ${spansMax} were left out`] : []),
    ...current.flatMap((notice) => notice.notes),
  ];
  const objects = joinedObjects(current);
  return [{ ...first, ...(impact && { impact }), spans: spans.slice(0, spansMax), objects, notes }];
}

const cleanNotes = (notes: readonly string[]): string[] =>
  [...new Set(notes)]
    .slice(0, intakeLimits.notesMax)
    .map((note) => cutChars(cleanText(note), intakeLimits.noteMaxChars));

function byIdentity(notices: readonly WindowNotice[]): WindowNotice[][] {
  const groups = new Map<string, WindowNotice[]>();
  for (const notice of notices) {
    groups.set(notice.dedupKey, [...(groups.get(notice.dedupKey) ?? []), notice]);
  }
  return [...groups.values()];
}

function resultOf(read: (WindowNotice | IgnoredEntry)[], notes: string[]): ParseResult {
  const notices = read.filter((each): each is WindowNotice => 'provider' in each);
  const unread = read.filter((each): each is IgnoredEntry => 'reason' in each);
  const [first] = unread;
  if (notices.length === 0 && first) return refuse(`${expected}; got ${first.reason}`);
  const windows = byIdentity(notices)
    .flatMap(joined)
    .map((notice) => ({ ...notice, notes: cleanNotes([...notes, ...notice.notes]) }));
  const ignored = unread.map(({ reason, ...rest }) => ({
    ...rest,
    reason: cutChars(cleanText(reason), intakeLimits.noteMaxChars),
  }));
  return { ok: true, body: { events: [], ignored, windows } };
}

/**
 * Reads a supplier's notice of maintenance: iCalendar with MAINTNOTE properties (incidents.md §5).
 * Its identity is provider and maintenance id. What is missing or broken is mended with a note, or
 * named as ignored; events of a body without any such property are no maintenance.
 */
export const readMaintnote: FormatReader = (body, options) => {
  const { text, notes } = readText(body);
  const calendar = readIcalText(text);
  if (!calendar) return refuse(expected);
  const read = calendar.events.map((event): WindowNotice | IgnoredEntry => {
    if (!isNotice(event)) return { reason: 'a VEVENT without any MAINTNOTE property' };
    return noticeOf({ event, calendar, options, notes: [...event.notes] });
  });
  return resultOf(read, [...notes, ...calendar.notes]);
};
