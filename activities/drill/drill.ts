import { scoreDrill } from '../../domain/drill/score.js';
import { drillLines } from '../../records/drill/evidence.js';
import type { DrillActivities } from './drill-activities.js';
import type { DrillDependencies } from './drill-dependencies.js';
import { createPlayScript } from './play-script.js';
import { createStopDrill } from './stop-drill.js';

/** Puts the hands together from what they use. */
export function createDrillActivities(deps: DrillDependencies): DrillActivities {
  return {
    playScript: createPlayScript(deps),
    stopDrill: createStopDrill(deps),
    scoreDrill: async ({ id: effect, incidents, script, steps, played, until }) => {
      const lines = await drillLines(deps.database, { incidents, until });
      return { type: 'scored', effect, score: scoreDrill(steps, { script, played, lines }) };
    },
  };
}
