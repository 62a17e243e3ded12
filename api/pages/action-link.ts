import { createHash } from 'node:crypto';

import { Router, type Response } from 'express';

import { Refused } from '../../contracts/api/refused.js';
import type { Language } from '../../contracts/text.js';
import type { Actor } from '../../domain/machine.js';
import {
  findLink,
  giveBackLink,
  useLink,
  type ActionLink,
} from '../../records/access/action-links.js';
import { appendAuditAlone } from '../../records/audit/audit.js';
import type { ApiDeps } from '../deps.js';
import { ProcessGone } from '../engine.js';
import { problemOf, refusedOf, retryAfterS } from '../problem.js';
import { contextOf } from '../request-context.js';
import { refuseMethod } from '../serve.js';
import { escapeHtml, htmlPage } from './html.js';
import { subjectOf, type LinkSubject } from './link-subject.js';
import { linkText } from './link-texts.js';

const idShown = 16;

interface Opened {
  link: ActionLink;
  person: { id: string; name: string; language: Language };
  subject: LinkSubject;
}

/**
 * The one-time link of a mail: GET shows who would take what, and never acts; POST acts once as that
 * person: acknowledges an incident, accepts the leg of a chain (api.md §5).
 */
export function actionLinkPages(deps: ApiDeps): Router {
  const router = Router();
  const path = '/a/:token';
  router.get(path, async (request, response) => {
    const opened = await open(deps, request.params.token);
    if (!opened) return unknown(response);
    const refusal = stale(opened, deps.now());
    if (refusal) return refused(deps, { response, opened, error: refusal });
    return show(response, { opened, body: question(opened) });
  });
  router.post(path, async (request, response) => {
    const opened = await open(deps, request.params.token);
    if (!opened) return unknown(response);
    try {
      const body = await actOnce(deps, opened, contextOf(response).requestId);
      return show(response, { opened, body });
    } catch (error) {
      return refused(deps, { response, opened, error });
    }
  });
  router.all(path, refuseMethod(['GET', 'HEAD', 'POST']));
  return router;
}

async function open(deps: ApiDeps, token: string): Promise<Opened | undefined> {
  const { prisma } = deps.database;
  const link = await findLink(prisma, token);
  if (!link) return undefined;
  const person = await prisma.person.findUnique({
    where: { id: link.personId, status: 'active' },
    select: { id: true, name: true, language: true },
  });
  const subject = person && (await subjectOf(deps, link.subject, person));
  return person && subject ? { link, person, subject } : undefined;
}

function stale({ link }: Opened, now: number): Refused | undefined {
  if (link.usedAt) return new Refused('link_used');
  return link.expiresAt.getTime() <= now ? new Refused('link_expired') : undefined;
}

function question({ person, subject }: Opened): string {
  const { language, name } = person;
  const { closed, words } = subject;
  if (closed) return `<p>${linkText(language, words.closed)}</p>`;
  const ask = escapeHtml(linkText(language, words.ask, { person: name }));
  return `<p>${ask}</p><form method="post"><button>${linkText(language, words.act)}</button></form>`;
}

async function actOnce(deps: ApiDeps, opened: Opened, requestId: string): Promise<string> {
  const { link, person, subject } = opened;
  const { prisma } = deps.database;
  const at = new Date(deps.now());
  const refusal = stale(opened, at.getTime());
  if (refusal) throw refusal;
  if (!(await useLink(prisma, link.id, at))) throw new Refused('link_used');
  const by: Actor = { kind: 'link', id: `lnk_${link.id.slice(0, idShown)}`, person: person.id };
  try {
    const line = { subject: link.subject, action: subject.action };
    await appendAuditAlone(prisma, line, { actor: by, at, requestId });
    const updateId = createHash('sha256').update(`link ${link.id}`).digest('base64url');
    const lines = await subject.act({ by, updateId });
    return lines.map((one) => `<p>${escapeHtml(one)}</p>`).join('');
  } catch (error) {
    await giveBackLink(prisma, link.id).catch((why: unknown) => {
      deps.log.warn({ err: why, requestId }, 'a link stays used although nothing was done');
    });
    throw error;
  }
}

function show(
  response: Response,
  { opened, body, status = 200 }: { opened: Opened; body: string; status?: number },
): void {
  const { person, subject } = opened;
  const { title, facts } = subject;
  const head = `<h1>${escapeHtml(title)}</h1><p class="fact">${escapeHtml(facts)}</p>`;
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(htmlPage({ language: person.language, title, body: `${head}${body}` }));
}

function refused(
  deps: ApiDeps,
  { response, opened, error }: { response: Response; opened: Opened; error: unknown },
): void {
  const { language } = opened.person;
  const { requestId } = contextOf(response);
  const { publicUrl } = deps.settings;
  if (error instanceof ProcessGone) {
    const body = `<p>${linkText(language, opened.subject.words.closed)}</p>`;
    return show(response, { opened, body, status: 409 });
  }
  const refusal = refusedOf(error);
  if (refusal.code === 'internal') deps.log.error({ err: error, requestId }, 'a link failed');
  if (refusal.code === 'unavailable') response.set('Retry-After', String(retryAfterS));
  const { title, detail, status } = problemOf(refusal, { language, requestId, publicUrl });
  const body = `<p><strong>${escapeHtml(title)}</strong></p><p>${escapeHtml(detail)}</p>`;
  return show(response, { opened, body, status });
}

function unknown(response: Response): void {
  const { language } = contextOf(response);
  const title = linkText(language, 'unknown');
  const body = `<h1>${title}</h1><p>${linkText(language, 'unknownDetail')}</p>`;
  response.status(404).set('Cache-Control', 'no-store').type('html');
  response.send(htmlPage({ language, title, body }));
}
