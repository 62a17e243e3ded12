import type { Instant } from '../../domain/machine.js';
import type { Database } from '../../records/database.js';
import { FrozenOtherwiseError, freezeInputs } from '../../records/review/freeze.js';
import { cyclePlan } from '../../records/review/freeze-people.js';
import { countInsufficient, NotFrozenError, scoreFrozen } from '../../records/review/score.js';
import type { ScoreActivities } from './review-activities.js';

export interface ScoreDependencies {
  database: Database;
  now: () => Instant;
  heartbeat: () => void;
}

type Frozen = Awaited<ReturnType<ScoreActivities['freezeCycle']>>;

const notFrozen = (effect: string, why: string): Frozen => ({
  ...{ type: 'frozen', effect, people: 0, insufficient: 0, absent: [], digest: '', why },
});

/** Freezing and scoring: what cannot be done by trying again is said in `why`, the rest thrown. */
export function createScoreActivities(deps: ScoreDependencies): ScoreActivities {
  const { database, now, heartbeat } = deps;
  return {
    freezeCycle: async ({ id: effect, cycle, formula, period }) => {
      const plan = await cyclePlan(database.prisma, cycle);
      if (!plan) return notFrozen(effect, `there is no cycle ${cycle}`);
      try {
        const asked = { ...plan, cycle, formula, period, now: now() };
        const { people, absent, digest } = await freezeInputs(database, asked, heartbeat);
        const insufficient = await countInsufficient(database, cycle);
        return { type: 'frozen', effect, people, insufficient, absent, digest };
      } catch (error) {
        if (error instanceof FrozenOtherwiseError) return notFrozen(effect, error.message);
        throw error;
      }
    },
    scoreCycle: async ({ id: effect, cycle }) => {
      try {
        const { changed } = await scoreFrozen(database, { cycle, now: now() }, heartbeat);
        return { type: 'scored', effect, changed };
      } catch (error) {
        if (!(error instanceof NotFrozenError)) throw error;
        return { type: 'scored', effect, changed: 0, why: error.message };
      }
    },
  };
}
