import { z } from 'zod';
import { notFound, Refused } from '../../../contracts/api/refused.js';
import { pageOf } from '../../../contracts/api/paging.js';
import {
  cycleAnswer,
  cycleCreate,
  cycleParams,
  cyclesQuery,
  dryRunAnswer,
} from '../../../contracts/review/cycles.js';
import { defaultWeights } from '../../../contracts/review/schedules.js';
import type { ReviewCycle } from '../../../domain/review-cycle/process.js';
import type { ReviewCycleView } from '../../../domain/review-cycle/view.js';
import { isSound } from '../../../domain/review-cycle/dry-run.js';
import { formulaVersion } from '../../../domain/score/formula.js';
import { startCycle } from '../../../intake/review/start-cycle.js';
import { refuseUnknown, type Reference } from '../../../records/directory/references.js';
import { listProcesses } from '../../../records/process/list.js';
import { findProcess, waitForProcess } from '../../../records/process/read.js';
import { findCycle, planCycle } from '../../../records/review/cycles.js';
import { dryRunOf } from '../../../records/review/dry-run.js';
import { cyclesOf } from '../../../records/review/listed.js';
import { takeParticipants } from '../../../records/review/participants.js';
import { allowScale } from '../../../records/scale/allowed.js';
import { personOf, reachOf } from '../../auth/principal.js';
import { processRoutes } from '../../processes/routes.js';
import { reply } from '../../reply.js';
import { route, type Route } from '../../route.js';
import { reviewDeps } from '../review-schedules/reconciling.js';
import { cycleDoor, keptCycle, schedules, seenCycle } from './door.js';
import { isInside, presentCycle } from './present.js';

const tags = ['review-cycles'];
const path = '/api/v1/review-cycles';

type Draft = z.output<typeof cycleCreate> & { hr: string };

const referencesOf = (draft: Draft): Reference[] => [
  { pointer: '/department', kind: 'department', id: draft.department },
  { pointer: '/hr', kind: 'activePerson', id: draft.hr },
  { pointer: '/deputy', kind: 'activePerson', id: draft.deputy },
  ...draft.calibrators.map((id, n): Reference => ({
    ...{ pointer: `/calibrators/${n}`, kind: 'activePerson', id },
  })),
  ...draft.panels.flatMap((level, n) =>
    level.map((id, k): Reference => ({
      ...{ pointer: `/panels/${n}/${k}`, kind: 'activePerson', id },
    })),
  ),
];

const create = route({
  method: 'post',
  path,
  operationId: 'review_cycles_create',
  summary: { zh: '手工计划一个评审周期', en: 'Plan a review cycle by hand' },
  tags,
  permission: 'review.schedule',
  body: cycleCreate,
  response: z.union([cycleAnswer, z.object({ id: z.string() })]),
  status: 201,
  handler: async (call) => {
    const { body, db, deps, principal, now } = call;
    const draft: Draft = { ...body, hr: body.hr ?? personOf(principal).id };
    const { card, scale: factor, weights = defaultWeights, ...plan } = draft;
    if (!schedules(principal, draft.department)) {
      throw new Refused('forbidden', { permission: 'review.schedule' });
    }
    await allowScale(db, { scale: factor });
    const { id } = await call.write(async (rows, audit) => {
      await refuseUnknown(rows, referencesOf(draft));
      const planned = await planCycle(
        rows,
        {
          ...{ key: plan.key, department: plan.department, period: plan.period, hr: plan.hr },
          ...{ calibrators: plan.calibrators, panels: plan.panels, weights },
          ...{ formula: formulaVersion, by: principal.actor },
          ...(plan.deputy !== undefined && { deputy: plan.deputy }),
          ...(factor !== undefined && { scale: { at: now, factor } }),
        },
        now,
      );
      const runs = await rows.processRow.count({ where: { id: planned.id } });
      if (!planned.created && runs > 0) {
        throw new Refused('key_taken', { key: plan.key, id: planned.id });
      }
      await audit({ subject: planned.id, action: 'reviewCycle.create', after: body });
      return planned;
    });
    const row = await findCycle(db, id);
    if (!row) throw notFound(id);
    await takeParticipants(db, row, card);
    await startCycle(reviewDeps(call), row);
    deps.lastSeen.saw(principal.caller, id, 0);
    const asked = { process: 'reviewCycle', idOrNumber: id } as const;
    await waitForProcess(db, asked, 0);
    const found = await findProcess<ReviewCycleView>(db, asked);
    const headers = { Location: `${path}/${id}` };
    return reply(found ? await presentCycle(call, found, { inside: true, now }) : { id }, {
      headers,
    });
  },
});

const list = route({
  method: 'get',
  path,
  operationId: 'review_cycles_list',
  summary: { zh: '评审周期与进度', en: 'Review cycles, with how far they are' },
  tags,
  permission: 'review.read',
  query: cyclesQuery,
  response: pageOf(cycleAnswer),
  handler: async (call) => {
    const { cursor, limit, count, ...filters } = call.query;
    const { principal } = call;
    const person = principal.person?.id;
    const page = await listProcesses<ReviewCycleView>(call.db, {
      process: 'reviewCycle',
      filters,
      paging: { cursor, limit, count },
      viewer: { scope: reachOf(principal, 'review.schedule'), seesUnscoped: false },
      also: person === undefined ? undefined : cyclesOf(person),
    });
    const items = await Promise.all(
      page.items.map(async (row) => {
        const { now } = await seenCycle(call, row.id);
        const keeps = schedules(principal, row.view.group.id);
        const inside = keeps || isInside(row.view, person);
        return presentCycle(call, row, { inside, now });
      }),
    );
    return { ...page, items };
  },
});

const one = route({
  method: 'get',
  path: `${path}/{id}`,
  operationId: 'review_cycles_get',
  summary: { zh: '一个评审周期', en: 'Get a review cycle' },
  tags,
  permission: 'review.read',
  params: cycleParams,
  response: cycleAnswer,
  handler: async (call) => {
    const { found, keeps, now } = await seenCycle(call, call.params.id);
    const inside = keeps || isInside(found.view, call.principal.person?.id);
    return presentCycle(call, found, { inside, now });
  },
});

const dryRun = route({
  method: 'get',
  path: `${path}/{id}/dry-run`,
  operationId: 'review_cycles_dry_run',
  summary: { zh: '预检：还缺什么', en: 'What is missing before it may open' },
  tags,
  permission: 'review.read',
  params: cycleParams,
  response: dryRunAnswer,
  handler: async (call) => {
    const { row, now } = await keptCycle(call, call.params.id);
    const found = await dryRunOf(call.db, row, now);
    return { sound: isSound(found), ...found };
  },
});

/** Timeline and clocks are those of every process; list and cycle show progress. */
const common = processRoutes<ReviewCycle>({
  ...cycleDoor,
  noun: 'review-cycles',
  name: { zh: '评审周期', en: 'review cycles' },
  answer: cycleAnswer,
  verbs: {},
})
  .filter(({ operationId }) => /_(timeline|clocks)$/.test(operationId))
  .map((each): Route => ({ ...each, permission: 'review.read' }));

/** Review cycles: planned by HR, listed with progress, dry run, timeline, clocks. */
export const reviewCycleRoutes: readonly Route[] = [create, list, one, dryRun, ...common];
