import type { z } from 'zod';
import type { noticeAnswer, noticesAnswer, previewAnswer } from '../../contracts/notice/notices.js';
import type { Cli } from '../cli.js';
import { incidentPath } from '../incident/answers.js';

type Notice = z.output<typeof noticeAnswer>;
type Notices = z.output<typeof noticesAnswer>;
type Preview = z.output<typeof previewAnswer>;

const noticePath = (id: string): string => `/api/v1/notices/${encodeURIComponent(id)}`;

/** `baton notice list INCIDENT`: what is owed with its time, then what there is. */
export async function listNotices(cli: Cli, incident: string): Promise<void> {
  const answer = await cli.api().get<Notices>(`${incidentPath(incident)}/notices`);
  if (cli.printJson(answer, answer.items)) return;
  const { owed, items } = answer;
  if (owed.length + items.length === 0) return cli.tell(cli.say('notice/none'));
  cli.printTable(
    ['notice/head/notice', 'notice/head/due', 'notice/head/state', 'notice/head/id'],
    owed.map(({ notice, dueAt, state, missed, id }) => [
      notice,
      cli.time(dueAt),
      missed ? cli.colors.red(`${state}${cli.say('notice/missed')}`) : state,
      id ?? '–',
    ]),
  );
  cli.print('');
  cli.printTable(
    [
      'notice/head/number',
      'notice/head/notice',
      'notice/head/level',
      'notice/head/state',
      'notice/head/sent',
      'notice/head/id',
    ],
    items.map(({ number, notice, level, state, sentAt, id }) => [
      ...[number, notice, level, state],
      ...[sentAt === null ? '–' : cli.time(sentAt), id],
    ]),
  );
}

const tellFaults = (cli: Cli, faults: Notice['faults']): void => {
  cli.tell(cli.say(faults.length === 0 ? 'notice/ready' : 'notice/faults'));
  for (const { field, detail } of faults) cli.tell(`  ${field}: ${detail}`);
};

export interface PreviewAsked {
  customer?: string;
  language?: string;
  html?: boolean;
}

/** `baton notice preview ID`: the text alone on standard output, what it needs beside it. */
export async function previewNotice(
  cli: Cli,
  id: string,
  { customer, language, html = false }: PreviewAsked,
): Promise<void> {
  const query = { customer, language };
  const answer = await cli.api().get<Preview>(`${noticePath(id)}/preview`, query);
  if (cli.printJson(answer, [answer])) return;
  if (html) return cli.print(answer.html);
  cli.print(answer.subject);
  cli.print('');
  cli.print(answer.text);
  tellFaults(cli, answer.faults);
}

const show = (cli: Cli, answer: Notice): void => {
  if (cli.printJson(answer, [answer])) return;
  const { number, state, faults } = answer;
  cli.print(cli.say('notice/done', { number, state }));
  if (state === 'draft') tellFaults(cli, faults);
};

type Fields = Record<string, string | { zh: string; en: string }>;

/** `--set done=x`, or `--set done.zh=x --set done.en=y`. */
export function fieldsOf(settings: readonly string[]): Fields {
  const fields: Fields = {};
  for (const setting of settings) {
    const at = setting.indexOf('=');
    const [name = '', language] = setting.slice(0, at).split('.');
    const value = setting.slice(at + 1);
    const before = fields[name];
    const both = typeof before === 'object' ? before : { zh: '', en: '' };
    fields[name] = language === undefined ? value : { ...both, [language]: value };
  }
  return fields;
}

export interface DraftAsked {
  audience?: string;
  stage?: string;
  set?: string[];
}

/** `baton notice draft ID --set …`, or `INCIDENT --audience A --stage S` for one on request. */
export async function draftNotice(
  cli: Cli,
  id: string,
  { audience, stage, set = [] }: DraftAsked,
): Promise<void> {
  const fields = fieldsOf(set);
  const onRequest = audience !== undefined && stage !== undefined;
  const path = onRequest ? `${incidentPath(id)}/notices/draft` : `${noticePath(id)}/draft`;
  const body = onRequest ? { audience, stage, fields } : { fields };
  show(cli, await cli.api().post<Notice>(path, body));
}

/** `baton notice approve|send ID`. */
export async function giveNotice(cli: Cli, id: string, verb: 'approve' | 'send'): Promise<void> {
  show(cli, await cli.api().post<Notice>(`${noticePath(id)}/${verb}`, {}));
}

/** `baton notice correct ID --field F --value V --reason R`. */
export async function correctNotice(
  cli: Cli,
  id: string,
  body: { field: string; value: string; reason: string },
): Promise<void> {
  show(cli, await cli.api().post<Notice>(`${noticePath(id)}/correct`, body));
}
