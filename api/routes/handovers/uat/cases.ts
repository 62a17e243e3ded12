import { z } from 'zod';

import { pageOf } from '../../../../contracts/api/paging.js';
import { Refused } from '../../../../contracts/api/refused.js';
import { processParams } from '../../../../contracts/process/requests.js';
import {
  caseAnswer,
  caseBody,
  caseColumns,
  caseEdit,
  caseQuery,
  caseRow,
} from '../../../../contracts/uat/cases.js';
import { keyedParams } from '../../../../contracts/uat/requirements.js';
import { caseChanged, traceImported } from '../../../../contracts/uat/trace.js';
import {
  caseRow as rowOf,
  editCase,
  takeCases,
  type CaseRow,
} from '../../../../records/uat/cases.js';
import { readTrace } from '../../../../records/uat/trace.js';
import { route, type RawCall, type Route } from '../../../route.js';
import { handoverDoor } from '../door.js';
import { changedHandover, shownHandover, tellTrace, type HandoverRow } from './changing.js';
import { importMaxBytes, importTrace } from './importing.js';
import { pageOfRows } from './pages.js';
import { presentCase, presentVerdict, shownTrace } from './present.js';

const path = '/api/v1/handovers/{id}/cases';
const tags = ['handovers'];

/** What the trail keeps of a case. */
const kept = ({ key, version, title, steps, expected, measure, covers }: CaseRow) => ({
  ...{ key, version, title, steps, expected, measure },
  covers: covers.map((to) => `${to.requirementKey}@${to.requirementVersion}`),
});

/** Tells the machine and answers the case as it stands. */
async function answer(
  call: RawCall,
  row: HandoverRow,
  { key, count }: { key: string; count: number },
) {
  const verdict = await tellTrace(call, row, { type: 'requirements_changed', count });
  const [trace, one] = await Promise.all([readTrace(call.db, row.id), rowOf(call.db, row.id, key)]);
  return { case: presentCase(shownTrace(trace), one), verdict: presentVerdict(verdict) };
}

const list = route({
  method: 'get',
  path,
  operationId: 'handovers_cases',
  summary: { zh: '用例，含过期与孤立者', en: 'The cases, stale and orphaned ones among them' },
  tags,
  permission: handoverDoor.read,
  params: processParams,
  query: caseQuery,
  response: pageOf(caseAnswer),
  handler: async (call) => {
    const { cursor, limit, count, stale, orphan, requirement } = call.query;
    const { id } = await shownHandover(call);
    const shown = shownTrace(await readTrace(call.db, id));
    const rows = shown.trace.cases
      .map((row) => presentCase(shown, row))
      .filter((one) => stale === undefined || one.stale === stale)
      .filter((one) => orphan === undefined || one.orphan === orphan)
      .filter(
        ({ covers }) =>
          requirement === undefined || covers.some((to) => to.requirement === requirement),
      );
    return pageOfRows('uat_case', rows, { cursor, limit, count });
  },
});

const create = route({
  method: 'post',
  path,
  operationId: 'handovers_cases_create',
  summary: { zh: '登记一个用例', en: 'Record a case' },
  tags,
  permission: handoverDoor.act,
  params: processParams,
  body: caseBody,
  response: caseChanged,
  status: 201,
  handler: async (call) => {
    const { body } = call;
    const { row, writing } = await changedHandover(call);
    const count = await call.write(async (tx, audit) => {
      const { taken, unchanged, refused } = await takeCases(tx, [body], writing);
      const [fault] = refused;
      if (fault) {
        throw new Refused('unknown_reference', { field: 'covers', id: fault.what ?? fault.key });
      }
      const after = await rowOf(tx, writing.handover, body.key);
      const isNew = taken.length > 0 && after.version === 1;
      if (!isNew && unchanged.length === 0) throw new Refused('conflict', { what: body.key });
      await audit({ subject: row.id, action: 'uat.case_add', after: kept(after) });
      return taken.length;
    });
    return answer(call, row, { key: body.key, count });
  },
});

const edit = route({
  method: 'put',
  path: `${path}/{key}`,
  operationId: 'handovers_cases_edit',
  summary: {
    zh: '修改用例：此前的执行不再计入',
    en: 'Edit a case: its earlier runs count no longer',
  },
  tags,
  permission: handoverDoor.act,
  params: keyedParams,
  body: caseEdit,
  response: caseChanged,
  versioned: true,
  handler: async (call) => {
    const { key } = call.params;
    const { row, writing } = await changedHandover(call);
    const changed = await call.write(async (tx, audit) => {
      const given = { draft: call.body, ...writing };
      const done = await editCase(tx, { key, version: call.ifMatch }, given);
      const [before, after] = [kept(done.before), kept(done.after)];
      await audit({ subject: row.id, action: 'uat.case_edit', before, after });
      return done.changed;
    });
    return answer(call, row, { key, count: Number(changed) });
  },
});

const bringIn = route({
  method: 'post',
  path: `${path}/import`,
  operationId: 'handovers_cases_import',
  summary: {
    zh: '从 CSV 或 XLSX 导入用例：请求体即文件',
    en: 'Import cases from CSV or XLSX: the file is the body',
  },
  tags,
  permission: handoverDoor.act,
  params: processParams,
  query: z.strictObject({}),
  response: traceImported,
  consumes: 'any',
  bodyMaxBytes: importMaxBytes,
  handler: (call) =>
    importTrace(call, { noun: 'cases', columns: caseColumns, row: caseRow, take: takeCases }),
});

export const caseRoutes: readonly Route[] = [list, create, bringIn, edit];
