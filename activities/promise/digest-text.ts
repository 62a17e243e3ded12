import { localTime } from '../../contracts/local-time.js';
import { text, type Language } from '../../contracts/text.js';
import type { Digest, DigestLine, DigestPart } from '../../records/promise/digest.js';

export interface DigestWords {
  language: Language;
  name: string;
  week: string;
  zone: string;
  publicUrl: string;
}

const parts = ['asks', 'flagged', 'meetings', 'actions'] as const;
const lineOf = { asks: 'ask', flagged: 'ask', meetings: 'meeting', actions: 'action' } as const;

/** How many things the digest holds, shown or not. */
export const itemsIn = (digest: Digest): number =>
  parts.reduce((sum, part) => sum + digest[part].count, 0);

function lineText(
  kind: 'ask' | 'meeting' | 'action',
  line: DigestLine,
  words: DigestWords,
): string {
  const { language, zone, publicUrl } = words;
  const { number, due, stage, flags, requester, effect, ...rest } = line;
  const when = due === null ? '–' : localTime(zone, due);
  const values = {
    ...{ ...rest, number, due: when, since: when, requester: requester ?? '–' },
    effect: effect ?? '–',
    stage: kind === 'ask' ? text(language, `promise/digest/stage/${stage}`) : stage,
  };
  const said = text(language, `promise/digest/${kind}`, values);
  const flag = flags > 0 ? [text(language, 'promise/digest/flag', { flags })] : [];
  return [`- ${[said, ...flag].join('｜')}`, `  ${publicUrl}/i/${number}`].join('\n');
}

function partText(part: (typeof parts)[number], found: DigestPart, words: DigestWords): string[] {
  const { lines, count } = found;
  if (count === 0) return [];
  const { language } = words;
  const more = count - lines.length;
  return [
    '',
    text(language, `promise/digest/${part}`, { count }),
    ...lines.map((line) => lineText(lineOf[part], line, words)),
    ...(more > 0 ? [text(language, 'promise/digest/more', { more })] : []),
  ];
}

/** An executive's digest in their language: every ask that waits for them in one mail. */
export function digestText(digest: Digest, words: DigestWords): { subject: string; text: string } {
  const { language, name, week } = words;
  const items = itemsIn(digest);
  const lines = [
    text(language, 'promise/digest/hello', { name, week }),
    ...parts.flatMap((part) => partText(part, digest[part], words)),
  ];
  return {
    subject: text(language, 'promise/digest/subject', { week, items }),
    text: lines.join('\n'),
  };
}
