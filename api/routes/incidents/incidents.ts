import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';

import { pageOf } from '../../../contracts/api/paging.js';
import { incident, incidentSummary } from '../../../contracts/incident/answers.js';
import {
  declareBody,
  getQuery,
  idParams,
  listQuery,
} from '../../../contracts/incident/requests.js';
import { idPrefix } from '../../../contracts/names.js';
import { declareIncident } from '../../../intake/declare.js';
import { listIncidents } from '../../../records/incident/list.js';
import { findIncident, waitForSeq } from '../../../records/incident/read.js';
import { appendAuditAlone } from '../../../records/audit/audit.js';
import { allowScale } from '../../../records/scale/allowed.js';
import type { Principal } from '../../auth/principal.js';
import { reply } from '../../reply.js';
import { route, type Route } from '../../route.js';
import { declarable } from './declarable.js';
import { present } from './present.js';
import { seen, viewerOf } from './subject.js';

const tags = ['incidents'];
/** Ids of declared incidents are made from the request's own key, so that a repeat finds the same. */
const idSpace = '0f6f2f0e-4b0e-5d1e-9d57-6b3c5d3a8a52';

const list = route({
  method: 'get',
  path: '/api/v1/incidents',
  operationId: 'incidents_list',
  summary: { zh: '事件列表', en: 'List incidents' },
  tags,
  permission: 'incident.read',
  query: listQuery,
  response: pageOf(incidentSummary),
  handler: async ({ db, principal, query }) => {
    const { cursor, limit, count, ...filters } = query;
    const holder = filters.holder?.map((id) => (id === 'me' ? meIn(principal) : id));
    const page = await listIncidents(db, {
      filters: { ...filters, holder },
      paging: { cursor, limit, count },
      viewer: viewerOf(principal, 'incident.read'),
    });
    return { ...page, items: page.items.map(present) };
  },
});

const meIn = (principal: Principal): string => principal.person?.id ?? principal.actor.id;

const get = route({
  method: 'get',
  path: '/api/v1/incidents/{id}',
  operationId: 'incident_get',
  summary: { zh: '一个事件', en: 'Get an incident' },
  tags,
  permission: 'incident.read',
  params: idParams,
  query: getQuery,
  response: incident,
  handler: async (call) =>
    present(
      await seen(call, call.params.id, {
        permission: 'incident.read',
        minSeq: call.query.minSeq,
      }),
    ),
});

const declare = route({
  method: 'post',
  path: '/api/v1/incidents',
  operationId: 'incident_declare',
  summary: { zh: '人工报告事件', en: 'Declare an incident' },
  tags,
  permission: 'incident.declare',
  body: declareBody,
  response: z.union([incident, z.object({ id: z.string() })]),
  status: 201,
  handler: async (call) => {
    const { body, db, deps, principal, requestId } = call;
    await declarable(call, body);
    await allowScale(db, body);
    const id = `${idPrefix.incident}${uuidv5(call.updateId, idSpace)}`;
    const by = { actor: principal.actor, requestId, at: new Date(deps.now()) };
    await appendAuditAlone(db, { subject: id, action: 'incident.declare', after: body }, by);
    await deps.engine.within(() =>
      declareIncident(
        {
          database: deps.database,
          client: deps.engine.client,
          taskQueue: deps.taskQueue,
          now: deps.now,
        },
        { ...body, id, by: principal.actor },
      ),
    );
    deps.lastSeen.saw(principal.caller, id, 0);
    await waitForSeq(db, id, 0);
    const row = await findIncident(db, id);
    const headers = { Location: `/api/v1/incidents/${id}` };
    return reply(row ? present(row) : { id }, { headers });
  },
});

export const incidentRoutes: readonly Route[] = [list, get, declare];
