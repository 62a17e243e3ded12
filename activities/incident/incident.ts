import type { IncidentActivities } from './incident-activities.js';
import { createProcessActivities, type ProcessDependencies } from '../process.js';
import { createTakeSurroundings } from './take-surroundings.js';
import { createHandBack, type Admit } from '../tell/hand-back.js';

export type { IncidentActivities } from './incident-activities.js';

export interface IncidentDependencies extends ProcessDependencies {
  admit: Admit;
}

/** Puts the hands together from what they use. */
export function createIncidentActivities(deps: IncidentDependencies): IncidentActivities {
  return {
    ...createProcessActivities(deps),
    handBack: createHandBack(deps),
    takeSurroundings: createTakeSurroundings(deps),
  };
}
