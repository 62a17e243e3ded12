import { setTimeout as sleep } from 'node:timers/promises';
import { minuteMs } from '../../domain/zone.js';
import { digestWeekAt, type DigestWeek } from '../../domain/promise/week.js';
import type { PageEffect } from '../../domain/page.js';
import { insertPage, pageContext, type DeliveryRow } from '../../records/delivery/rows.js';
import { claimDigest, digestOf, settleDigest } from '../../records/promise/digest.js';
import { executives, type Executive } from '../../records/promise/executives.js';
import { attempt, type NotifyDependencies } from '../notify/attempt.js';
import { deliveryOf, rulesOf, type IndexedRule } from '../notify/personal-channels.js';
import { digestText, itemsIn } from './digest-text.js';
import { mailOf } from './mail-address.js';

/** Longer than a mail and the writes around it take; one that did not go is tried again then. */
const claimMs = 2 * minuteMs;
const lookEveryMs = minuteMs;

/** By mail, and by a person's first channel where they have none. */
function ruleOf(executive: Executive): IndexedRule | undefined {
  const address = mailOf(executive);
  if (address === undefined) return rulesOf(executive.channels)[0];
  return { channel: 'mail', address: { address }, index: 0, afterS: 0 };
}

/** The one delivery row of a week to a person: its id is the idempotency key for ever (I5). */
async function rowOf(
  deps: NotifyDependencies,
  { key, from }: DigestWeek,
  { person, rule }: { person: string; rule: IndexedRule },
): Promise<DeliveryRow> {
  const { database, channels } = deps;
  const subject = `digest_${key}`;
  const page: PageEffect = {
    ...{ kind: 'page', id: person, no: 1, ladder: 'told', reason: 'digest', due: from },
    targets: [],
  };
  const fresh = deliveryOf(person, rule, { subject, effect: page, channels, due: from });
  await insertPage(database, { deliveries: [fresh], links: [] });
  const { deliveries } = await pageContext(database, subject, person);
  return deliveries[0] ?? { ...fresh, state: 'pending', attempts: 0 };
}

/** Writes one executive's digest; true when it went now. */
async function sendOne(
  deps: NotifyDependencies,
  week: DigestWeek,
  executive: Executive,
): Promise<boolean> {
  const { database, zone, publicUrl } = deps;
  const now = deps.now();
  const of = { week: week.key, person: executive.id };
  if (!(await claimDigest(database, { ...of, now, until: now + claimMs }))) return false;
  const digest = await digestOf(database.prisma, executive, now);
  const items = itemsIn(digest);
  const rule = ruleOf(executive);
  if (items === 0 || !rule) {
    await settleDigest(database, of, { state: items === 0 ? 'empty' : 'failed', items, at: now });
    return false;
  }
  const row = await rowOf(deps, week, { person: executive.id, rule });
  const { language, name } = executive;
  const said = digestText(digest, { language, name, week: week.key, zone, publicUrl });
  const page = {
    ...{ ...said, language, thread: `digest_${executive.id}`, viewUrl: publicUrl },
    facts: { week: week.key, items: String(items) },
  };
  const open = row.state === 'pending' || row.state === 'waiting';
  const state = open ? await attempt(deps, row, { text: page, until: week.until }) : row.state;
  if (state === 'pending' || state === 'waiting') return false;
  const sent = state === 'delivered' || state === 'crossed';
  await settleDigest(database, of, { state: sent ? 'sent' : 'failed', items, at: deps.now() });
  return sent && open;
}

/**
 * Sends the executives' digests of this week that did not go yet; answers to whom. Any number of
 * workers may look as often as they like, also after an outage: a week reaches a person once.
 */
export async function sendDueDigests(deps: NotifyDependencies): Promise<string[]> {
  const week = digestWeekAt(deps.zone, deps.now());
  const sent: string[] = [];
  for (const executive of await executives(deps.database.prisma)) {
    if (await sendOne(deps, week, executive)) sent.push(executive.id);
  }
  return sent;
}

export interface DigestWatch {
  /** Looks no more, and resolves when the look under way has ended. */
  stop(): Promise<void>;
}

/** Looks each minute whether a digest is owed, until stopped; all that it knows is in the records. */
export const watchDigests = (
  given: Pick<NotifyDependencies, 'database' | 'channels' | 'publicUrl' | 'zone' | 'now'>,
  onError: (error: unknown) => void,
): DigestWatch => {
  const stopped = new AbortController();
  const { signal } = stopped;
  // A digest is no page: its lateness is not measured, and one under way is let through.
  const through = new AbortController().signal;
  const outside = { signal: () => through, heartbeat: () => undefined, observe: () => undefined };
  const deps: NotifyDependencies = { ...given, ...outside };
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await sendDueDigests(deps).catch(onError);
      await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: () => {
      stopped.abort();
      return running;
    },
  };
};
