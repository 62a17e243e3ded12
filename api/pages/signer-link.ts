import { createHash } from 'node:crypto';

import { Router, urlencoded, type Response } from 'express';

import { Refused } from '../../contracts/api/refused.js';
import { sheetAnswer } from '../../contracts/handover/sheet.js';
import { localTime } from '../../contracts/local-time.js';
import { shortNumberOf } from '../../contracts/names.js';
import { text } from '../../contracts/text.js';
import type { Handover } from '../../domain/handover/process.js';
import type { HandoverView } from '../../domain/handover/view.js';
import type { Actor } from '../../domain/machine.js';
import { appendAuditAlone } from '../../records/audit/audit.js';
import { takeReadings } from '../../records/handover/readings.js';
import { shownSheet } from '../../records/handover/shown-sheet.js';
import {
  findSignerLink,
  giveBackSignerLink,
  useSignerLink,
  type SignerLink,
} from '../../records/handover/signer-links.js';
import { entitledSigner, type Signer } from '../../records/handover/signer.js';
import { findProcess, type FoundProcess } from '../../records/process/read.js';
import type { ApiDeps } from '../deps.js';
import { ProcessGone } from '../engine.js';
import { problemOf, refusedOf, retryAfterS } from '../problem.js';
import { contextOf } from '../request-context.js';
import { refuseMethod } from '../serve.js';
import { escapeHtml, htmlPage } from './html.js';
import { sheetHtml } from './sheet.js';
import { readDecision, signForm, type Decision } from './signer-form.js';

const formMaxBytes = 32_768;
const path = '/s/:token';

interface Opened {
  link: SignerLink;
  row: FoundProcess<HandoverView>;
  signer: Signer;
}

/**
 * The customer's one-time link: GET shows the sheet and never acts; POST signs it once as that
 * contact: accepts, accepts with conditions, or rejects with a reason (4b, operations.md).
 */
export function signerLinkPages(deps: ApiDeps): Router {
  const router = Router();
  router.get(path, async (request, response) => {
    const opened = await open(deps, request.params.token);
    if (!opened) return unknown(response);
    const refusal = stale(deps, opened);
    if (refusal) return refused(deps, { response, opened, error: refusal });
    return show(response, { opened, body: await question(deps, opened) });
  });
  router.post(
    path,
    urlencoded({ extended: false, limit: formMaxBytes }),
    async (request, response) => {
      const opened = await open(deps, String(request.params['token']));
      if (!opened) return unknown(response);
      try {
        const decision = readDecision(request.body, opened.row.view, deps.settings.zone);
        const body = await signOnce(deps, opened, {
          decision,
          requestId: contextOf(response).requestId,
        });
        return show(response, { opened, body });
      } catch (error) {
        return refused(deps, { response, opened, error });
      }
    },
  );
  router.all(path, refuseMethod(['GET', 'HEAD', 'POST']));
  return router;
}

async function open(deps: ApiDeps, token: string): Promise<Opened | undefined> {
  const { prisma } = deps.database;
  const link = await findSignerLink(prisma, token);
  if (!link) return undefined;
  const asked = { process: 'handover', idOrNumber: link.subject } as const;
  const row = await findProcess<HandoverView>(prisma, asked);
  if (!row) return undefined;
  const { customer, department } = row.view;
  const signer = await entitledSigner(prisma, {
    ...{ contact: link.contactId, customer: customer?.id, delivery: department?.id ?? '' },
  });
  return 'why' in signer ? undefined : { link, row, signer };
}

/** Used, over, or about a sheet that is no longer the one to sign. */
function stale({ now }: ApiDeps, { link, row }: Opened): Refused | undefined {
  if (link.usedAt) return new Refused('link_used');
  if (link.expiresAt.getTime() <= now()) return new Refused('link_expired');
  const { stage, acceptance } = row.view;
  const current = acceptance?.sheet;
  if (stage !== 'acceptance') return new Refused('wrong_state', { stage, allowed: ['acceptance'] });
  return current === link.sheet
    ? undefined
    : new Refused('sheet_changed', { sheet: current ?? '' });
}

