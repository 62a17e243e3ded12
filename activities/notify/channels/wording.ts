import type { Message } from './channel.js';

/** The few words that channels add themselves to a page that comes already written. */
export const wording = {
  zh: {
    repeated: '可能重复',
    repeatedLine: '这条通知可能已经送达过一次。',
    act: '确认处理',
    view: '查看详情',
    omitted: '……（其余内容见链接）',
  },
  en: {
    repeated: 'possibly repeated',
    repeatedLine: 'This page may have reached you once already.',
    act: 'Acknowledge',
    view: 'View',
    omitted: '… (the rest is behind the link)',
  },
} as const;

/** The subject with its "possibly repeated" mark, always on one line. */
export function titleOf(message: Message): string {
  const subject = message.subject.replace(/\p{Cc}+/gu, ' ').trim();
  return message.possiblyRepeated ? `[${wording[message.language].repeated}] ${subject}` : subject;
}

export interface Link {
  label: string;
  url: string;
}

/** The links of a page, http and https only. */
export function linksOf(message: Message): Link[] {
  const words = wording[message.language];
  const links: [string, string | undefined][] = [
    [words.act, message.actionUrl],
    [words.view, message.viewUrl],
  ];
  return links.flatMap(([label, url]) =>
    url !== undefined && /^https?:\/\//i.test(url) ? [{ label, url }] : [],
  );
}

/** Without control characters other than line breaks, so that JSON at most doubles it. */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n]/gu, ' ');
}

/** Cuts a text to so many bytes of UTF-8 between characters and says that it did. */
export function cutBytes(text: string, maxBytes: number, mark: string): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  const room = maxBytes - Buffer.byteLength(mark);
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > room) break;
    kept += character;
  }
  return `${kept}${mark}`;
}

/**
 * Title, text and links as plain lines within `maxBytes`. Links are never cut, because a page
 * without its link cannot be acknowledged; the text gives way. `Baton` closes it, for robots
 * that only accept messages with a keyword.
 */
export function plainLines(message: Message, maxBytes: number): string {
  const words = wording[message.language];
  const missing = linksOf(message).filter(({ url }) => !message.text.includes(url));
  const tail = [...missing.map(({ label, url }) => `${label}: ${url}`), 'Baton'].join('\n');
  const repeated = message.possiblyRepeated ? [words.repeatedLine] : [];
  const head = [titleOf(message), ...repeated, printable(message.text)].join('\n');
  return `${cutBytes(head, maxBytes - Buffer.byteLength(tail) - 1, words.omitted)}\n${tail}`;
}
