import type { temporal } from '@temporalio/proto';
import { defaultPayloadConverter } from '@temporalio/common';
import { askUpdate, type Ask } from '../../contracts/names.js';
import type { Command, Machine, Process } from '../../domain/machine.js';
import { virtualAt } from '../../domain/time-scale.js';
import { firstRules, type Start } from '../../workflows/shell/start.js';

type History = temporal.api.history.v1.IHistory;
type Event = temporal.api.history.v1.IHistoryEvent;
type Payload = temporal.api.common.v1.IPayload;

/** A command as the machine got it, and when, by the clock of its process. */
export interface LogLine {
  at: number;
  command: unknown;
}

export interface CommandLog {
  start: Start<Process>;
  beganAt: number;
  lines: LogLine[];
  /** The instant of the last task: time was ticked so far. */
  until: number;
}

const millisOf = (time: { seconds?: unknown; nanos?: number | null } | null | undefined): number =>
  Number(time?.seconds ?? 0) * 1000 + Math.floor((time?.nanos ?? 0) / 1e6);

const decode = (payload: Payload | undefined): unknown =>
  payload ? defaultPayloadConverter.fromPayload(payload) : undefined;

const signalled = (event: Event): unknown =>
  decode(event.workflowExecutionSignaledEventAttributes?.input?.payloads?.[0]);

const reported = (event: Event): unknown =>
  decode(event.activityTaskCompletedEventAttributes?.result?.payloads?.[0]);

/** The outcome of a local activity: its task goes on at the time that its marker says. */
const markedBy = (event: Event): LogLine | undefined => {
  const details = event.markerRecordedEventAttributes?.details;
  const command = decode(details?.result?.payloads?.[0]);
  if (!isCommand(command)) return undefined;
  const { complete_time: time } = decode(details?.data?.payloads?.[0]) as LocalMarker;
  return { at: millisOf(time), command };
};

interface LocalMarker {
  complete_time: { seconds: number; nanos: number };
}

const asked = (event: Event): unknown => {
  const request = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest;
  if (request?.input?.name !== askUpdate) return undefined;
  const ask = decode(request.input.args?.payloads?.[0]) as Ask<Process>;
  return { ...ask.command, by: ask.by };
};

const isCommand = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value;

interface Task {
  at: number;
  inbox: unknown[];
  outcomes: unknown[];
  locals: LogLine[];
}

const linesOf = ({ at, inbox, outcomes, locals }: Task): LogLine[] => [
  ...[...inbox, ...outcomes].map((command) => ({ at, command })),
  ...locals,
];

/**
 * Reads from a recorded history what its machine was told and when: signals and accepted commands
 * of a task before the outcomes of activities, as the engine activates them, and those of local
 * activities last.
 */
export const commandLog = (history: History): CommandLog => {
  const events = history.events ?? [];
  const begun = events[0]?.workflowExecutionStartedEventAttributes;
  const start = decode(begun?.input?.payloads?.[0]) as Start<Process>;
  const tasks: Task[] = [];
  let waiting = { inbox: [] as unknown[], outcomes: [] as unknown[] };
  for (const event of events) {
    if (event.workflowTaskStartedEventAttributes) {
      tasks.push({ at: millisOf(event.eventTime), ...waiting, locals: [] });
    }
    if (event.workflowTaskCompletedEventAttributes) waiting = { inbox: [], outcomes: [] };
    waiting.inbox.push(...[signalled(event)].filter(isCommand));
    waiting.outcomes.push(...[reported(event)].filter(isCommand));
    tasks.at(-1)?.inbox.push(...[asked(event)].filter(isCommand));
    tasks.at(-1)?.locals.push(...[markedBy(event)].filter((line) => line !== undefined));
  }
  const own = (wall: number | undefined): number => virtualAt(start.scale, wall ?? 0);
  return {
    start,
    beganAt: own(tasks[0]?.at),
    until: own(tasks.at(-1)?.at),
    lines: tasks.flatMap(linesOf).map(({ at, command }) => ({ at: own(at), command })),
  };
};

/** Folds a log through the machine: the view it must end with, whatever the texts are today. */
export const foldLog = <P extends Process>(machine: Machine<P>, log: CommandLog): P['view'] => {
  const { carried, input, rules = firstRules } = log.start;
  let state: P['state'] =
    carried?.state ?? machine.begin(input as P['input'], log.beganAt, rules).state;
  const tickTo = (at: number): void => {
    const due = machine.nextDue(state);
    if (due !== undefined && due <= at) state = machine.tick(state, at).state;
  };
  tickTo(log.beganAt);
  for (const { at, command } of log.lines) {
    tickTo(at);
    state = machine.apply(state, command as Command<P>, at).state;
    tickTo(at);
  }
  tickTo(log.until);
  return machine.view(state);
};
