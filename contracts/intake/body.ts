import type { IncomingBody } from './event.js';
import { intakeLimits } from './limits.js';

/** A body as text made readable; `broken` says why it can't be read at all. */
export type DecodedBody =
  | { kind: 'json'; value: unknown; notes: string[] }
  | { kind: 'form'; value: Record<string, string>; notes: string[] }
  | { kind: 'text'; value: string; notes: string[] }
  | { kind: 'empty'; notes: string[] }
  | { kind: 'broken'; why: string };

/** A header by its name in any case. */
export function headerOf(body: IncomingBody, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(body.headers).find(([header]) => header.toLowerCase() === wanted)?.[1];
}

/** The media type without parameters, lower case; '' where none was sent. */
export function mediaTypeOf(body: IncomingBody): string {
  const sent = body.contentType ?? headerOf(body, 'content-type') ?? '';
  return (sent.split(';')[0] ?? '').trim().toLowerCase();
}

/**
 * Reads JSON by its first character whatever the content type says (curl and many tools send JSON
 * as `text/plain` or as a form), else a form, else plain text. Never throws: a byte-order mark is
 * taken off, invalid UTF-8 is replaced with a note, of two equal JSON keys the last one stands.
 */
export function decodeBody(body: IncomingBody): DecodedBody {
  const { text, notes } = readText(body);
  const trimmed = text.trim();
  const media = mediaTypeOf(body);
  if (trimmed === '') return { kind: 'empty', notes };
  if (/^[[{]/.test(trimmed) || /[/+]json$/.test(media)) return readJson(trimmed, notes);
  if (media === 'application/x-www-form-urlencoded') return readForm(trimmed, notes);
  if (/^[\w.{}$-]{1,128}=/.test(trimmed) && !trimmed.includes('\n')) {
    return readForm(trimmed, notes);
  }
  return { kind: 'text', value: trimmed, notes };
}

function readJson(text: string, notes: string[]): DecodedBody {
  if (depthOf(text) > intakeLimits.jsonDepthMax) {
    return { kind: 'broken', why: `JSON nested deeper than ${intakeLimits.jsonDepthMax} levels` };
  }
  try {
    return { kind: 'json', value: JSON.parse(text) as unknown, notes };
  } catch {
    return { kind: 'broken', why: 'text that is not valid JSON' };
  }
}

function readForm(text: string, notes: string[]): DecodedBody {
  const fields = Object.create(null) as Record<string, string>;
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1;
    if (count > intakeLimits.formFieldsMax) {
      return { kind: 'broken', why: `a form of more than ${intakeLimits.formFieldsMax} fields` };
    }
    fields[name] = value;
  }
  return { kind: 'form', value: fields, notes };
}

function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < json.length; at += 1) {
    const char = json.charCodeAt(at);
    if (quoted) {
      if (char === 0x5c) at += 1;
      else if (char === 0x22) quoted = false;
    } else if (char === 0x22) quoted = true;
    else if (char === 0x5b || char === 0x7b) deepest = Math.max(deepest, (depth += 1));
    else if (char === 0x5d || char === 0x7d) depth -= 1;
  }
  return deepest;
}

/** The body as text in its own charset, whatever it holds; what can't be read is replaced. */
export function readText(body: IncomingBody): { text: string; notes: string[] } {
  const charset = charsetOf(body);
  try {
    return { text: new TextDecoder(charset, { fatal: true }).decode(body.raw), notes: [] };
  } catch {
    const text = new TextDecoder('utf-8').decode(body.raw);
    return { text, notes: [`bytes that are not ${charset} were replaced`] };
  }
}

function charsetOf(body: IncomingBody): string {
  const [first, second] = body.raw;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const sent = body.contentType ?? headerOf(body, 'content-type') ?? '';
  const named = /charset\s*=\s*"?([\w-]{1,32})/i.exec(sent)?.[1]?.toLowerCase() ?? 'utf-8';
  return named === 'us-ascii' || named === 'utf8' ? 'utf-8' : named;
}
