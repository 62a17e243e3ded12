import { notFound, Refused } from '../../../contracts/api/refused.js';
import { errorStatus } from '../../../contracts/errors.js';
import {
  cycleAnswer,
  cycleParams,
  cycleVerbs,
  cycleVerbTexts,
  outliersAnswer,
} from '../../../contracts/review/cycles.js';
import type { ReviewCycleAsked } from '../../../domain/review-cycle/commands.js';
import type { ReviewCycle } from '../../../domain/review-cycle/process.js';
import { personNames } from '../../../records/access/people.js';
import { appendAudit } from '../../../records/audit/audit.js';
import {
  calibrating,
  looksAt,
  reverseOf,
  writeLooks,
  type Look,
  type Looked,
} from '../../../records/review/calibration.js';
import { cycleHours } from '../../../records/review/cycles.js';
import { dryRunOf } from '../../../records/review/dry-run.js';
import { lockCycle } from '../../../records/review/freeze.js';
import { findProcess } from '../../../records/process/read.js';
import type { ReviewCycleView } from '../../../domain/review-cycle/view.js';
import { personOf } from '../../auth/principal.js';
import { commandProcess } from '../../processes/command.js';
import { route, type RawCall, type Route } from '../../route.js';
import { cycleDoor, seenCycle, type SeenCycle } from './door.js';
import { isInside, presentCycle } from './present.js';

const tags = ['review-cycles'];
const path = '/api/v1/review-cycles';

type Verb = keyof typeof cycleVerbs;

interface Given {
  verb: Verb;
  command: ReviewCycleAsked;
  body: unknown;
}

const give = async (call: RawCall, seen: SeenCycle, { verb, command, body }: Given) => {
  const asked = { idOrNumber: seen.row.id, verb, command, body };
  await commandProcess<ReviewCycle>(call, cycleDoor, asked);
  const process = { process: 'reviewCycle', idOrNumber: seen.row.id } as const;
  const found = await findProcess<ReviewCycleView>(call.db, process);
  if (!found) throw notFound(seen.row.id);
  const inside = seen.keeps || isInside(found.view, call.principal.person?.id);
  return presentCycle(call, found, { inside, now: seen.now });
};

type Prepare = (
  call: RawCall,
  seen: SeenCycle,
  body: never,
) => ReviewCycleAsked | Promise<ReviewCycleAsked>;

const verbRoute = (verb: Exclude<Verb, 'calibrate'>, prepare: Prepare): Route =>
  route({
    method: 'post',
    path: `${path}/{id}/${verb}`,
    operationId: `review_cycles_${verb}`,
    summary: cycleVerbTexts[verb],
    tags,
    permission: 'review.act',
    params: cycleParams,
    body: cycleVerbs[verb],
    response: cycleAnswer,
    handler: async (call) => {
      const { body } = call;
      const seen = await seenCycle(call, call.params.id);
      const command = await prepare(call, seen, body as never);
      return give(call, seen, { verb, command, body });
    },
  });

/** A source without records blocks the opening, unless HR opens the cycle without it by name. */
const open: Prepare = async ({ db }, { row, now }, { without }: { without: string[] }) => {
  const { missing, warnings } = await dryRunOf(db, row, now);
  const readings = {
    missing: missing.filter((one) => one.what !== 'source' || !without.includes(one.indicator)),
    warnings,
  };
  return { type: 'open', readings, hours: await cycleHours(db, row, now) };
};

/** Refused before anything is written wherever the read model tells; the machine has the last word. */
const refuseEarly = ({ found: { view } }: SeenCycle, person: string): void => {
  if (!isInside(view, person)) {
    const panel = view.calibrators.map(({ name }) => name).join(', ');
    throw new Refused('not_calibrator', { panel });
  }
  if (view.stage !== 'calibration') {
    const { stage } = view;
    throw new Refused('wrong_state', { stage, allowed: ['calibration'], verb: 'calibrate' });
  }
};

const looked = async (
  call: RawCall,
  seen: SeenCycle,
  looks: readonly Look[],
): Promise<Looked[]> => {
  const { db, updateId, principal } = call;
  const { id: cycle } = seen.row;
  const found = await looksAt(db, { cycle, updateId }, looks);
  const whole = found.filter((one) => one !== undefined);
  if (whole.length < looks.length) throw new Refused('not_scored');
  if (whole.some(({ person }) => person === principal.person?.id)) throw new Refused('own_case');
  return whole;
};

