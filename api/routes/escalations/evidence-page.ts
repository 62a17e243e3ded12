import type { z } from 'zod';

import type { evidenceAnswer } from '../../../contracts/escalation/answers.js';
import { text, type Language } from '../../../contracts/text.js';
import { escapeHtml } from '../../pages/html.js';

type Pack = z.output<typeof evidenceAnswer>;

const shown = (at: string | undefined): string =>
  at === undefined ? '' : `${at.slice(0, 16).replace('T', ' ')} UTC`;

const table = (rows: readonly (readonly (string | number | undefined)[])[]): string =>
  `<table>${rows
    .map((cells, index) => {
      const tag = index === 0 ? 'th' : 'td';
      const row = cells.map((cell) => `<${tag}>${escapeHtml(String(cell ?? ''))}</${tag}>`);
      return `<tr>${row.join('')}</tr>`;
    })
    .join('')}</table>`;

/** The evidence pack as a page to print, every value escaped. */
export function evidenceBody(pack: Pack, language: Language): string {
  const say = (key: string, values = {}): string => text(language, `evidence/${key}`, values);
  const { supplier, clock, attempts, minutes } = pack;
  const facts: [string, string | undefined][] = [
    [say('supplier'), supplier?.name],
    [say('circuit'), supplier?.circuit],
    [say('ticket'), supplier?.ref],
    [say('reported'), shown(supplier?.reportedAt)],
    [say('works_from'), shown(supplier?.followUpAt)],
    [say('due'), shown(clock?.dueAt)],
    [say('stopped'), shown(clock?.stoppedAt)],
    [say('late'), pack.minutesLate === undefined ? undefined : String(pack.minutesLate)],
    [say('unanswered'), String(pack.unanswered)],
  ];
  const known = facts.filter(([, value]) => value !== undefined && value !== '');
  const calls = attempts.map((one) => [
    ...[one.n, shown(one.at), one.by.name, one.channel, say(one.result)],
    ...[one.ref, one.text],
  ]);
  const holds = minutes.map((one) => [
    one.person.name,
    one.party.name,
    shown(one.since),
    one.minutes,
  ]);
  return [
    `<h1>${escapeHtml(`${pack.number} ${pack.title}`)}</h1>`,
    table([[say('fact'), say('value')], ...known]),
    `<h2>${escapeHtml(say('attempts'))}</h2>`,
    table([
      ['#', say('at'), say('by'), say('channel'), say('result'), say('ticket'), say('text')],
      ...calls,
    ]),
    `<h2>${escapeHtml(say('minutes'))}</h2>`,
    table([[say('person'), say('party'), say('since'), say('minutes')], ...holds]),
  ].join('\n');
}
