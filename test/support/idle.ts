import type { Client } from '@temporalio/client';
import { waitUntil } from './wait-until.js';

const limitMs = 30_000;

/**
 * Resolves when a workflow has nothing under way: its last task is through and no activity is
 * pending. Until then its history is not complete, and time must not be moved.
 */
export const idle = (client: Client, workflowId: string): Promise<void> =>
  waitUntil(
    async () => {
      const { runId, raw } = await client.workflow.getHandle(workflowId).describe();
      if ((raw.pendingActivities ?? []).length > 0) return false;
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      const events = history.events ?? [];
      if (events.at(-1)?.workflowExecutionContinuedAsNewEventAttributes) return false;
      const tasks = events.filter(
        (event) =>
          event.workflowTaskScheduledEventAttributes ?? event.workflowTaskCompletedEventAttributes,
      );
      return Boolean(tasks.at(-1)?.workflowTaskCompletedEventAttributes);
    },
    { limitMs, what: () => `the end of what ${workflowId} does` },
  );
