import type { SendMailOptions } from 'nodemailer';
import type { Message } from '../channel.js';
import { stableId } from '../delivery-id.js';
import { linksOf, titleOf, wording, type Link } from '../wording.js';

interface Post {
  from: string;
  to: string;
  /** The right side of message ids: the host the installation is known by. */
  domain: string;
}

/**
 * The mail of a page. Its Message-ID comes from the key, so a repeat carries the same one; all
 * mails of an incident answer one root id, which is how mail programs put them in one thread.
 */
export function letter(message: Message, { from, to, domain }: Post): SendMailOptions {
  const root = `<thread.${stableId(message.thread)}@${domain}>`;
  return {
    from,
    to: { name: '', address: to },
    subject: titleOf(message),
    messageId: messageIdOf(message.key, domain),
    inReplyTo: root,
    references: [root],
    headers: {
      'X-Baton-Key': oneLine(message.key),
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': message.language,
    },
    text: plain(message),
    html: rich(message),
    ...(message.calendar && {
      icalEvent: { ...message.calendar, filename: 'invite.ics' },
    }),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function messageIdOf(key: string, domain: string): string {
  return `<${stableId(key)}@${domain}>`;
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

function plain(message: Message): string {
  const missing = linksOf(message).filter(({ url }) => !message.text.includes(url));
  const links = missing.map(({ label, url }) => `${label}: ${url}`);
  return [...repeatedLine(message), message.text, ...links].join('\n\n');
}

function rich(message: Message): string {
  const body = message.html ?? `<div style="white-space:pre-wrap">${escaped(message.text)}</div>`;
  const missing = linksOf(message).filter(({ url }) => !body.includes(`href="${escaped(url)}"`));
  const repeated = repeatedLine(message).map((line) => `<p><em>${escaped(line)}</em></p>`);
  return [...repeated, body, ...missing.map(anchor)].join('\n');
}

function repeatedLine({ possiblyRepeated, language }: Message): string[] {
  return possiblyRepeated ? [wording[language].repeatedLine] : [];
}

function anchor({ label, url }: Link): string {
  return `<p><a href="${escaped(url)}">${escaped(label)}</a></p>`;
}

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
