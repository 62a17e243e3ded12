import type { WorkflowHandle } from '@temporalio/client';

type HistoryEvent = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[0];

const isTask = (event: HistoryEvent): boolean =>
  Boolean(
    event.workflowTaskScheduledEventAttributes ??
    event.workflowTaskStartedEventAttributes ??
    event.workflowTaskCompletedEventAttributes ??
    event.workflowTaskTimedOutEventAttributes ??
    event.workflowTaskFailedEventAttributes,
  );

/** What moves time writes; it may also wake a task of its own. */
const movesTime = (event: HistoryEvent): boolean =>
  Boolean(
    event.workflowExecutionTimeSkippingTransitionedEventAttributes ??
    event.workflowExecutionOptionsUpdatedEventAttributes,
  );

/** Hands that are local, one event, unless the machine is too busy to run them within 2 s. */
const atOnceHands = ['projectRecord', 'draftNotice'];
const patientExtra = 2;

const isPatient = (event: HistoryEvent): boolean =>
  atOnceHands.includes(event.activityTaskScheduledEventAttributes?.activityType?.name ?? '');

/**
 * Events that a process causes. Tasks are not counted: moving time wakes some of its own, and a busy
 * machine takes some up late; what a quiet one counts in all is in the benchmark. A write that was
 * made patiently counts as the one event that it is otherwise.
 */
export const causedEvents = async (handle: WorkflowHandle): Promise<number> => {
  const events = (await handle.fetchHistory()).events ?? [];
  const own = events.filter((event) => !isTask(event) && !movesTime(event));
  return own.length - patientExtra * events.filter(isPatient).length;
};
