import type { z } from 'zod';
import type { cycleAnswer } from '../../contracts/review/cycles.js';
import type { reviewAnswer } from '../../contracts/review/reviews.js';
import type { sheetAnswer } from '../../contracts/review/sheets.js';
import { demoQuarter } from '../../prisma/seed/demo/quarter.js';
import { waitUntil } from '../support/wait-until.js';
import type { Answer } from './caller.js';
import type { Night } from './night.js';

export type Cycle = z.output<typeof cycleAnswer>;
export type Review = z.output<typeof reviewAnswer>;
export type Sheet = z.output<typeof sheetAnswer>;

export const hr = 'per_he_yan';
export const head = 'per_li_wei';
export const executive = 'per_lin_tao';
/** Of the calibration panel; none of them is reviewed here. */
export const calibrator = 'per_zhao_lei';
export const judge = 'per_xu_jing';
export const engineers = [
  'per_zhang_min',
  'per_chen_jie',
  'per_liu_yang',
  'per_anna_berg',
] as const;
export const zhang = 'per_zhang_min';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const limitMs = 60_000;

/** Indicators whose records nobody imports from another system. */
export const without = ['maintenance', 'kept', 'drill'];

export interface Quarter {
  night: Night;
  cycle: Cycle;
  /** Review ids by person. */
  reviews: ReadonlyMap<string, string>;
}

/** The quarter before this one, as UTC instants of Shanghai midnights. */
export const lastQuarter = (now: number) => {
  const local = new Date(now + 8 * hourMs);
  const first = Math.floor(local.getUTCMonth() / 3) * 3;
  const until = Date.UTC(local.getUTCFullYear(), first) - 8 * hourMs;
  const before = new Date(Date.UTC(local.getUTCFullYear(), first - 3));
  const key = `${before.getUTCFullYear()}Q${before.getUTCMonth() / 3 + 1}`;
  return { key, from: before.getTime() - 8 * hourMs, until };
};

/** The quarter's records, closed in another system. */
export async function importQuarter(night: Night, period: { from: number; until: number }) {
  const body = demoQuarter(period);
  const made = await night.person('admin').post('/api/v1/imports/closed-records', body);
  if (made.status !== 200) throw new Error(JSON.stringify(made.body));
}

export const at = (cycle: string): string => `/api/v1/review-cycles/${cycle}`;
export const of = (review: string): string => `/api/v1/reviews/${review}`;

/** A 2xx answer's body; anything else fails the story. */
export const good = <T>({ status, body }: Answer<T>): T => {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};

/** Plans a cycle by hand over the imported quarter, with everybody's counterparts. */
export async function planQuarter(
  night: Night,
  { counterparts = ['dep_infra'] }: { counterparts?: string[] } = {},
): Promise<Cycle> {
  const { key, from, until } = lastQuarter(Date.now());
  await importQuarter(night, { from, until });
  const caller = night.person(hr);
  const cycle = good(
    await caller.post<Cycle>('/api/v1/review-cycles', {
      ...{ key: `${key}-NOC`, department: 'dep_noc', calibrators: [calibrator] },
      period: { from: new Date(from).toISOString(), until: new Date(until).toISOString() },
      panels: [[calibrator, judge], [executive]],
    }),
  );
  const lines = ['per_li_wei', 'per_wang_fang', ...engineers].map(
    (person) => `${person},${counterparts.join(';')}`,
  );
  await sendTable(night, cycle.id, ['人员,协作部门', ...lines].join('\n'));
  return cycle;
}

/** Imports participants; answers what the import says. */
export async function sendTable(night: Night, cycle: string, csv: string) {
  const url = `${night.desk.url}${at(cycle)}/participants/import`;
  const headers = { authorization: `Bearer ${night.key(hr)}`, 'content-type': 'text/csv' };
  const response = await fetch(url, { method: 'POST', headers, body: csv });
  return (await response.json()) as {
    taken: number;
    rejected: { line: number; field?: string; code: string }[];
  };
}

/** Opens the planned cycle and waits for everybody's review. */
export async function openQuarter(night: Night, { id }: Cycle): Promise<Quarter> {
  const cycle = good(await night.person(hr).post<Cycle>(`${at(id)}/open`, { without }));
  const rows = () =>
    night.records.prisma.reviewCycleParticipant.findMany({ where: { cycleId: id } });
  const people = await rows();
  const reviews = new Map(people.map(({ personId, reviewId }) => [personId, reviewId]));
  const quarter = { night, cycle, reviews };
  await staged(quarter, 'open');
  return quarter;
}

