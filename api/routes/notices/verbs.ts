import { idParams } from '../../../contracts/incident/requests.js';
import { Refused } from '../../../contracts/api/refused.js';
import { draftBody, noticeAnswer, requestBody } from '../../../contracts/notice/notices.js';
import { faultsNamedMax } from '../../../domain/notice/effects.js';
import { owedId } from '../../../domain/notice/stages.js';
import { reportTo } from '../../../intake/engine.js';
import { giveBackApproval, writeApproval, writeDraft } from '../../../records/notice/draft.js';
import { pinned } from '../../../records/notice/prepare.js';
import { ensureNotice, noticesOf, typedOf, type NoticeRow } from '../../../records/notice/rows.js';
import { personOf } from '../../auth/principal.js';
import { reply } from '../../reply.js';
import { route, type RawCall, type Route } from '../../route.js';
import { commanded, seen } from '../incidents/subject.js';
import { askIncident } from './ask-incident.js';
import {
  prepared,
  refFor,
  refuseFaulty,
  seenNotice,
  tags,
  type SeenNotice,
} from './notice-call.js';
import { noticeParams } from './notices.js';
import { presentNotice } from './present.js';
import { typedOver } from './typed.js';

const writerOf = ({ principal, requestId, deps }: RawCall) => ({
  actor: principal.actor,
  requestId,
  at: new Date(deps.now()),
});

function refuseHandedOut({ state, number }: NoticeRow): void {
  if (state === 'draft' || state === 'approved') return;
  throw new Refused('notice_not_open', { notice: number, state });
}

/** A notice that the caller may write to; 403 where it may only look. */
export async function writableNotice(call: RawCall, id: string): Promise<SeenNotice> {
  const found = await seenNotice(call, id);
  await commanded(call, found.incident.id, 'notice.write');
  return found;
}

const fresh = async (call: RawCall, id: string) => presentNotice(call, await seenNotice(call, id));

/**
 * The incident hears that a person wrote on the draft: a complete one goes by itself in time. Not
 * heard, it looks for itself when the notice would go.
 */
async function tellDrafted(call: RawCall, row: NoticeRow): Promise<void> {
  const { engine, log } = call.deps;
  const { faults } = await prepared(call, await seenNotice(call, row.id));
  const missing = faults.map(({ field }) => field).slice(0, faultsNamedMax);
  const drafts = [{ notice: row.owed, noticeId: row.id, complete: missing.length === 0, missing }];
  const report = { type: 'notice_drafted' as const, effect: 'typed', drafts };
  await engine
    .within(() => reportTo(engine.client, row.incidentId, report))
    .catch((error: unknown) => log.warn({ err: error }, 'a draft is looked at again later'));
}

const request = route({
  method: 'post',
  path: '/api/v1/incidents/{id}/notices/draft',
  operationId: 'incident_notice_draft',
  summary: { zh: '起草应发的或按需的通告', en: 'Draft a notice that is owed, or one on request' },
  tags,
  permission: 'notice.write',
  params: idParams,
  body: requestBody,
  response: noticeAnswer,
  status: 201,
  handler: async (call) => {
    const { db, deps, principal, body } = call;
    await commanded(call, call.params.id, 'notice.write');
    const incident = await seen(call, call.params.id, { permission: 'notice.read' });
    const { audience, stage, fields = {} } = body;
    const open = incident.view.notices?.owed.find(({ id }) =>
      id.startsWith(`${audience}/${stage}/`),
    );
    const rows = await noticesOf(db, incident.id);
    const sent = rows.filter(
      (row) => row.state === 'sent' && row.owed.startsWith(`${audience}/${stage}/`),
    );
    const notice = open?.id ?? owedId(audience, stage, sent.length + 1);
    const row = await ensureNotice(deps.database, {
      incident: { id: incident.id, number: incident.number, drill: incident.view.drill },
      ref: refFor(incident, notice, rows.find(({ owed }) => owed === notice)?.ref),
      ...{ by: principal.actor, at: new Date(deps.now()) },
    });
    refuseHandedOut(row);
    const typed = typedOver(typedOf(row), fields, row);
    const writer = writerOf(call);
    await call.write(async (tx, audit) => {
      await audit({ subject: incident.id, action: 'incident.notice_draft', after: { notice } });
      if (Object.keys(fields).length > 0) await writeDraft(tx, row, { typed, writer });
    });
    await tellDrafted(call, row);
    const headers = { Location: `/api/v1/notices/${row.id}` };
    return reply(await fresh(call, row.id), { headers });
  },
});

const draft = route({
  method: 'post',
  path: '/api/v1/notices/{id}/draft',
  operationId: 'notice_draft',
  summary: { zh: '填写通告的人工字段', en: 'Fill in the fields that people type' },
  tags,
  permission: 'notice.write',
  params: noticeParams,
  body: draftBody,
  response: noticeAnswer,
  handler: async (call) => {
    const { row } = await writableNotice(call, call.params.id);
    refuseHandedOut(row);
    const typed = typedOver(typedOf(row), call.body.fields, row);
    const writer = writerOf(call);
    await call.write(async (tx, audit) => {
      await audit({
        subject: row.incidentId,
        action: 'incident.notice_draft',
        after: { id: row.id },
      });
      await writeDraft(tx, row, { typed, writer });
    });
    await tellDrafted(call, row);
    return fresh(call, row.id);
  },
});

const approve = route({
  method: 'post',
  path: '/api/v1/notices/{id}/approve',
  operationId: 'notice_approve',
  summary: { zh: '批准通告', en: 'Approve a notice' },
  tags,
  permission: 'notice.write',
  params: noticeParams,
  response: noticeAnswer,
  handler: async (call) => {
    const found = await writableNotice(call, call.params.id);
    const { row } = found;
    refuseHandedOut(row);
    const { id: by } = personOf(call.principal);
    const { faults, templates } = await prepared(call, found);
    const mended = faults.filter(({ field }) => field !== 'approval');
    await refuseFaulty(call, row, mended);
    const at = new Date(call.deps.now());
    await call.write(async (tx, audit) => {
      await audit({ subject: row.id, action: 'notice.approve', after: { by } });
      await writeApproval(tx, row, { by, templates: pinned(templates), at });
    });
    const command = { type: 'approve_notice' as const, notice: row.owed };
    try {
      // The incident may send it in the same task: the hands must find it approved.
      await askIncident(call, { incident: row.incidentId, command });
    } catch (error) {
      await giveBackApproval(call.db, row, by);
      throw error;
    }
    return fresh(call, row.id);
  },
});

const send = route({
  method: 'post',
  path: '/api/v1/notices/{id}/send',
  operationId: 'notice_send',
  summary: { zh: '发送通告', en: 'Send a notice' },
  tags,
  permission: 'notice.write',
  params: noticeParams,
  response: noticeAnswer,
  handler: async (call) => {
    const found = await writableNotice(call, call.params.id);
    const { row } = found;
    refuseHandedOut(row);
    const { faults } = await prepared(call, found);
    await refuseFaulty(call, row, faults);
    const command = { type: 'send_notice' as const, notice: row.owed };
    await askIncident(call, { incident: row.incidentId, command });
    return fresh(call, row.id);
  },
});

export const noticeVerbRoutes: readonly Route[] = [request, draft, approve, send];
