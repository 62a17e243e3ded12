import type {
  IgnoredEntry,
  IncomingBody,
  IntakeAction,
  IntakeEvent,
} from '../contracts/intake/event.js';
import { readerOf } from '../contracts/intake/formats.js';
import type { Database } from '../records/database.js';
import { leadersAmong } from '../records/intake/neighbours.js';
import type { Admission, Intake, Source } from './admit.js';
import { beat, type WatchDeps } from './heartbeat.js';
import { inLanes } from './lanes.js';
import type { IntakeLog } from './log.js';
import type { ReadableSource } from './sources.js';
import { takeWindows, type AcceptedWindow } from './windows.js';

/** Events of one body under way at the same time. */
const eventsAtOnceMax = 16;
/** Entries of each kind that the log keeps of one answer. */
const loggedMax = 20;

export interface AcceptedEntry {
  dedupKey: string;
  action: IntakeAction;
  incidentId: string;
}

/** What became of a body: every event of it durable or ignored, or the whole refused. */
export type Received =
  | { kind: 'taken'; accepted: (AcceptedEntry | AcceptedWindow)[]; ignored: IgnoredEntry[] }
  | { kind: 'refused'; expected: string; pointer?: string };

export interface ReceiveDeps extends WatchDeps {
  database: Database;
  intake: Intake;
  log: IntakeLog;
}

/**
 * Events of services that others stand behind come first, those furthest upstream before all, so
 * that what is behind them becomes their child instead of being adopted after its first page;
 * events of one key stay together and in order.
 */
const inOrder = async (
  database: Database,
  source: Source,
  events: IntakeEvent[],
): Promise<IntakeEvent[][]> => {
  const nameOf = (event: IntakeEvent): string => event.service ?? source.serviceId ?? '';
  const names = [...new Set(events.map(nameOf))];
  if (names.length < 2) return [events];
  const levels = await leadersAmong(database, names);
  const partOf = new Map<string, number>();
  for (const event of events) {
    const level = levels.get(nameOf(event)) ?? Infinity;
    partOf.set(event.dedupKey, Math.min(level, partOf.get(event.dedupKey) ?? Infinity));
  }
  const parts = [...new Set(partOf.values())].sort((a, b) => a - b);
  return parts.map((part) => events.filter(({ dedupKey }) => partOf.get(dedupKey) === part));
};

/** Admits the events of one body: all of them, or it rejects and the source sends the body again. */
export const admitEvents = async (
  { database, intake }: Pick<ReceiveDeps, 'database' | 'intake'>,
  source: Source,
  events: IntakeEvent[],
): Promise<Admission[]> => {
  const admissions: Admission[] = [];
  for (const part of await inOrder(database, source, events)) {
    const admitted = await inLanes(part, eventsAtOnceMax, (event) => intake.admit(source, event));
    admissions.push(...admitted);
  }
  return admissions;
};

/** The answer for these admissions and what the reader ignored. */
export const takenOf = (admissions: Admission[], ignored: IgnoredEntry[]) => ({
  kind: 'taken' as const,
  accepted: admissions.flatMap((admission) => {
    if (admission.kind !== 'accepted') return [];
    const { dedupKey, action, incidentId } = admission;
    return [{ dedupKey, action, incidentId }];
  }),
  ignored: [
    ...admissions.flatMap((admission) =>
      admission.kind === 'ignored'
        ? [{ reason: admission.reason, dedupKey: admission.dedupKey }]
        : [],
    ),
    ...ignored,
  ],
});

const sentOf = ({ raw, arrivedAt }: IncomingBody) => ({ raw, at: arrivedAt });

const read = async (
  deps: ReceiveDeps,
  source: ReadableSource,
  body: IncomingBody,
): Promise<Received> => {
  const result = readerOf(source.format)(body, source.options);
  if (!result.ok) {
    const { expected, pointer } = result;
    return { kind: 'refused', expected, ...(pointer !== undefined && { pointer }) };
  }
  const { events, ignored, windows } = result.body;
  if (windows) {
    const { id: integration } = source;
    const taken = await takeWindows(deps, { integration, windows, ...sentOf(body) });
    return { kind: 'taken', ...taken, ignored: [...taken.ignored, ...ignored] };
  }
  if (source.format !== 'heartbeat') {
    return takenOf(await admitEvents(deps, source, events), ignored);
  }
  const at = body.arrivedAt;
  const beats = await inLanes(events, 1, (event) => beat(deps, { source, event, at }));
  return takenOf(beats, ignored);
};

/** What the log keeps of an answer. */
const loggedOf = (received: Received): object => {
  if (received.kind === 'refused') return received;
  const { accepted, ignored } = received;
  return {
    kind: received.kind,
    accepted: accepted.slice(0, loggedMax),
    ignored: ignored.slice(0, loggedMax),
    counts: { accepted: accepted.length, ignored: ignored.length },
  };
};

/**
 * Takes in one body of an integration (api.md §2); durable once it resolves. Rejects when the
 * engine or the records are away: nothing is half done that the same body sent again does not mend.
 */
export const receive = async (
  deps: ReceiveDeps,
  source: ReadableSource,
  body: IncomingBody,
): Promise<Received> => {
  const logged = (result: object): void => deps.log.add({ integration: source.id, body, result });
  try {
    const received = await read(deps, source, body);
    logged(loggedOf(received));
    return received;
  } catch (error) {
    logged({ kind: 'failed', why: error instanceof Error ? error.name : 'unknown' });
    throw error;
  }
};
