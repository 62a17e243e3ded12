import { Router } from 'express';

import { isProcessName, numberPrefix } from '../../contracts/names.js';
import { processNumberIn } from '../../records/process/read.js';
import type { ApiDeps } from '../deps.js';
import { refuseUnknown } from '../errors.js';
import { readiness, type PartState } from '../readiness.js';
import { contextOf } from '../request-context.js';
import { refuseMethod } from '../serve.js';
import { escapeHtml, htmlPage } from './html.js';

const texts = {
  zh: {
    promise: '每件未了的运维工作，任何时刻都恰有一个负责人和一只走着的表。',
    runs: '运行状况',
    links: '入口',
    api: '接口页面（可试用）',
    mailbox: '邮箱（查看呼叫邮件）',
    docs: '文档',
    up: '正常',
    down: '不可用',
    show: '请用命令行查看：',
  },
  en: {
    promise: 'Every open piece of operations work has exactly one holder and a running clock.',
    runs: 'What runs',
    links: 'Where to go',
    api: 'API page, to read and try',
    mailbox: 'Mailbox, to read the pages',
    docs: 'Documentation',
    up: 'up',
    down: 'not available',
    show: 'See it on the command line:',
  },
};

/** `/` says what runs and where things are; `/i/{number}` where a subject can be seen. */
export function homePages(deps: ApiDeps): Router {
  const router = Router();
  router.get('/', async (_request, response) => {
    const { language } = contextOf(response);
    const body = home(texts[language], await readiness(deps), deps.settings.mailboxUrl);
    response.type('html').send(htmlPage({ language, title: 'Baton', body }));
  });
  router.get('/i/:number', (request, response) => {
    const title = request.params.number.toUpperCase();
    const command = commandFor(title);
    if (command === undefined) return refuseUnknown(request.path);
    const { language } = contextOf(response);
    const shown = `<code>npx baton ${command}</code>`;
    const body = `<h1>${title}</h1><p>${texts[language].show} ${shown}</p>`;
    return response.type('html').send(htmlPage({ language, title, body }));
  });
  router.all(['/', '/i/:number'], refuseMethod(['GET', 'HEAD']));
  return router;
}

/** The command that shows a subject: its own, else the list of all that waits for the caller. */
function commandFor(number: string): string | undefined {
  const process = Object.keys(numberPrefix)
    .filter(isProcessName)
    .find((name) => processNumberIn(name, number) !== undefined);
  if (process === undefined) return undefined;
  const shown = process === 'incident' || process === 'shift' || process === 'handover';
  return shown ? `${process} show ${number}` : 'work';
}

function home(
  said: (typeof texts)['zh'],
  { parts }: { parts: PartState[] },
  mailboxUrl: string | undefined,
): string {
  const rows = parts.map(
    ({ name, ok }) => `<tr><td>${escapeHtml(name)}</td><td>${ok ? said.up : said.down}</td></tr>`,
  );
  const links = [
    ['/api', said.api],
    ...(mailboxUrl === undefined ? [] : [[mailboxUrl, said.mailbox]]),
    ['/docs', said.docs],
  ].map(([to, label]) => `<li><a href="${escapeHtml(to ?? '')}">${label}</a></li>`);
  return [
    `<h1>Baton</h1><p>${said.promise}</p>`,
    `<h2>${said.runs}</h2><table>${rows.join('')}</table>`,
    `<h2>${said.links}</h2><ul>${links.join('')}</ul>`,
  ].join('');
}
