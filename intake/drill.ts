import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';

import { workflowTypes, type ProcessStart } from '../contracts/names.js';
import { scriptIn } from '../domain/drill/in-language.js';
import type { Drill } from '../domain/drill/process.js';
import type { Bilingual, Scenario } from '../domain/drill/scenario.js';
import type { DrillInput } from '../domain/drill/state.js';
import type { Instant } from '../domain/machine.js';
import type { Ref } from '../domain/subject-view.js';
import type { Database } from '../records/database.js';
import { keepAudience } from '../records/drill/audience.js';
import { keepScale } from '../records/scale/scale.js';
import { promptly } from './engine.js';

export interface DrillDeps {
  database: Database;
  client: Client;
  taskQueue: string;
}

export interface DrillToStart {
  /** The process's id, so that a repeated start finds the same one. */
  id: string;
  scenario: Scenario;
  language: keyof Bilingual;
  leader: Ref;
  /** Who plays, in the order of the rungs. */
  participants: Ref[];
  place: NonNullable<DrillInput['place']>;
  /** The clock of the drill, from `at` on. */
  scale?: { at: Instant; factor: number } | undefined;
}

const inputOf = (asked: DrillToStart): DrillInput => {
  const { id, scenario, language, leader, participants, place } = asked;
  const { version, title, lengthS, script, steps } = scenario;
  return {
    id,
    scenario: { id: scenario.id, version },
    title: title[language],
    ...{ leader, participants, lengthS, steps },
    ...(Object.keys(place).length > 0 && { place }),
    script: scriptIn(language, script),
  };
};

/**
 * Starts a drill. Whom it may reach is written before anything of it runs (I10); the leader may be
 * reached without playing. Repeating it under the same id is harmless.
 */
export const startDrill = async (deps: DrillDeps, asked: DrillToStart): Promise<void> => {
  const { id, leader, participants } = asked;
  const players = participants.map((one) => one.id);
  const people = [...new Set([leader.id, ...players])];
  await keepAudience(deps.database, id, { drill: id, people, players });
  const scale = asked.scale && (await keepScale(deps.database, id, asked.scale));
  const input = inputOf(asked);
  const start: ProcessStart<Drill> = { process: 'drill', input, ...(scale && { scale }) };
  try {
    await promptly(deps.client, () =>
      deps.client.workflow.start(workflowTypes.drill, {
        taskQueue: deps.taskQueue,
        workflowId: id,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
        args: [start],
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
};