/** Resolves when the reviews, of everybody or of those named, stand at a stage. */
export async function staged(
  { night, reviews }: Quarter,
  stage: string,
  people: readonly string[] = [...reviews.keys()],
): Promise<void> {
  const ids = people.map((person) => reviews.get(person) ?? '');
  const there = async (): Promise<boolean> => {
    const found = await night.records.prisma.processRow.count({
      where: { id: { in: ids }, stage },
    });
    return found === ids.length;
  };
  await waitUntil(there, { limitMs, what: () => `${people.join(', ')} at ${stage}` });
}

/** Resolves when the cycle stands at a stage. */
export async function cycleStaged({ night, cycle }: Quarter, stage: string): Promise<void> {
  const there = async (): Promise<boolean> =>
    (await night.records.prisma.processRow.count({ where: { id: cycle.id, stage } })) === 1;
  await waitUntil(there, { limitMs, what: () => `the cycle at ${stage}` });
}

/** Moves one process to a time of its own clock; one that has ended stays. */
export async function moveTo(night: Night, id: string, time: number): Promise<void> {
  const row = await night.records.prisma.processRow.findUnique({ where: { id } });
  if (row?.closedAt) return;
  await night.settled(id);
  const left = time - Date.parse(await night.inMinutes(id, 0));
  if (left <= 0) return;
  await night.pass(id, left / 60_000).catch((error: unknown) => {
    if (!String(error).includes('the execution ended')) throw error;
  });
  await night.settled(id);
}

/** Moves all reviews, then the cycle. */
export async function moveAll({ night, cycle, reviews }: Quarter, time: number): Promise<void> {
  await Promise.all([...reviews.values()].map((id) => moveTo(night, id, time)));
  await moveTo(night, cycle.id, time);
}

/** Counterparts are asked together with the manager. */
export type Step = 'self' | 'manager' | 'calibration';

/** Two hours into a step of the plan. */
export async function begin(quarter: Quarter, step: Step): Promise<void> {
  const from = Date.parse(quarter.cycle.dates[step].from);
  await moveAll(quarter, from + 2 * hourMs);
  await cycleStaged(quarter, step);
}

/** A verb of a person's review in somebody's name. */
export const give = (
  { night, reviews }: Quarter,
  by: string,
  { person, verb, body = {} }: { person: string; verb: string; body?: object },
): Promise<Answer<Review>> =>
  night.person(by).post<Review>(`${of(reviews.get(person) ?? '')}/${verb}`, body);

/** The sheet of a person as somebody sees it. */
export const sheetFor = async (
  { night, reviews }: Quarter,
  by: string,
  person: string,
): Promise<Sheet> =>
  good(await night.person(by).get<Sheet>(`${of(reviews.get(person) ?? '')}/sheet`));

/** Everybody's score is there. */
export async function scored({ night, cycle, reviews }: Quarter): Promise<void> {
  const there = async (): Promise<boolean> => {
    const where = { cycle: cycle.id };
    const found = await night.records.prisma.reviewScore.findMany({ where, distinct: ['person'] });
    return found.length === reviews.size;
  };
  await waitUntil(there, { limitMs, what: () => 'the scores' });
  await night.settled(cycle.id);
}

/** The panel looks at every outlier and ends the calibration; HR releases. */
export async function publish(quarter: Quarter): Promise<void> {
  const { night, cycle } = quarter;
  const caller = night.person(calibrator);
  const path = at(cycle.id);
  interface Outliers {
    outliers: { review: string }[];
  }
  const { outliers } = good(await caller.get<Outliers>(`${path}/outliers`));
  if (outliers.length > 0) {
    const changes = outliers.map(({ review }) => ({ review, reason: '与记录相符' }));
    good(await caller.post(`${path}/calibrate`, { changes }));
  }
  good(await caller.post(`${path}/calibrate`, { done: true }));
  await staged(quarter, 'publication');
  await night.settled(cycle.id);
  good(await night.person(hr).post(`${path}/publish`));
  await staged(quarter, 'released');
  await night.settled(cycle.id);
}

/** A day further on everybody's clock. */
export const days = (count: number): number => count * dayMs;
