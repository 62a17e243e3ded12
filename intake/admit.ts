import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { v7 as uuid } from 'uuid';
import type { IntakeAction, IntakeEvent } from '../contracts/intake/event.js';
import { idPrefix } from '../contracts/names.js';
import { Refused } from '../contracts/api/refused.js';
import type { AlertEvent, AlertPlace, ImpactClass } from '../domain/incident/state.js';
import type { Database } from '../records/database.js';
import { readBrief, type Brief } from '../records/intake/brief.js';
import { freeKey, placeKey } from '../records/intake/open-key.js';
import { coalescer } from './coalesce.js';
import { hasBegun, promptly, reportTo, startIncident } from './engine.js';
import { adopt, parentFor } from './family.js';
import { groupAgain, groupOf, type Grouped } from './grouping.js';
import { incidentInput } from './input.js';
import { enrol, isPractice, practiceOf, practiceParent } from './practice.js';
import { turnstile } from './turnstile.js';

/** The integration an event came through, as the records hold it. */
export interface Source {
  id: string;
  name: string;
  format: string;
  serviceId?: string;
  siteId?: string;
  policyId?: string;
  /** What the integration says where the source is silent. */
  impactClass?: ImpactClass;
}

export interface IntakeDeps {
  database: Database;
  client: Client;
  /** Where workers of this installation listen. */
  taskQueue: string;
  /** Epoch milliseconds. */
  now: () => number;
}

export type Admission =
  | { kind: 'accepted'; dedupKey: string; action: IntakeAction; incidentId: string }
  | { kind: 'ignored'; dedupKey: string; reason: string };

export interface Intake {
  /** Durable once it resolves; never waits for a worker. Rejects when the engine or the records are away. */
  admit(source: Source, event: IntakeEvent): Promise<Admission>;
  /** Takes back an alert that met the closed incident `closed`. */
  readmit(source: Source, event: AlertEvent, closed: string): Promise<Admission>;
}

/** Below the pool of the records: a burst waits in line instead of for a connection. */
const admissionsAtOnceMax = 16;
/** Placing is tried again after a lost race: with a closing incident, or with another start. */
const placementsMax = 5;
/** A resolve that overtakes the start of its own incident waits so long between its tries. */
const startingMs = 200;

interface Piece {
  source: Source;
  event: IntakeEvent;
  count: number;
  /** Known to be closed: never the answer. */
  closed?: string | undefined;
  /** The group of an alert that was handed back; its labels did not come along. */
  group?: AlertPlace['group'];
}

/** A piece and what the records say about it. */
interface Placing {
  piece: Piece;
  brief: Brief;
  group: Grouped | undefined;
}

/**
 * Where a piece went; `gone` is an incident that ended and must not be met again, `starting` one
 * whose key is placed while its start is under way.
 */
type Placed = { incident: string } | { gone: string } | 'starting' | undefined;

const placeOf = ({ piece: { event }, group }: Placing): AlertPlace => ({
  ...(event.service !== undefined && { service: event.service }),
  ...(event.site !== undefined && { site: event.site }),
  ...(group && { group: { rule: group.rule, value: group.value } }),
});

const alertOf = (placing: Placing, reopens = false): AlertEvent => {
  const { source, event, count } = placing.piece;
  const place = placeOf(placing);
  return {
    id: event.id,
    integration: source.id,
    action: event.action,
    dedupKey: event.dedupKey,
    title: event.title,
    ...(event.severity && { severity: event.severity }),
    ...(event.occurredAt !== undefined && { occurredAt: event.occurredAt }),
    ...(count > 1 && { count }),
    ...(reopens && { reopens }),
    ...(event.action === 'trigger' && Object.keys(place).length > 0 && { place }),
  };
};

/** Starts the incident `id` and makes it known to those upstream and behind; false when it exists. */
const open = async (deps: IntakeDeps, placing: Placing, id: string): Promise<boolean> => {
  const { piece, brief } = placing;
  const { source, event } = piece;
  const member = { id, title: event.title, brief };
  const drill = await practiceOf(deps.database, source.id);
  const parent = drill
    ? practiceParent(deps, { source: source.id, event, incident: id })
    : parentFor(deps, member);
  const input = incidentInput(brief, {
    id,
    title: event.title,
    description: event.description,
    severity: event.severity ?? 'error',
    impactClass: source.impactClass ?? 'degraded',
    source: { kind: 'integration', id: source.id, name: source.name },
    alert: alertOf(placing),
    occurredAt: event.occurredAt,
    parent: await parent,
    drill: drill !== undefined,
    ...(drill && { drillOf: drill.drill, cast: drill }),
  });
  const scale = drill && (await enrol(deps.database, { incident: id, drill }));
  const started = await startIncident(deps, input, scale);
  if (started && !drill) await adopt(deps, member);
  return started;
};

