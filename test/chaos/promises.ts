import type { Evidence, RecordedDelivery } from './evidence.js';
import type { Opened } from './opened.js';
import type { PlannedPolicy } from './organisation.js';
import type { Sighting } from './witness.js';

/** One incident as its opener, the records and the witness each know it. */
export interface Case {
  opened: Opened;
  evidence: Evidence;
  /** What the witness saw of it, in order. */
  seen: Sighting[];
  /** Who acknowledges in this run. */
  acknowledger: string;
}

export interface DueRung {
  rung: number;
  due: number;
  people: string[];
}

/** When each rung is due, by the policy alone (I3). */
export function dueRungs({ rungs }: Pick<PlannedPolicy, 'rungs'>, detectedAt: number): DueRung[] {
  let due = detectedAt;
  return rungs.map(({ delayS, people }, rung) => {
    const at = { rung, due, people };
    due += delayS * 1_000;
    return at;
  });
}

/** Sentences about broken promises; none when all of them were kept. */
export function broken(one: Case): string[] {
  const { title } = one.opened;
  const checks = [lost, skipped, unmarked, twoHolders, afterSilence];
  return checks.flatMap((check) => check(one)).map((what) => `${title}: ${what}`);
}

const wasSent = ({ state }: RecordedDelivery): boolean =>
  state === 'delivered' || state === 'crossed';

/** 0 lost: what was acknowledged with 202 exists once and reached people. */
function lost({ opened, evidence, seen }: Case): string[] {
  if (evidence.detectedAt === undefined) return [`lost: ${opened.id} is not in the records`];
  return [
    ...(evidence.sameTitle === 1 ? [] : [`${evidence.sameTitle} incidents of one event`]),
    ...(seen.length > 0 ? [] : ['lost: nobody was paged']),
  ];
}

/**
 * 0 skipped: every rung that came due paged its people, at the policy's own due time. An
 * acknowledgement withdraws the pages that a kill had held up (I4).
 */
function skipped({ opened, evidence, seen }: Case): string[] {
  const { detectedAt = 0, acknowledgedAt = Infinity } = evidence;
  const rungs = dueRungs(opened.policy, detectedAt);
  return rungs.flatMap(({ rung, due, people }) => {
    const rows = evidence.deliveries.filter((row) => row.reason === 'rung' && row.rung === rung);
    if (acknowledgedAt !== Infinity && rows.length === 0) return [];
    const pages = new Set(rows.map(({ page }) => page));
    const late = rows.filter(({ dueAt }) => dueAt.getTime() !== due);
    const missed = people.filter((person) => !rows.some((row) => row.personId === person));
    const open = rows.filter((row) => acknowledgedAt === Infinity && row.state !== 'delivered');
    const unseen = rows.filter((row) => wasSent(row) && !seen.some(({ key }) => key === row.id));
    return [
      ...(due > acknowledgedAt ? [`rung ${rung} was paged after the acknowledgement`] : []),
      ...(pages.size > 1 ? [`rung ${rung} was fired ${pages.size} times`] : []),
      ...late.map(({ dueAt }) => `rung ${rung} is due ${dueAt.getTime() - due} ms off the policy`),
      ...missed.map((person) => `rung ${rung} skipped ${person}`),
      ...open.map(({ id, state }) => `${id} is ${state}`),
      ...unseen.map(({ id }) => `${id} is recorded as sent and never arrived`),
    ];
  });
}

/** I5: one key for ever, known to the records, and every repeat says so. */
function unmarked({ evidence, seen }: Case): string[] {
  const keys = [...new Set(seen.map(({ key }) => key))];
  return keys.flatMap((key) => {
    const row = evidence.deliveries.find(({ id }) => id === key);
    if (!row) return [`${key} arrived and is in no record`];
    const arrivals = seen.filter((sighting) => sighting.key === key);
    const ids = new Set(arrivals.map(({ webhookId }) => webhookId));
    const silentRepeats = arrivals.slice(1).filter(({ possiblyRepeated }) => !possiblyRepeated);
    const repeated = arrivals.length > 1;
    return [
      ...(ids.size > 1 ? [`${key} arrived under ${ids.size} ids`] : []),
      ...silentRepeats.map(() => `${key} arrived again without its mark`),
      ...(repeated && !row.possiblyRepeated ? [`${key} was repeated, its record says no`] : []),
    ];
  });
}

/** I1 at the end of the run; the overseer looks at every instant between. */
function twoHolders({ evidence, opened, acknowledger }: Case): string[] {
  const { batonHolders, holderId, stage } = evidence;
  const expected = opened.acknowledgedAt === undefined ? holderId : acknowledger;
  const isOne = batonHolders.length === 1 && batonHolders[0] === expected && holderId === expected;
  return isOne ? [] : [`${stage}, held by [${batonHolders.join(', ')}], shown ${holderId}`];
}

/** I4: what left after the acknowledgement was answered had been in flight, and is "crossed". */
function afterSilence({ opened, evidence, seen }: Case): string[] {
  const answered = opened.acknowledgedAt;
  if (answered === undefined) return [];
  return seen.flatMap(({ key, at }) => {
    const row = evidence.deliveries.find(({ id }) => id === key);
    if (at <= answered || !row) return [];
    const startedBefore = row.tries.some(({ startedAt }) => startedAt.getTime() <= answered);
    const unknown = row.tries.some(({ outcome }) => outcome === null || outcome === 'unknown');
    if (startedBefore && (row.state === 'crossed' || unknown)) return [];
    return [`${key} arrived ${at - answered} ms after the acknowledgement and is ${row.state}`];
  });
}
