import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Router } from 'express';
import markdownIt from 'markdown-it';

import { refuseUnknown } from '../errors.js';
import { contextOf } from '../request-context.js';
import { refuseMethod } from '../serve.js';
import { escapeHtml, htmlPage } from './html.js';

const pagesMax = 500;
const pathShape = /^[\w-]+(\/[\w-]+){0,4}$/;

const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_]+/gu, '-')
    .replace(/^-|-$/g, '');

/** Headings carry their text as id, so that `docs/errors#not_found` leads to its section. */
function renderer(): ReturnType<typeof markdownIt> {
  const markdown = markdownIt({ html: false, linkify: false });
  markdown.core.ruler.push('heading-ids', ({ tokens }) => {
    for (const [index, token] of tokens.entries()) {
      if (token.type === 'heading_open')
        token.attrSet('id', slug(tokens[index + 1]?.content ?? ''));
    }
  });
  return markdown;
}

/** `/docs`: the handbook's Markdown pages as HTML; nothing outside `folder` is read. */
export function docsPages(folder: string): Router {
  const router = Router();
  const markdown = renderer();
  router.get('/docs', async (_request, response) => {
    const { language } = contextOf(response);
    const links = (await pageNames(folder)).map(
      (name) => `<li><a href="/docs/${name}">${name}</a></li>`,
    );
    const title = language === 'zh' ? '文档' : 'Documentation';
    const body = `<h1>${title}</h1><ul>${links.join('')}</ul>`;
    response.type('html').send(htmlPage({ language, title, body }));
  });
  router.get('/docs/*page', async (request, response) => {
    const name = String(request.params['page']).replaceAll(',', '/').replace(/\.md$/, '');
    if (!pathShape.test(name)) refuseUnknown(request.path);
    const source = await readFile(join(folder, `${name}.md`), 'utf8').catch(() => undefined);
    if (source === undefined) return refuseUnknown(request.path);
    const { language } = contextOf(response);
    const body = `<p><a href="/docs">docs</a> / ${escapeHtml(name)}</p>${markdown.render(source)}`;
    return response.type('html').send(htmlPage({ language, title: name, body }));
  });
  router.all(['/docs', '/docs/*page'], refuseMethod(['GET', 'HEAD']));
  return router;
}

async function pageNames(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
  return files
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -'.md'.length).replaceAll('\\', '/'))
    .filter((name) => pathShape.test(name))
    .sort()
    .slice(0, pagesMax);
}