const begin = async (deps: IntakeDeps, placing: Placing): Promise<Placed> => {
  const { database, client } = deps;
  const { piece, brief, group } = placing;
  const { source, event } = piece;
  const fresh = `${idPrefix.incident}${uuid()}`;
  const place = await placeKey(database, {
    integration: source.id,
    dedupKey: event.dedupKey,
    incident: fresh,
    gone: piece.closed,
    service: isPractice(source.id) ? undefined : brief.service?.id,
    group: group && { ...group, at: new Date(deps.now()) },
  });
  if (place.incident === fresh && (await open(deps, placing, fresh))) {
    return { incident: fresh };
  }
  const report = { type: 'alert', event: alertOf(placing, place.reopens) } as const;
  const joined = await reportTo(client, place.incident, report);
  return joined ? { incident: place.incident } : undefined;
};

/** The key's row names an incident: it runs, or was never started, or ended. */
const join = async (deps: IntakeDeps, placing: Placing): Promise<Placed> => {
  const { database, client } = deps;
  const { piece, brief } = placing;
  const id = brief.open ?? '';
  const { dedupKey, action } = piece.event;
  const report = { type: 'alert', event: alertOf(placing) } as const;
  if (id !== piece.closed) {
    if (await reportTo(client, id, report)) return { incident: id };
    if (action !== 'trigger') return (await hasBegun(client, id)) ? undefined : 'starting';
    if (await open(deps, placing, id)) return { incident: id };
    if (await reportTo(client, id, report)) return { incident: id };
  }
  await freeKey(database, { integration: piece.source.id, dedupKey, from: id });
  return { gone: id };
};

const groupFor = ({ source, event, group }: Piece, brief: Brief): Grouped | undefined => {
  if (isPractice(source.id)) return undefined;
  const rules = brief.rules ?? [];
  return group ? groupAgain(rules, group) : groupOf(rules, { event, integration: source, brief });
};

const admitPiece = async (deps: IntakeDeps, piece: Piece): Promise<Admission> => {
  const { source, event } = piece;
  const { dedupKey, action } = event;
  let { closed } = piece;
  for (let n = 0; n < placementsMax; n += 1) {
    const brief = await readBrief(deps.database, {
      integration: source.id,
      dedupKey,
      service: event.service,
      site: event.site,
      serviceId: source.serviceId,
      siteId: source.siteId,
      policyId: source.policyId,
    });
    if (!brief.open && action !== 'trigger') {
      return { kind: 'ignored', dedupKey, reason: 'no open incident has this key' };
    }
    const group = groupFor(piece, brief);
    const place = brief.open ? join : begin;
    const placed = await place(deps, { piece: { ...piece, closed }, brief, group });
    if (placed === 'starting') {
      await sleep(startingMs);
      continue;
    }
    if (placed && 'incident' in placed) {
      return { kind: 'accepted', dedupKey, action, incidentId: placed.incident };
    }
    if (action !== 'trigger') {
      return { kind: 'ignored', dedupKey, reason: 'the incident of this key is closed' };
    }
    closed = placed?.gone ?? closed;
  }
  if (action !== 'trigger') {
    return { kind: 'ignored', dedupKey, reason: 'the incident of this key never began' };
  }
  throw new Refused('unavailable', { part: `a place for ${dedupKey}` });
};

/** A repeat of the same kind folds; a trigger and a resolve keep their order. */
const fold = (waiting: Piece, added: Piece): Piece | undefined =>
  waiting.event.action === added.event.action && waiting.closed === added.closed
    ? { ...added, count: waiting.count + (isRedelivery(waiting, added) ? 0 : added.count) }
    : undefined;

const isRedelivery = (waiting: Piece, added: Piece): boolean => waiting.event.id === added.event.id;

/** Admission of events: one incident per open key, whatever races (temporal.md 2.2). */
export const createIntake = (deps: IntakeDeps): Intake => {
  const through = turnstile(admissionsAtOnceMax);
  const work = (piece: Piece): Promise<Admission> =>
    through(() => promptly(deps.client, () => admitPiece(deps, piece)));
  const line = coalescer(work, fold);
  const add = (piece: Piece) => line.add(`${piece.source.id} ${piece.event.dedupKey}`, piece);
  return {
    admit: (source, event) => add({ source, event, count: 1 }),
    readmit: (source, { place, ...alert }, closed) =>
      add({
        source,
        event: {
          labels: {},
          links: [],
          notes: [],
          ...alert,
          ...(place?.service !== undefined && { service: place.service }),
          ...(place?.site !== undefined && { site: place.site }),
        },
        count: alert.count ?? 1,
        closed,
        ...(place?.group && { group: place.group }),
      }),
  };
};
