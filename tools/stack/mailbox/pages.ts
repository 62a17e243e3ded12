import type { Message } from './message.js';

/** How many mails one page of the list shows. */
export const pageMessagesMax = 200;

const style = `
body { font: 14px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; margin: 2rem auto;
  max-width: 68rem; padding: 0 1rem; color: #1f2328; background: #fff; }
h1 { font-size: 1.3rem; } a { color: #0b57d0; } .quiet { color: #656d76; }
table { border-collapse: collapse; width: 100%; } th { text-align: left; }
th, td { padding: .35rem .6rem .35rem 0; border-bottom: 1px solid #d0d7de; vertical-align: top; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; background: #f6f8fa;
  padding: 1rem; } iframe { width: 100%; height: 32rem; border: 1px solid #d0d7de; }
@media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #0d1117; }
  a { color: #79b8ff; } pre { background: #161b22; } iframe { background: #fff; } }
`;

export interface ListPage {
  /** Newest first, at most `pageMessagesMax`. */
  messages: Message[];
  /** Whether older ones follow. */
  more: boolean;
  to?: string;
  messagesMax: number;
  dropped: number;
}

/** The list of mails, newest first. */
export function listPage(list: ListPage): string {
  const rows = list.messages.map(listRow).join('');
  const empty = '<p>还没有邮件。 No mail yet.</p>';
  const filter = list.to === undefined ? '' : ` · ${escapeHtml(list.to)}`;
  return page(
    '邮箱 Mailbox',
    `<h1>邮箱 Mailbox${filter}</h1>
<p class="quiet">Baton 发出的邮件都留在这里，不会寄到外面。 Mail that Baton sends stays here; nothing
leaves this machine.</p>
${limitLine(list)}
${
  rows === ''
    ? empty
    : `<table><tr>${heads('时间 Time', '收件人 To', '主题 Subject')}</tr>
${rows}</table>`
}
${olderLink(list)}`,
    '<meta http-equiv="refresh" content="10">',
  );
}

/** One mail with its text, its HTML in a frame that can run nothing, and its headers. */
export function messagePage(message: Message): string {
  const frame =
    message.html === ''
      ? ''
      : `<h2>HTML</h2><iframe sandbox="allow-popups allow-popups-to-escape-sandbox"
src="/messages/${encodeURIComponent(message.id)}/html" title="HTML"></iframe>`;
  const headers = Object.entries(message.headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
  return page(
    message.subject,
    `<p><a href="/">← 邮箱 Mailbox</a></p><h1>${escapeHtml(message.subject)}</h1>
<table>${fact('时间 Time', message.at)}${fact('发件人 From', message.from)}
${fact('收件人 To', message.to.join(', '))}</table>
<h2>文本 Text</h2><pre>${withLinks(message.text)}</pre>${frame}
<details><summary>邮件头 Headers</summary><pre>${escapeHtml(headers)}</pre></details>`,
  );
}

/** The HTML part alone, for the frame; its links open in a page of their own. */
export function htmlPart(message: Message): string {
  return `<!doctype html><base target="_blank">${message.html}`;
}

export function notFoundPage(): string {
  return page(
    '404',
    '<p>没有这封邮件。 There is no such mail.</p><p><a href="/">← Mailbox</a></p>',
  );
}

/** Text as it may stand in HTML, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function page(title: string, body: string, head = ''): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>${head}
<style>${style}</style></head><body>${body}</body></html>`;
}

function listRow(message: Message): string {
  const link = `/messages/${encodeURIComponent(message.id)}`;
  const subject = escapeHtml(message.subject || '(无主题 no subject)');
  const to = message.to
    .map((one) => `<a href="/?to=${encodeURIComponent(one)}">${escapeHtml(one)}</a>`)
    .join(', ');
  return `<tr><td class="quiet">${message.at}</td><td>${to}</td>
<td><a href="${link}">${subject}</a></td></tr>`;
}

function limitLine({ messagesMax, dropped }: ListPage): string {
  if (dropped === 0) return '';
  return `<p class="quiet">只保留最新 ${messagesMax} 封；已删除 ${dropped} 封较早的。 Only the newest
${messagesMax} are kept; ${dropped} older ones were dropped.</p>`;
}

function olderLink({ messages, more, to }: ListPage): string {
  const oldest = messages.at(-1);
  if (!more || oldest === undefined) return '';
  const filter = to === undefined ? '' : `&to=${encodeURIComponent(to)}`;
  const before = encodeURIComponent(oldest.id);
  return `<p><a href="/?before=${before}${escapeHtml(filter)}">更早 Older →</a></p>`;
}

function heads(...names: string[]): string {
  return names.map((name) => `<th>${name}</th>`).join('');
}

function fact(name: string, value: string): string {
  return `<tr><th>${name}</th><td>${escapeHtml(value)}</td></tr>`;
}

function withLinks(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((piece, index) => (index % 2 === 0 ? escapeHtml(piece) : linkTo(piece)))
    .join('');
}

function linkTo(address: string): string {
  const safe = escapeHtml(address);
  return `<a href="${safe}" target="_blank" rel="noopener noreferrer">${safe}</a>`;
}
