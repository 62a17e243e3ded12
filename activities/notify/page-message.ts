import { text, type Language } from '../../contracts/text.js';
import { shortNumberOf, type ProcessName } from '../../contracts/names.js';
import type { Message } from './channels/channel.js';
import { factRows, isGraded, pageClock, type PageCause, type PagedView } from './page-facts.js';

/** The description is cut here; the whole of it is behind the link. */
export const descriptionMaxChars = 2_000;
const subjectTitleMaxChars = 160;

export interface PageContent {
  process: ProcessName;
  view: PagedView;
  number: number;
  language: Language;
  zone: string;
  cause: PageCause;
  publicUrl: string;
  /** The raw token of this person's one-time link; absent where there is nothing to acknowledge. */
  token?: string;
}

/** All of a message but what belongs to the single attempt. */
export type PageText = Omit<Message, 'key' | 'possiblyRepeated'>;

/** Renders a page for one person in their language; the same input gives the same message. */
export function pageMessage(content: PageContent): PageText {
  const { view, language, publicUrl, token, number } = content;
  const reference = shortNumberOf(content.process, number);
  const viewUrl = `${publicUrl}/i/${reference}`;
  const actionUrl = token === undefined ? undefined : `${publicUrl}/a/${token}`;
  const parts = { subject: subjectOf(content, reference), viewUrl, actionUrl };
  return {
    thread: view.id,
    language,
    subject: parts.subject,
    text: plainBody(content, parts),
    html: htmlBody(content, parts),
    facts: machineFacts(content, reference),
    viewUrl,
    ...(actionUrl === undefined ? {} : { actionUrl }),
  };
}

interface Parts {
  subject: string;
  viewUrl: string;
  actionUrl: string | undefined;
}

function subjectOf({ view, language }: PageContent, number: string): string {
  const title = cut(view.title, subjectTitleMaxChars);
  const subject = isGraded(view)
    ? text(language, 'page/subject', {
        ...{ number, title },
        severity: text(language, `page/severity/${view.severity}`),
      })
    : text(language, 'page/subject_plain', { number, title });
  return view.drill ? text(language, 'page/drill', { subject }) : subject;
}

/** A sentence about this kind of subject: the incident's are the area's own. */
const about = (
  { process, language }: Pick<PageContent, 'process' | 'language'>,
  key: string,
): string => text(language, process === 'incident' ? `page/${key}` : `page/of/${process}/${key}`);

const cut = (value: string, maxChars: number): string => {
  const characters = [...value];
  return characters.length <= maxChars ? value : `${characters.slice(0, maxChars - 1).join('')}…`;
};

function machineFacts({ view, cause }: PageContent, number: string): Record<string, string> {
  const clock = pageClock(view);
  const rung = cause.rung === undefined ? '' : `/${cause.rung + 1}`;
  const facts: [string, string | undefined][] = [
    ['number', number],
    ['title', view.title],
    ['severity', isGraded(view) ? view.severity : undefined],
    ['impactClass', isGraded(view) ? view.impactClass : undefined],
    ['site', view.site?.name],
    ['service', view.service?.name],
    ['due', clock && new Date(clock.at).toISOString()],
    ['reason', `${cause.reason}${rung}`],
  ];
  return Object.fromEntries(
    facts.filter((fact): fact is [string, string] => fact[1] !== undefined),
  );
}

function plainBody(content: PageContent, { viewUrl, actionUrl }: Parts): string {
  const { view, language, cause } = content;
  const say = (key: string, values = {}): string => text(language, `page/${key}`, values);
  const link = (key: string, url: string): string => say('link', { label: say(key), url });
  const rows = factRows(view, content).map((row) => say('row', row));
  const lines = [view.title, about(content, `lead/${cause.reason}`), '', ...rows];
  if (view.description) lines.push('', cut(view.description, descriptionMaxChars));
  lines.push('');
  if (actionUrl !== undefined) {
    lines.push(say('link', { label: about(content, 'act'), url: actionUrl }));
  }
  lines.push(link('view', viewUrl));
  if (actionUrl !== undefined) lines.push(say('once'));
  return lines.join('\n');
}

const font = 'font-family:-apple-system,Segoe UI,Noto Sans,Microsoft YaHei,sans-serif';
const button =
  'display:inline-block;padding:10px 18px;background:#1456d9;color:#fff;text-decoration:none';

function htmlBody(content: PageContent, { viewUrl, actionUrl }: Parts): string {
  const { view, language, cause } = content;
  const say = (key: string): string => escaped(text(language, `page/${key}`));
  const rows = factRows(view, content).map(
    ({ label, value }) =>
      `<tr><td style="padding:2px 16px 2px 0;color:#666">${escaped(label)}</td>` +
      `<td>${escaped(value)}</td></tr>`,
  );
  const description = view.description && escaped(cut(view.description, descriptionMaxChars));
  const blocks = [
    `<h2 style="font-size:18px;margin:0 0 8px">${escaped(view.title)}</h2>`,
    `<p>${escaped(about(content, `lead/${cause.reason}`))}</p>`,
    `<table style="border-collapse:collapse">${rows.join('')}</table>`,
    ...(description ? [`<p style="white-space:pre-wrap">${description}</p>`] : []),
    ...(actionUrl === undefined
      ? []
      : [
          `<p><a href="${escaped(actionUrl)}" style="${button}">${escaped(about(content, 'act'))}</a></p>`,
        ]),
    `<p><a href="${escaped(viewUrl)}">${say('view')}</a></p>`,
    ...(actionUrl === undefined ? [] : [`<p style="color:#666">${say('once')}</p>`]),
  ];
  return `<div lang="${language}" style="${font}">${blocks.join('\n')}</div>`;
}

function escaped(value: string): string {
  return value
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
