import type { z } from 'zod';

import type { sheetAnswer, SheetBody } from '../../contracts/handover/sheet.js';
import { localTime } from '../../contracts/local-time.js';
import { text, type Language } from '../../contracts/text.js';
import { signParties } from '../../domain/handover/later-state.js';
import { escapeHtml } from './html.js';

type Sheet = z.output<typeof sheetAnswer>;
type Cell = string | number | undefined;

/** Who reads the sheet, and in which zone times are shown. */
export interface SheetReader {
  language: Language;
  zone: string;
}

const row = (cells: readonly Cell[], tag: 'td' | 'th' = 'td'): string =>
  `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(String(cell ?? ''))}</${tag}>`).join('')}</tr>`;

const table = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `<table><thead>${row(head, 'th')}</thead><tbody>${rows.map((each) => row(each)).join('')}</tbody></table>`;

type Say = (key: string, values?: Record<string, unknown>) => string;

const sayIn =
  (language: Language): Say =>
  (key, values = {}) =>
    text(language, `sheet/${key}`, values);

const titled = (level: 1 | 2 | 3, title: string): string =>
  `<h${level}>${escapeHtml(title)}</h${level}>`;

function factsOf(sheet: SheetBody, say: Say, day: (at: number) => string): string {
  const { service, customer, site, profile, parties, signer, loops } = sheet;
  const people = ({ department, owner, head }: SheetBody['parties']['ops']): string =>
    `${department} · ${say('owner', { owner: owner.name, head: head.name })}`;
  const facts: [string, Cell][] = [
    [say('service'), `${service.name} (${service.code})`],
    [say('line'), `${service.productLine} · ${service.tier} · ${service.mode}`],
    [say('customer'), customer],
    [say('site'), site],
    [say('profile'), say(`profile_${profile}`)],
    [say('checklist'), sheet.checklistVersion],
    [say('order'), day(sheet.orderAt)],
    [say('go_live'), day(sheet.goLiveAt)],
    [say('delivery'), people(parties.delivery)],
    [say('ops'), people(parties.ops)],
    [say('signer'), signer],
    [say('loops'), loops],
  ];
  return table(
    [say('fact'), say('value')],
    facts.filter(([, value]) => value !== undefined),
  );
}

function sectionOf(
  { section, name, items }: SheetBody['sections'][number],
  { say, language, day }: { say: Say; language: Language; day: (at: number) => string },
): string {
  const rooms = items.some(({ room }) => room !== undefined);
  const head = [
    ...[say('item'), say('name')],
    ...(rooms ? [say('room')] : []),
    ...[say('state'), say('provider'), say('verifier'), say('content'), say('until')],
  ];
  const rows = items.map((item) => [
    item.critical ? `${item.key} *` : item.key,
    item.name[language],
    ...(rooms ? [item.room] : []),
    say(`states/${item.state}`),
    ...[item.provider, item.verifier, item.content],
    item.until === undefined ? undefined : day(item.until),
  ]);
  return `${titled(3, `${section} ${name[language]}`)}${table(head, rows)}`;
}

function gatesOf({ gates }: SheetBody, say: Say): string {
  const verdict = ({ installed, missing, more }: SheetBody['gates'][number]): string => {
    if (!installed) return say('gate_off');
    if (missing.length === 0) return say('gate_holds');
    const rest = more > 0 ? ` ${say('more', { count: more })}` : '';
    return say('gate_misses', { missing: `${missing.join('; ')}${rest}` });
  };
  const rows = gates.map((gate) => [say(`gate_names/${gate.name}`), verdict(gate)]);
  return `${titled(2, say('gates'))}${table([say('gate'), say('state')], rows)}`;
}

function runsOf({ training, trial }: SheetBody, say: Say, day: (at: number) => string): string {
  const { sessions, attended, passed = '–' } = training;
  const held =
    sessions === 0 ? say('training_none') : say('training_held', { sessions, attended, passed });
  const lines = [held];
  const ran = trial && [
    say('trial_ran', { ...trial, since: day(trial.since), days: trial.minDays }),
    ...(trial.alarms ? [say('trial_alarms', trial.alarms)] : []),
    ...(trial.alone === undefined ? [] : [say('trial_alone', { subject: trial.alone })]),
  ];
  const paragraphs = (all: readonly string[]): string =>
    all.map((line) => `<p>${escapeHtml(line)}</p>`).join('');
  return [
    `${titled(2, say('training'))}${paragraphs(lines)}`,
    ran ? `${titled(2, say('trial'))}${paragraphs(ran)}` : '',
  ].join('');
}

function punchOf({ punch }: SheetBody, say: Say, day: (at: number) => string): string {
  const title = titled(2, say('punch'));
  if (punch.length === 0) return `${title}<p>${escapeHtml(say('punch_none'))}</p>`;
  const head = ['#', say('severity'), say('text'), say('by'), say('due')];
  const rows = punch.map(({ n, severity, text: what, owner, due }) => [
    ...[n, say(`severities/${severity}`), what, owner, day(due)],
  ]);
  return `${title}${table(head, rows)}`;
}

function signaturesOf({ signatures }: Sheet, say: Say, zone: string): string {
  const rows = signParties.map((party) => {
    const signed = signatures.find((one) => one.party === party);
    const name = say(`parties/${party}`);
    if (!signed) return [name, say('unsigned')];
    const at = localTime(zone, Date.parse(signed.at));
    return [name, signed.by, at, say(`decisions/${signed.decision}`)];
  });
  const head = [say('party'), say('by'), say('at'), say('decision')];
  return `${titled(2, say('signatures'))}${table(head, rows)}`;
}

/** The acceptance sheet as a page to read, print and sign; every value escaped. */
export function sheetHtml(sheet: Sheet, { language, zone }: SheetReader): string {
  const say = sayIn(language);
  const day = (at: number): string => localTime(zone, at);
  const { hash, frozenAt, sheet: body } = sheet;
  const standing =
    hash === undefined
      ? say('draft')
      : say('frozen', { hash, at: frozenAt === undefined ? '' : day(Date.parse(frozenAt)) });
  return [
    titled(1, `${say('title')} ${body.number} · ${body.title}`),
    `<p class="fact">${escapeHtml(standing)}</p>`,
    factsOf(body, say, day),
    ...body.sections.map((section) => sectionOf(section, { say, language, day })),
    gatesOf(body, say),
    runsOf(body, say, day),
    punchOf(body, say, day),
    signaturesOf(sheet, say, zone),
  ].join('\n');
}
