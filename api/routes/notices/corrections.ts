import { z } from 'zod';
import { Refused } from '../../../contracts/api/refused.js';
import {
  confirmBody,
  correctBody,
  noticeAnswer,
  overrideBody,
} from '../../../contracts/notice/notices.js';
import type { NoticeRef } from '../../../domain/notice/effects.js';
import { isFieldKey, isTyped, shownFields } from '../../../domain/notice/fields.js';
import { writeGateEvents } from '../../../records/notice/gate-events.js';
import { confirmOverride, proposeOverride } from '../../../records/notice/overrides.js';
import { createCorrection } from '../../../records/notice/rows.js';
import { personOf } from '../../auth/principal.js';
import { reply } from '../../reply.js';
import { route, type RawCall, type Route } from '../../route.js';
import { askIncident } from './ask-incident.js';
import { prepared, refuseFaulty, seenNotice, tags, type SeenNotice } from './notice-call.js';
import { noticeParams } from './notices.js';
import { presentNotice } from './present.js';
import { bilingual } from './typed.js';
import { writableNotice } from './verbs.js';

const writerOf = ({ principal, requestId, deps }: RawCall) => ({
  actor: principal.actor,
  requestId,
  at: new Date(deps.now()),
});

const refuseField = (field: string, detail: string): never => {
  const faults = [{ pointer: '/field', code: 'rule_violation' as const, detail }];
  throw new Refused('rule_violation', { why: detail }, faults);
};

function frozenValue({ row }: SeenNotice, field: string) {
  const known = isFieldKey(field) ? row.frozen?.fields[field] : undefined;
  return known ?? refuseField(field, `the notice did not say ${field}`);
}

const correctionId = (id: string): string => `correction of ${id}`;

const correct = route({
  method: 'post',
  path: '/api/v1/notices/{id}/correct',
  operationId: 'notice_correct',
  summary: { zh: '以新通告更正已发通告', en: 'Correct a notice that went, by a new one' },
  tags,
  permission: 'notice.write',
  params: noticeParams,
  body: correctBody,
  response: noticeAnswer,
  status: 201,
  handler: async (call) => {
    const found = await writableNotice(call, call.params.id);
    const { row, incident } = found;
    if (row.state !== 'sent') {
      throw new Refused('notice_not_open', { notice: row.number, state: row.state });
    }
    const { field, value, reason } = call.body;
    const what = { field, value: bilingual(value), oldValue: frozenValue(found, field), reason };
    const ref: NoticeRef = {
      ...{ notice: `${correctionId(row.id)} ${call.updateId}`, audience: row.audience, seq: 1 },
      ...{ stage: 'correction', level: row.level, dueAt: call.deps.now() },
    };
    const made = await createCorrection(call.deps.database, {
      incident: { id: incident.id, number: incident.number, drill: incident.view.drill },
      ...{ ref, by: call.principal.actor, at: new Date(call.deps.now()) },
      correction: { of: row.id, what },
    });
    const draft: SeenNotice = { row: made, incident };
    await refuseFaulty(call, made, (await prepared(call, draft)).faults);
    const command = { type: 'correct_notice' as const, notice: row.owed, noticeId: made.id };
    await askIncident(call, { incident: row.incidentId, command });
    const about = { subject: row.incidentId, about: made.id, writer: writerOf(call) };
    await writeGateEvents(call.db, [{ kind: 'correction', field }], about);
    const headers = { Location: `/api/v1/notices/${made.id}` };
    return reply(await presentNotice(call, await seenNotice(call, made.id)), { headers });
  },
});

const proposal = z.object({
  id: z.string(),
  notice: noticeAnswer,
});

const override = route({
  method: 'post',
  path: '/api/v1/notices/{id}/override',
  operationId: 'notice_override',
  summary: {
    zh: '提议改写计算值；另一人确认后生效',
    en: 'Propose another value than the computed one; another person confirms it',
  },
  tags,
  permission: 'notice.write',
  params: noticeParams,
  body: overrideBody,
  response: proposal,
  status: 201,
  handler: async (call) => {
    const found = await writableNotice(call, call.params.id);
    const { row } = found;
    const { field, value, reason, expires } = call.body;
    const { id: person } = personOf(call.principal);
    if (!isFieldKey(field) || !shownFields(row).includes(field)) {
      return refuseField(field, `not a field of this notice: ${field}`);
    }
    if (isTyped(field)) return refuseField(field, 'people type this field: draft it');
    if (expires <= call.deps.now()) throw new Refused('time_in_past', { field: 'expires' });
    const notice = { id: row.id, incidentId: row.incidentId };
    const proposed = { notice, field, value: bilingual(value), reason, expires, person };
    const { id } = await call.write(async (tx, audit) => {
      await audit({
        subject: row.incidentId,
        action: 'incident.notice_override',
        after: { field },
      });
      return proposeOverride(tx, proposed, writerOf(call));
    });
    return reply({ id, notice: await presentNotice(call, await seenNotice(call, row.id)) });
  },
});

const confirm = route({
  method: 'post',
  path: '/api/v1/notices/{id}/confirm',
  operationId: 'notice_confirm',
  summary: { zh: '由另一人确认改写', en: "Confirm another person's proposal" },
  tags,
  permission: 'notice.write',
  params: noticeParams,
  body: confirmBody,
  response: noticeAnswer,
  handler: async (call) => {
    const { row } = await writableNotice(call, call.params.id);
    const { id: person } = personOf(call.principal);
    const notice = { id: row.id, incidentId: row.incidentId };
    const given = { notice, id: call.body.proposal, person };
    await call.write(async (tx, audit) => {
      await audit({ subject: row.incidentId, action: 'incident.notice_confirm', after: given });
      await confirmOverride(tx, given, writerOf(call));
    });
    return presentNotice(call, await seenNotice(call, row.id));
  },
});

export const noticeCorrectionRoutes: readonly Route[] = [correct, override, confirm];
