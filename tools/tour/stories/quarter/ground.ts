import type { z } from 'zod';
import type { cycleAnswer } from '../../../../contracts/review/cycles.js';
import type { reviewAnswer } from '../../../../contracts/review/reviews.js';
import type { recordAnswer, sheetAnswer } from '../../../../contracts/review/sheets.js';
import { MissedExpectation } from '../../expect.js';
import type { Scene } from '../../scene.js';

export type Cycle = z.output<typeof cycleAnswer>;
export type Review = z.output<typeof reviewAnswer>;
export type Sheet = z.output<typeof sheetAnswer>;
export type Row = z.output<typeof recordAnswer>;

/** People of the demo organisation (prisma/seed/demo). */
export const hr = 'per_he_yan';
export const head = 'per_li_wei';
export const executive = 'per_lin_tao';
export const zhang = 'per_zhang_min';
export const calibrator = 'per_zhao_lei';
export const judge = 'per_xu_jing';
export const rater = 'per_sun_hao';
export const counterpart = 'dep_infra';
export const team = [
  ...['per_li_wei', 'per_wang_fang', 'per_zhang_min', 'per_chen_jie'],
  ...['per_liu_yang', 'per_anna_berg'],
] as const;

/** Indicators whose records nobody imports from another system. */
export const without = ['maintenance', 'kept', 'drill'];

/** A working day passes in ten seconds or so: the quarter's steps take some five minutes. */
export const scale = 8_000;
const pollMs = 500;
/** How long a step of the quarter may take on the wall. */
const stepPatienceMs = 180_000;

export interface Quarter {
  scene: Scene;
  cycle: Cycle;
  /** Ids by person. */
  reviews: ReadonlyMap<string, string>;
}

export const cyclePath = ({ cycle }: Pick<Quarter, 'cycle'>): string =>
  `/api/v1/review-cycles/${cycle.id}`;

export const reviewPath = ({ reviews }: Quarter, person: string): string =>
  `/api/v1/reviews/${reviews.get(person) ?? ''}`;

/** Commands in a person's name; the answer is a 2xx. */
export const post =
  (scene: Scene, as: string) =>
  <T>(to: string, body: object = {}): Promise<T> =>
    scene.read<T>(to, { as, method: 'POST', body });

/**
 * Asks again until `read` answers something, as long as a step of the quarter may take.
 * @throws MissedExpectation with `expected`
 */
export async function inTime<T>(expected: string, read: () => Promise<T | undefined>): Promise<T> {
  const until = performance.now() + stepPatienceMs;
  for (;;) {
    const found = await read();
    if (found !== undefined) return found;
    if (performance.now() > until) {
      throw new MissedExpectation(expected, `nothing within ${stepPatienceMs / 1_000} s`);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

export const cycleNow = ({ scene, cycle }: Quarter): Promise<Cycle> =>
  scene.read<Cycle>(cyclePath({ cycle }), { as: hr });

/** Waits until the calendar, or a command, has taken the cycle to a step. */
export const cycleAt = (quarter: Quarter, stage: Cycle['stage']): Promise<Cycle> =>
  inTime(`${quarter.cycle.key} ${stage}`, async () => {
    const now = await cycleNow(quarter);
    return now.stage === stage ? now : undefined;
  });

/** Waits until a person's review stands at a step. */
export const reviewAt = (quarter: Quarter, person: string, stage: Review['stage']) =>
  inTime(`${person} ${stage}`, async () => {
    const path = reviewPath(quarter, person);
    const review = await quarter.scene.read<Review>(path, { as: hr });
    return review.stage === stage ? review : undefined;
  });

export const sheetFor = (quarter: Quarter, as: string, person: string): Promise<Sheet> =>
  quarter.scene.read<Sheet>(`${reviewPath(quarter, person)}/sheet`, { as });
