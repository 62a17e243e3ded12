import { isProcessName, numberPrefix, type ProcessName } from '../../contracts/names.js';
import type { NumberedEntry, Projection } from '../../contracts/projection.js';
import type { IncidentView } from '../../domain/incident/view.js';
import type { Fact } from '../../domain/machine.js';
import type { SubjectView } from '../../domain/subject-view.js';
import { lostRace, type Database } from '../database.js';
import { deliveryJson, linkJson, type PageRows } from '../delivery/rows.js';
import { timelineLine } from '../timeline/chain.js';
import { incidentRow } from './incident-row.js';
import { moment } from './moment.js';
import { topicsOf, webhookSummary } from './outbox.js';
import { processRow } from './process-row.js';
import { incidentStatement, processStatement } from './statement.js';
import { batonRow, clockRows } from './subject-rows.js';
import { storable } from '../storable.js';

/** Two writers of one subject take turns; a third that loses so often has an engine's fault. */
export const raceTriesMax = 6;

export interface Projected {
  number: number;
  /** The version the read model shows after this write, not always the one written. */
  seq: number;
  /** Every line up to this one is in the chain. */
  entriesThrough: number;
}

export interface ProjectOptions {
  /** The person accountable: the view's own, or who fills its duty role at this instant. */
  holder: string;
  /** Rows of a page that starts with this projection. */
  page?: PageRows;
}

/** The read model has no table for this process: a programming error, not the world's. */
export class UnknownProcessError extends Error {}

/**
 * Writes one projection (machine.md §3) in one transaction: process row, baton, clocks, timeline,
 * facts, source keys, webhooks, live notice, and the rows of a page that starts with it. Repeats
 * and any order end in the same rows: the view, baton and clocks are the newest `seq`'s, each fact
 * its newest, the timeline grows without a gap and its chain never changes (I8).
 */
export async function writeProjection(
  database: Database,
  projection: Projection,
  options: ProjectOptions,
): Promise<Projected> {
  const { process } = projection;
  if (!isProcessName(process)) throw new UnknownProcessError(process);
  const statement = process === 'incident' ? incidentStatement : processStatement;
  const values = statementValues(storable(projection), { ...options, process });
  for (let tries = 1; ; tries += 1) {
    try {
      const [row] = await database.rows<Projected>(statement, values);
      if (row?.seq) return { number: row.number, seq: row.seq, entriesThrough: row.entriesThrough };
    } catch (error) {
      if (!lostRace(error) || tries >= raceTriesMax) throw error;
      continue;
    }
    if (tries >= raceTriesMax) throw new Error(`projection of ${projection.id} found no row`);
  }
}

function statementValues(
  projection: Projection,
  { holder, page, process }: ProjectOptions & { process: ProcessName },
): unknown[] {
  const view = projection.view as IncidentView | SubjectView;
  const row =
    'startedAt' in view
      ? processRow(projection, view, holder)
      : incidentRow(view, projection.seq, holder);
  const mergedInto = 'mergedInto' in view ? view.mergedInto : undefined;
  return [
    projection.id,
    JSON.stringify(row),
    JSON.stringify(batonRow(view, holder)),
    JSON.stringify(clockRows(view)),
    JSON.stringify(projection.entries.map((entry) => entryRow(projection.id, entry))),
    projection.seq,
    JSON.stringify(latestFacts(projection.facts)),
    mergedInto ?? null,
    moment(view.closedAt),
    JSON.stringify(webhookSummary(view, holder)),
    deliveryJson(page?.deliveries ?? []),
    linkJson(page?.links ?? []),
    numberPrefix[process],
    process,
  ];
}

function entryRow(subject: string, entry: NumberedEntry) {
  return {
    ...entry,
    at: new Date(entry.at).toISOString(),
    line: timelineLine(subject, entry),
    topics: topicsOf(entry),
  };
}

/** One row per kind and key: of several in one projection the last one stands. */
function latestFacts(facts: Fact[]): Fact[] {
  return [...new Map(facts.map((fact) => [`${fact.kind}\0${fact.key}`, fact])).values()];
}
