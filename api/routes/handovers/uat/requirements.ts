import { z } from 'zod';

import { Refused } from '../../../../contracts/api/refused.js';
import { pageOf } from '../../../../contracts/api/paging.js';
import { processParams } from '../../../../contracts/process/requests.js';
import {
  keyedParams,
  requirementAnswer,
  requirementBody,
  requirementColumns,
  requirementEdit,
  requirementQuery,
  requirementRow,
  withdrawBody,
} from '../../../../contracts/uat/requirements.js';
import { requirementChanged, traceImported } from '../../../../contracts/uat/trace.js';
import {
  editRequirement,
  requirementRow as rowOf,
  takeRequirements,
  withdrawRequirement,
  type RequirementRow,
} from '../../../../records/uat/requirements.js';
import { readTrace } from '../../../../records/uat/trace.js';
import { route, type RawCall, type Route } from '../../../route.js';
import { handoverDoor } from '../door.js';
import { changedHandover, shownHandover, tellTrace, type HandoverRow } from './changing.js';
import { importMaxBytes, importTrace } from './importing.js';
import { pageOfRows } from './pages.js';
import { presentRequirement, presentVerdict, shownTrace } from './present.js';

const path = '/api/v1/handovers/{id}/requirements';
const tags = ['handovers'];

/** What the trail keeps of one version. */
const kept = ({ key, version, source, text, priority, measure, withdrawnWhy }: RequirementRow) => ({
  ...{ key, version, source, text, priority, measure, withdrawnWhy },
});

/** Tells the machine and answers the requirement as it stands. */
async function answer(
  call: RawCall,
  row: HandoverRow,
  { key, count }: { key: string; count: number },
) {
  const verdict = await tellTrace(call, row, { type: 'requirements_changed', count });
  const [trace, requirement] = await Promise.all([
    readTrace(call.db, row.id),
    rowOf(call.db, row.id, key),
  ]);
  return {
    requirement: presentRequirement(shownTrace(trace), requirement),
    verdict: presentVerdict(verdict),
  };
}

const list = route({
  method: 'get',
  path,
  operationId: 'handovers_requirements',
  summary: { zh: '需求及其状态', en: 'The requirements, and how each stands' },
  tags,
  permission: handoverDoor.read,
  params: processParams,
  query: requirementQuery,
  response: pageOf(requirementAnswer),
  handler: async (call) => {
    const { cursor, limit, count, priority, source, standing } = call.query;
    const { id } = await shownHandover(call);
    const shown = shownTrace(await readTrace(call.db, id));
    const rows = shown.trace.requirements
      .map((row) => presentRequirement(shown, row))
      .filter((one) => !priority || priority.includes(one.priority))
      .filter((one) => !source || source.includes(one.source))
      .filter((one) => !standing || standing.includes(one.standing));
    return pageOfRows('uat_requirement', rows, { cursor, limit, count });
  },
});

const create = route({
  method: 'post',
  path,
  operationId: 'handovers_requirements_create',
  summary: { zh: '登记一条需求', en: 'Record a requirement' },
  tags,
  permission: handoverDoor.act,
  params: processParams,
  body: requirementBody,
  response: requirementChanged,
  status: 201,
  handler: async (call) => {
    const { body } = call;
    const { row, writing } = await changedHandover(call);
    const count = await call.write(async (tx, audit) => {
      const { taken, unchanged } = await takeRequirements(tx, [body], writing);
      const before = await rowOf(tx, writing.handover, body.key);
      const isNew = taken.length > 0 && before.version === 1;
      if (!isNew && unchanged.length === 0) throw new Refused('conflict', { what: body.key });
      await audit({ subject: row.id, action: 'uat.requirement_add', after: kept(before) });
      return taken.length;
    });
    return answer(call, row, { key: body.key, count });
  },
});

const edit = route({
  method: 'put',
  path: `${path}/{key}`,
  operationId: 'handovers_requirements_edit',
  summary: {
    zh: '修改需求：产生新版本，其用例随之过期',
    en: 'Edit a requirement: a new version, and its cases are stale',
  },
  tags,
  permission: handoverDoor.act,
  params: keyedParams,
  body: requirementEdit,
  response: requirementChanged,
  versioned: true,
  handler: async (call) => {
    const { key } = call.params;
    const { row, writing } = await changedHandover(call);
    const changed = await call.write(async (tx, audit) => {
      const given = { draft: call.body, ...writing };
      const done = await editRequirement(tx, { key, version: call.ifMatch }, given);
      const [before, after] = [kept(done.before), kept(done.after)];
      await audit({ subject: row.id, action: 'uat.requirement_edit', before, after });
      return done.changed;
    });
    return answer(call, row, { key, count: Number(changed) });
  },
});

const withdraw = route({
  method: 'post',
  path: `${path}/{key}/withdraw`,
  operationId: 'handovers_requirements_withdraw',
  summary: { zh: '撤销一条需求', en: 'Withdraw a requirement' },
  tags,
  permission: handoverDoor.act,
  params: keyedParams,
  body: withdrawBody,
  response: requirementChanged,
  handler: async (call) => {
    const { key } = call.params;
    const { row, writing } = await changedHandover(call);
    const changed = await call.write(async (tx, audit) => {
      const given = { reason: call.body.reason, ...writing };
      const done = await withdrawRequirement(tx, { key, version: call.ifMatch }, given);
      const [before, after] = [kept(done.before), kept(done.after)];
      await audit({ subject: row.id, action: 'uat.requirement_withdraw', before, after });
      return done.changed;
    });
    return answer(call, row, { key, count: Number(changed) });
  },
});

const bringIn = route({
  method: 'post',
  path: `${path}/import`,
  operationId: 'handovers_requirements_import',
  summary: {
    zh: '从 CSV 或 XLSX 导入需求：请求体即文件',
    en: 'Import requirements from CSV or XLSX: the file is the body',
  },
  tags,
  permission: handoverDoor.act,
  params: processParams,
  query: z.strictObject({}),
  response: traceImported,
  consumes: 'any',
  bodyMaxBytes: importMaxBytes,
  handler: (call) =>
    importTrace(call, {
      ...{ noun: 'requirements', columns: requirementColumns, row: requirementRow },
      take: takeRequirements,
    }),
});

export const requirementRoutes: readonly Route[] = [list, create, bringIn, edit, withdraw];
