import { createHash } from 'node:crypto';

import { pageOf } from '../../../../contracts/api/paging.js';
import { Refused } from '../../../../contracts/api/refused.js';
import { processParams } from '../../../../contracts/process/requests.js';
import { runAnswer, runBody, runQuery } from '../../../../contracts/uat/runs.js';
import { runAdded } from '../../../../contracts/uat/trace.js';
import { contentHeads } from '../../../../records/content/content.js';
import type { Rows } from '../../../../records/rows.js';
import {
  addRun,
  caseVersions,
  listRuns,
  testerNames,
  type RunRow,
} from '../../../../records/uat/runs.js';
import { route, type RawCall, type Route } from '../../../route.js';
import { seesContent } from '../../files/sees-content.js';
import { handoverDoor } from '../door.js';
import { changedHandover, shownHandover, tellTrace } from './changing.js';
import { presentRun, presentVerdict } from './present.js';

const path = '/api/v1/handovers/{id}/runs';
const tags = ['handovers'];

async function presented(rows: Rows, runs: readonly RunRow[]) {
  const [names, heads, versions] = await Promise.all([
    testerNames(rows, runs),
    contentHeads(
      rows,
      runs.flatMap(({ evidence }) => evidence),
    ),
    caseVersions(rows, runs),
  ]);
  return runs.map((run) => presentRun(run, { names, heads, versions }));
}

/** Nobody shows others by a run what they may not read themselves. */
async function refuseUnseen(call: RawCall, evidence: readonly string[]): Promise<void> {
  for (const id of evidence) {
    if (await seesContent(call, id)) continue;
    throw new Refused('unknown_reference', { field: 'evidence', id });
  }
}

const add = route({
  method: 'post',
  path,
  operationId: 'handovers_runs_add',
  summary: {
    zh: '登记用例的一次执行：结果、证据、客户见证',
    en: 'Record a run of a case: its result, evidence, the customer as a witness',
  },
  tags,
  permission: handoverDoor.act,
  params: processParams,
  body: runBody,
  response: runAdded,
  status: 201,
  handler: async (call) => {
    const { body } = call;
    if (body.at !== undefined && body.at > call.now) {
      throw new Refused('impossible_order', { field: 'at' });
    }
    const { row, writing } = await changedHandover(call);
    await refuseUnseen(call, body.evidence ?? []);
    const id = `run_${createHash('sha256').update(call.updateId).digest('hex').slice(0, 32)}`;
    const customer = row.view.customer?.id;
    const run = await call.write(async (tx, audit) => {
      const added = await addRun(tx, body, { id, customer, ...writing });
      await audit({ subject: row.id, action: 'uat.run', after: { id, ...body } });
      return added;
    });
    const verdict = await tellTrace(call, row, { type: 'uat_result' });
    const [answer] = await presented(call.db, [run]);
    if (!answer) throw new Error('a run that was added is not shown');
    return { run: answer, verdict: presentVerdict(verdict) };
  },
});

const list = route({
  method: 'get',
  path,
  operationId: 'handovers_runs',
  summary: { zh: '用例的执行记录', en: 'The runs of cases, newest first' },
  tags,
  permission: handoverDoor.read,
  params: processParams,
  query: runQuery,
  response: pageOf(runAnswer),
  handler: async (call) => {
    const { case: key, ...paging } = call.query;
    const { id } = await shownHandover(call);
    const page = await listRuns(call.db, { handover: id, key }, paging);
    return { ...page, items: await presented(call.db, page.items) };
  },
});

export const runRoutes: readonly Route[] = [list, add];
