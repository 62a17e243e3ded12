import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';

import type { ProcessName } from '../../contracts/names.js';
import type { Instant } from '../../domain/machine.js';
import type { DeliverEffect, Delivered } from '../../domain/page.js';
import { settleDeliveries, silencePage } from '../../records/delivery/attempts.js';
import {
  actionLinkTtlMs,
  insertPage,
  newToken,
  pageContext,
  type DeliveryRow,
  type PageContext,
} from '../../records/delivery/rows.js';
import { loadDirectory, type DirectoryPerson } from '../../records/oncall/directory.js';
import { alive } from '../activity-context.js';
import { attempt, type NotifyDependencies } from './attempt.js';
import { atOnce } from './at-once.js';
import { measured } from './drill-cast.js';
import { pageMessage } from './page-message.js';
import { linkAction } from './link-action.js';
import { peopleAtOnceMax } from './page-people.js';

/** Two runs are never closer than this, whatever the rows say. */
const pauseMinMs = 50;

const isOpen = ({ state }: DeliveryRow): boolean => state === 'pending' || state === 'waiting';

/**
 * Tries again what waits of a page, until `effect.until`. Each run attempts what is due; while
 * something still waits the run fails benignly and asks the engine for the next one at the
 * earliest time. Past the end the rest fails as expired; silenced rows are dropped.
 */
export function createDeliverWaiting(deps: NotifyDependencies) {
  const deliver = async (subject: string, effect: DeliverEffect): Promise<Delivered> => {
    const { database } = deps;
    await silencePage(database, subject, effect.page);
    const before = await pageContext(database, subject, effect.page);
    await attemptDue(deps, before, effect);
    const after = await pageContext(database, subject, effect.page);
    const left = after.deliveries.filter(isOpen);
    const now = deps.now();
    const next = Math.min(...left.map((row) => row.nextAttemptAt ?? now));
    if (left.length > 0 && now < effect.until && next <= effect.until) {
      throw stillWaiting(left.length, Math.max(pauseMinMs, next - now));
    }
    const expired = left.map(({ id }) => id);
    await settleDeliveries(database, expired, { state: 'failed', why: 'expired' });
    return reportOf(effect, after.deliveries, expired.length);
  };
  return (subject: string, effect: DeliverEffect): Promise<Delivered> =>
    alive(deps, () => deliver(subject, effect));
}

function stillWaiting(rows: number, pauseMs: number): ApplicationFailure {
  return ApplicationFailure.create({
    message: `${rows} deliveries wait`,
    type: 'StillWaiting',
    nextRetryDelay: pauseMs,
    category: ApplicationFailureCategory.BENIGN,
  });
}

async function attemptDue(
  deps: NotifyDependencies,
  { subject: shown, deliveries }: PageContext,
  { until, scale }: DeliverEffect,
): Promise<void> {
  const now = deps.now();
  if (now >= until || !shown) return;
  const due = deliveries.filter((row) => isOpen(row) && (row.nextAttemptAt ?? now) <= now);
  if (due.length === 0) return;
  const people = await peopleOf(deps, due, now);
  const gone = due.filter((row) => people.get(row.person)?.status !== 'active');
  const ids = gone.map(({ id }) => id);
  await settleDeliveries(deps.database, ids, { state: 'failed', why: 'person_left' });
  const rows = due.filter((row) => !gone.includes(row));
  await atOnce(rows, peopleAtOnceMax, async (row) => {
    const token = await newLink(deps, shown.process, row);
    const { reason, rung } = row;
    const text = pageMessage({
      ...shown,
      language: people.get(row.person)?.language ?? 'zh',
      zone: deps.zone,
      publicUrl: deps.publicUrl,
      cause: { reason, ...(rung === undefined ? {} : { rung }) },
      ...(token === undefined ? {} : { token }),
    });
    await attempt(measured(deps, { view: shown.view, scale }), row, { text, until });
  });
}

async function peopleOf(
  { database }: NotifyDependencies,
  rows: readonly DeliveryRow[],
  at: Instant,
): Promise<Map<string, DirectoryPerson>> {
  const ids = [...new Set(rows.map((row) => row.person))];
  const { people } = await loadDirectory(database, { targets: [], people: ids, at });
  return new Map(people.map((person) => [person.id, person]));
}

/** The first link's token is known to nobody but its reader, so a later attempt carries its own. */
async function newLink(
  deps: NotifyDependencies,
  process: ProcessName,
  row: DeliveryRow,
): Promise<string | undefined> {
  const action = linkAction(process, row.reason);
  if (action === undefined) return undefined;
  const token = newToken();
  const { subject, person } = row;
  const expires = deps.now() + actionLinkTtlMs;
  const links = [{ token, subject, person, action, expires }];
  await insertPage(deps.database, { deliveries: [], links });
  return token;
}

/** Counts the rows that ever waited: only those have a next attempt on record. */
function reportOf(effect: DeliverEffect, rows: DeliveryRow[], expired: number): Delivered {
  const waited = rows.filter((row) => row.nextAttemptAt !== undefined);
  const count = (...states: DeliveryRow['state'][]): number =>
    waited.filter(({ state }) => states.includes(state)).length;
  return {
    type: 'delivered',
    effect: effect.id,
    page: effect.page,
    delivered: count('delivered', 'crossed'),
    failed: count('failed') + expired,
    silenced: count('silenced'),
  };
}