const write = (
  call: RawCall,
  seen: SeenCycle,
  { looks, action }: { looks: Looked[]; action: string },
) =>
  call.write(async (rows, audit) => {
    const cycle = seen.row.id;
    await lockCycle(rows, cycle);
    await writeLooks(rows, looks, {
      ...{ cycle, by: personOf(call.principal).id, at: new Date(seen.now) },
    });
    const after = looks.map(({ id, review, reason }) => ({ id, review, reason }));
    await audit({ subject: cycle, action, after });
  });

const change = async (call: RawCall, seen: SeenCycle, looks: readonly Look[]) => {
  const changes = await looked(call, seen, looks);
  await write(call, seen, { looks: changes, action: 'reviewCycle.change' });
  const told = changes.map(({ review, person }) => ({ review, person }));
  const command: ReviewCycleAsked = { type: 'calibrate', changes: told };
  try {
    return await give(call, seen, { verb: 'calibrate', command, body: { changes: told } });
  } catch (error) {
    const refused = error instanceof Refused && errorStatus[error.code] < 500;
    if (!refused) throw error;
    const back = changes.map((one) => reverseOf(one, `refused: ${error.code}`));
    await write(call, seen, { looks: back, action: 'reviewCycle.change.undone' });
    throw error;
  }
};

const calibrate = route({
  method: 'post',
  path: `${path}/{id}/calibrate`,
  operationId: 'review_cycles_calibrate',
  summary: cycleVerbTexts.calibrate,
  tags,
  permission: 'review.act',
  params: cycleParams,
  body: cycleVerbs.calibrate,
  response: cycleAnswer,
  handler: async (call) => {
    const { body, db, principal } = call;
    const seen = await seenCycle(call, call.params.id);
    refuseEarly(seen, personOf(principal).id);
    if (body.changes) {
      const looks = body.changes.map(({ review, score, reason }) => ({
        ...{ review, after: score, reason },
      }));
      return change(call, seen, looks);
    }
    const { unreviewed } = await calibrating(db, seen.row.id);
    const names = await personNames(
      db,
      unreviewed.map(({ person }) => person),
    );
    const command: ReviewCycleAsked = {
      ...{ type: 'calibrate', done: true },
      unreviewed: unreviewed.map(({ person }) => names.get(person) ?? person),
    };
    return give(call, seen, { verb: 'calibrate', command, body });
  },
});

const outliers = route({
  method: 'get',
  path: `${path}/{id}/outliers`,
  operationId: 'review_cycles_outliers',
  summary: { zh: '离群分数与主管偏移', en: 'Outlying scores and shifted managers, for the panel' },
  tags,
  permission: 'review.read',
  params: cycleParams,
  response: outliersAnswer,
  handler: async (call) => {
    const { db, principal, requestId, deps } = call;
    const seen = await seenCycle(call, call.params.id);
    const me = personOf(principal).id;
    refuseEarly(seen, me);
    const found = await calibrating(db, seen.row.id);
    const shown = found.outliers.filter(({ person }) => person !== me);
    const reviews = shown.map(({ review }) => review);
    const line = { subject: seen.row.id, action: 'review.view', after: { outliers: reviews } };
    const writer = { actor: principal.actor, requestId, at: new Date(deps.now()) };
    await db.$transaction((rows) => appendAudit(rows, line, writer));
    const ids = [
      ...shown.map(({ person }) => person),
      ...found.shifts.map(({ manager }) => manager),
    ];
    const names = await personNames(db, ids);
    const ref = (id: string) => ({ id, name: names.get(id) ?? id });
    return {
      outliers: shown.map(({ person, ...one }) => ({
        ...{ ...one, person: ref(person), looked: found.looked.has(one.review) },
      })),
      shifts: found.shifts.map(({ manager, ...one }) => ({ ...one, manager: ref(manager) })),
    };
  },
});

/** The verbs of a review cycle (api.md §3), and what the panel has before it. */
export const reviewCycleVerbRoutes: readonly Route[] = [
  verbRoute('open', open),
  verbRoute('freeze', () => ({ type: 'freeze' })),
  calibrate,
  verbRoute('publish', () => ({ type: 'publish' })),
  verbRoute('close', () => ({ type: 'close' })),
  verbRoute('cancel', (_call, _seen, { reason }: { reason: string }) => ({
    ...{ type: 'cancel', reason },
  })),
  outliers,
];
