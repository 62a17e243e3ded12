import { createHash } from 'node:crypto';

const idChars = 32;

/** A short stable id of a text, safe in a header and giving nothing of the text away. */
export function stableId(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, idChars);
}

/** Names a destination whose url is its credential: the host stays readable, the rest is a hash. */
export function destinationOf(channel: string, url: string): string {
  const host = URL.canParse(url) ? new URL(url).host : 'unknown';
  return `${channel}:${host}:${stableId(url).slice(0, 12)}`;
}
