import { createHash } from 'node:crypto';
import { intakeLimits } from './limits.js';

// NUL and lone surrogates can't be stored by PostgreSQL; other control characters garble pages.
const unstorable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/gu;
const descriptionMark = '\n… [cut at 8 KiB · 超过 8 KiB，已截断]';

/** The text without what can't be stored or shown; such characters become U+FFFD. */
export function cleanText(text: string): string {
  return text.replace(unstorable, '\ufffd');
}

/** At most `maxChars` UTF-16 units, never half a character, ending in `…` where it was cut. */
export function cutChars(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const kept = text.slice(0, maxChars - 1);
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

/** At most 8 KiB of UTF-8; a longer text ends in a visible bilingual mark. */
export function cutDescription(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= intakeLimits.descriptionMaxBytes) return text;
  let end = intakeLimits.descriptionMaxBytes - Buffer.byteLength(descriptionMark);
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end) + descriptionMark;
}

/** SHA-256 of the text in hex. */
export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * A key kept as it is up to 255 characters; one that is longer or holds characters that can't be
 * stored becomes `sha256:` and the SHA-256 of the whole key in hex, so that it still tells apart.
 */
export function boundedKey(key: string): string {
  const storable = cleanText(key) === key && key.length <= intakeLimits.keyMaxChars;
  return storable ? key : `sha256:${sha256Of(key)}`;
}