async function question(deps: ApiDeps, { link, row, signer }: Opened): Promise<string> {
  const { language, name } = signer;
  const { zone } = deps.settings;
  const at = { hash: link.sheet, at: deps.now() };
  const sheet = await shownSheet(deps.database.prisma, row, at);
  if (!sheet) throw new Refused('sheet_changed', { sheet: '' });
  const say = (key: string, values: Record<string, unknown> = {}): string =>
    escapeHtml(text(language, `sheet/link/${key}`, values));
  const customer = row.view.customer?.name ?? '';
  return [
    `<p>${say('ask', { name, customer })}</p>`,
    `<p class="fact">${say('until', { until: localTime(zone, link.expiresAt.getTime()) })}</p>`,
    sheetHtml(sheetAnswer.parse(sheet), { language, zone }),
    signForm(language),
  ].join('\n');
}

async function signOnce(
  deps: ApiDeps,
  opened: Opened,
  { decision, requestId }: { decision: Decision; requestId: string },
): Promise<string> {
  const { link, row, signer } = opened;
  const { prisma } = deps.database;
  const at = new Date(deps.now());
  const refusal = stale(deps, opened);
  if (refusal) throw refusal;
  if (!(await useSignerLink(prisma, link.id, at))) throw new Refused('link_used');
  const by: Actor = { kind: 'link', id: signer.id };
  try {
    const line = {
      subject: row.id,
      action: 'handover.sign',
      after: { ...decision, by: signer.id },
    };
    await appendAuditAlone(prisma, line, { actor: by, at, requestId });
    const what = `signer ${link.id} ${JSON.stringify(decision)}`;
    const updateId = createHash('sha256').update(what).digest('base64url');
    const readings = await takeReadings(prisma, row.view, at.getTime());
    const command = {
      ...{ type: 'sign' as const, party: 'customer' as const, sheet: link.sheet, readings },
      ...decision,
    };
    await deps.engine.ask<Handover>({ workflowId: row.id, command, by, updateId });
    const said = text(signer.language, `sheet/link/done_${decision.decision}`);
    return `<p><strong>${escapeHtml(said)}</strong></p>`;
  } catch (error) {
    await giveBackSignerLink(prisma, link.id).catch((why: unknown) => {
      deps.log.warn(
        { err: why, requestId },
        'a signer’s link stays used although nothing was signed',
      );
    });
    throw error;
  }
}

function show(
  response: Response,
  { opened, body, status = 200 }: { opened: Opened; body: string; status?: number },
): void {
  const { row, signer } = opened;
  const number = shortNumberOf('handover', row.number);
  const service = row.view.service?.name ?? row.view.title;
  const title = text(signer.language, 'sheet/link/head', { number, service });
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .set('Referrer-Policy', 'no-referrer')
    .type('html')
    .send(htmlPage({ language: signer.language, title, body }));
}

function refused(
  deps: ApiDeps,
  { response, opened, error }: { response: Response; opened: Opened; error: unknown },
): void {
  const { language } = opened.signer;
  const { requestId } = contextOf(response);
  if (error instanceof ProcessGone) {
    const body = `<p>${escapeHtml(text(language, 'sheet/link/over'))}</p>`;
    return show(response, { opened, body, status: 409 });
  }
  const refusal = refusedOf(error);
  if (refusal.code === 'internal') deps.log.error({ err: error, requestId }, 'a link failed');
  if (refusal.code === 'unavailable') response.set('Retry-After', String(retryAfterS));
  const { publicUrl } = deps.settings;
  const { title, detail, status } = problemOf(refusal, { language, requestId, publicUrl });
  const body = `<p><strong>${escapeHtml(title)}</strong></p><p>${escapeHtml(detail)}</p>`;
  return show(response, { opened, body, status });
}

function unknown(response: Response): void {
  const { language } = contextOf(response);
  const title = text(language, 'sheet/link/unknown');
  const detail = escapeHtml(text(language, 'sheet/link/unknown_detail'));
  const body = `<h1>${escapeHtml(title)}</h1><p>${detail}</p>`;
  response.status(404).set('Cache-Control', 'no-store').type('html');
  response.send(htmlPage({ language, title, body }));
}
