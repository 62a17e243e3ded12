/** One content line (RFC 5545, 3.1): `NAME;PARAM=value:value`. */
export interface IcalLine {
  name: string;
  params: Map<string, string>;
  value: string;
}

export interface IcalEvent {
  lines: IcalLine[];
  /** What was mended while reading. */
  notes: string[];
}

/** What a calendar says, as far as it could be read. */
export interface IcalText {
  /** `PUBLISH`, `REQUEST`, `CANCEL` …; undefined where none is said. */
  method?: string;
  events: IcalEvent[];
  /** Zone name of the body → minutes east of UTC, where it has one offset only. */
  zones: Map<string, number>;
  notes: string[];
}

const linesMax = 50_000;
const eventsMax = 500;
const valueMaxChars = 16_384;
const paramsMax = 20;

const property = /^([A-Za-z][A-Za-z0-9-]{0,62})((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)$/;
/** A start that only a property has; used to tell a broken fold from the next property. */
const startsProperty = /^[A-Z][A-Z0-9-]{0,62}[;:]/;

interface Joined {
  lines: string[];
  mended: boolean;
}

/**
 * Joins folded lines. A line that is no property and no fold of its own is taken as the rest of
 * the one before: mail systems and web forms break folding so.
 */
function unfolded(text: string): Joined {
  const joined: Joined = { lines: [], mended: false };
  for (const part of text.split(/\r\n|\n|\r/).slice(0, linesMax)) {
    const last = joined.lines.length - 1;
    const before = joined.lines[last];
    if (part.trim() === '') continue;
    const folded = /^[ \t]/.test(part);
    if (before === undefined || (!folded && startsProperty.test(part))) {
      joined.lines.push(part);
      continue;
    }
    if (!folded) joined.mended = true;
    if (before.length < valueMaxChars)
      joined.lines[last] = before + (folded ? part.slice(1) : part);
  }
  return joined;
}

function paramsOf(text: string): Map<string, string> {
  const params = new Map<string, string>();
  for (const [, name = '', quoted, plain] of text.matchAll(/;([^=;:"]+)=(?:"([^"]*)"|([^;"]*))/g)) {
    if (params.size < paramsMax) params.set(name.trim().toUpperCase(), quoted ?? plain ?? '');
  }
  return params;
}

function lineOf(text: string): IcalLine | undefined {
  const found = property.exec(text);
  if (!found) return undefined;
  const [, name = '', params = '', value = ''] = found;
  return { name: name.toUpperCase(), params: paramsOf(params), value };
}

/** `+0800` or `+08:00:00` → minutes east of UTC. */
function offsetOf(text: string): number | undefined {
  const found = /^([+-])(\d{2}):?(\d{2})/.exec(text.trim());
  if (!found) return undefined;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return found[1] === '-' ? -minutes : minutes;
}

function zonesOf(lines: readonly IcalLine[]): Map<string, number> {
  const zones = new Map<string, number>();
  let zone: string | undefined;
  let offsets = new Set<number>();
  for (const { name, value } of lines) {
    const marks = value.trim().toUpperCase() === 'VTIMEZONE';
    if (name === 'BEGIN' && marks) {
      zone = undefined;
      offsets = new Set();
    } else if (name === 'TZID') zone = value.trim();
    else if (name === 'TZOFFSETTO') offsets.add(offsetOf(value) ?? NaN);
    else if (name === 'END' && marks && zone !== undefined) {
      const [only] = [...offsets];
      if (offsets.size === 1 && only !== undefined && Number.isFinite(only)) zones.set(zone, only);
    }
  }
  return zones;
}

/** VEVENTs by their marks; one whose end is missing ends where the next begins, or at the end. */
function eventsOf(lines: readonly IcalLine[], notes: string[]): IcalEvent[] {
  const events: IcalEvent[] = [];
  let open: IcalEvent | undefined;
  let inside = '';
  for (const line of lines) {
    const part = line.value.trim().toUpperCase();
    if (line.name === 'BEGIN' && part === 'VEVENT') {
      if (open) open.notes.push('END:VEVENT is missing');
      open = { lines: [], notes: [] };
      if (events.length < eventsMax) events.push(open);
      else notes.push(`VEVENTs after the first ${eventsMax} were not read`);
      inside = '';
    } else if (line.name === 'END' && part === 'VEVENT') open = undefined;
    else if (line.name === 'BEGIN') inside = part;
    else if (line.name === 'END') inside = '';
    else if (inside === '' || inside === 'VCALENDAR') open?.lines.push(line);
  }
  if (open) open.notes.push('END:VEVENT is missing');
  return events;
}

/** Reads iCalendar text leniently; undefined for what holds no VEVENT at all. Never throws. */
export function readIcalText(text: string): IcalText | undefined {
  const { lines: joined, mended } = unfolded(text.replace(/^\uFEFF/, ''));
  const lines = joined.flatMap((line) => lineOf(line) ?? []);
  const notes: string[] = [];
  if (mended) notes.push('broken folding was mended');
  const unread = joined.length - lines.length;
  if (unread > 0) notes.push(`${unread} lines that are no property were left out`);
  const events = eventsOf(lines, notes);
  if (events.length === 0) return undefined;
  const method = lines
    .find(({ name }) => name === 'METHOD')
    ?.value.trim()
    .toUpperCase();
  return { ...(method && { method }), events, zones: zonesOf(lines), notes };
}

/** A TEXT value without its escapes. */
export const plainText = (value: string): string =>
  value.replace(/\\([nN,;\\])/g, (_, char: string) => (/n/i.test(char) ? '\n' : char));
