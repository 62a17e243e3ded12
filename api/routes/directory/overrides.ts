import { z } from 'zod';
import { idIn, manyOf, timeIn } from '../../../contracts/api/fields.js';
import { pageOf, pagingQuery } from '../../../contracts/api/paging.js';
import { overrideAnswer, overrideCreate } from '../../../contracts/directory/schedules.js';
import { overrides } from '../../../records/directory/overrides.js';
import { schedules } from '../../../records/directory/schedules.js';
import { reply } from '../../reply.js';
import { route } from '../../route.js';
import { accessOf } from './access.js';
import { idParams } from './crud.js';

const tags = ['directory'];
const path = '/api/v1/schedules/{id}/overrides';

const list = route({
  method: 'get',
  path,
  operationId: 'overrides_list',
  summary: { zh: '排班的临时替换', en: "List a schedule's overrides" },
  tags,
  permission: 'oncall.read',
  params: idParams,
  query: z.strictObject({
    ...pagingQuery,
    person: manyOf(idIn).optional(),
    from: timeIn.optional(),
    until: timeIn.optional(),
  }),
  response: pageOf(overrideAnswer),
  handler: async (call) => {
    const { cursor, limit, count, ...filters } = call.query;
    const access = accessOf(call, 'oncall.read');
    const { id } = await schedules.get(access, call.params.id, {});
    return overrides.list(access, {
      filters: { ...filters, schedule: id },
      paging: { cursor, limit, count },
    });
  },
});

const create = route({
  method: 'post',
  path,
  operationId: 'overrides_create',
  summary: { zh: '临时替换值班人', en: 'Put someone on duty for a while' },
  tags,
  permission: 'oncall.write',
  params: idParams,
  body: overrideCreate,
  response: overrideAnswer,
  status: 201,
  handler: async (call) => {
    const reader = accessOf(call, 'oncall.read');
    const { id: schedule } = await schedules.get(reader, call.params.id, {});
    const draft = { ...call.body, schedule, now: call.now };
    const made = await overrides.create(accessOf(call, 'oncall.write'), draft);
    return reply(made, {
      headers: { Location: `/api/v1/schedules/${schedule}/overrides/${made.id}` },
    });
  },
});

const remove = route({
  method: 'delete',
  path: `${path}/{override}`,
  operationId: 'overrides_delete',
  summary: { zh: '取消临时替换', en: 'Take an override away' },
  tags,
  permission: 'oncall.write',
  params: z.strictObject({ id: idIn, override: idIn }),
  response: z.undefined(),
  status: 204,
  handler: async (call) => {
    const { id, override } = call.params;
    const of = { schedule: id, id: override };
    await overrides.removeFrom(accessOf(call, 'oncall.write'), of);
    return undefined;
  },
});

export const overrideRoutes = [list, create, remove];
