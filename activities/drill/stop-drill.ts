import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';

import { askUpdate, idPrefix } from '../../contracts/names.js';
import type { DrillReported } from '../../domain/drill/commands.js';
import type { StopEffect } from '../../domain/drill/effects.js';
import type { Actor } from '../../domain/machine.js';
import { promptly } from '../../intake/engine.js';
import { openSubjects } from '../../records/drill/evidence.js';
import type { DrillDependencies } from './drill-dependencies.js';

type Stopped = Extract<DrillReported, { type: 'stopped' }>;
type Command = { type: string } & Record<string, unknown>;

/** What ends a process of each kind, tried in turn: what a state refuses, the next one may do. */
const endings = (drill: string): Record<string, Command[]> => {
  const reason = drill;
  return {
    [idPrefix.incident]: [
      { type: 'dismiss', proof: reason },
      { type: 'reopen', reason },
      { type: 'dismiss', proof: reason },
    ],
    [idPrefix.escalation]: [{ type: 'withdraw', reason }],
    [idPrefix.hardFault]: [{ type: 'exit', problem: reason, knowledge: { none: reason } }],
  };
};

/** Ends what a drill opened, in its leader's name, so that it pages nobody any more (I10). */
export function createStopDrill({ database, client }: DrillDependencies) {
  const give = async (subject: string, command: Command, ask: { by: Actor; updateId: string }) => {
    const { by, updateId } = ask;
    try {
      await promptly(client, () =>
        client.workflow
          .getHandle(subject)
          .executeUpdate(askUpdate, { updateId, args: [{ command, by }] }),
      );
      return 'done';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'gone';
      if (error instanceof WorkflowUpdateFailedError) return 'refused';
      throw error;
    }
  };
  return async (drill: string, { id, leader }: StopEffect): Promise<Stopped> => {
    const by: Actor = { kind: 'user', id: leader, person: leader, lead: true };
    for (const subject of await openSubjects(database, drill)) {
      const kind = Object.entries(endings(drill)).find(([prefix]) => subject.startsWith(prefix));
      for (const [n, command] of (kind?.[1] ?? []).entries()) {
        const updateId = `${drill}/${id}/${n}`;
        const answer = await give(subject, command, { by, updateId });
        if (answer === 'gone' || (answer === 'done' && command.type !== 'reopen')) break;
      }
    }
    return { type: 'stopped', effect: id };
  };
}
