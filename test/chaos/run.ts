import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase, type Database } from '../../records/database.js';
import { verifyTimeline } from '../../records/timeline/verify.js';
import { waitUntil } from '../support/wait-until.js';
import { apiClient, type ApiClient } from './api-client.js';
import { evidenceOf, isAtRest, type Evidence } from './evidence.js';
import { acknowledge, open, type Opened } from './opened.js';
import { addPolicy, addWitnessed, type PlannedPolicy } from './organisation.js';
import { oversee, type Overseer } from './overseer.js';
import { broken, dueRungs, type Case } from './promises.js';
import type { ChaosReport, RunReport } from './report.js';
import { startRunningStack, type RunningStack } from './running-stack.js';
import { chance, type Chance } from './seeded.js';
import { startWitness, type Witness } from './witness.js';

export const targets = ['worker', 'api', 'postgres', 'temporal', 'everything'] as const;
export type Target = (typeof targets)[number];

export interface ChaosOptions {
  runs: number;
  seed: number;
  say: (line: string) => void;
  onRun?: (report: RunReport) => void;
}

const policiesPerRun = 3;
const rungsPerPolicy = 4;
const rungDelayMaxS = 2;
const incidentsPerRun = 6;
const openWithinMs = 2_500;
const strikeWithinMs = 4_000;
/** Every third incident is acknowledged, at most this long after its first page was seen. */
const acknowledgeEvery = 3;
const acknowledgeWithinMs = 2_500;
/** The receiver keeps a page this long before it answers, so that kills meet pages in flight. */
const answerAfterMaxMs = 300;
/** How long after its due time the last page of a run may come before the run is called lost. */
const restLimitMs = 120_000;
const acknowledger = 'admin';

interface Field {
  stack: RunningStack;
  client: ApiClient;
  witness: Witness;
  database: Database;
  policies: PlannedPolicy[];
  dice: Chance;
}

/**
 * Kills parts of a running stack at seeded random moments while incidents open, climb and are
 * acknowledged, and compares what was promised with what an outside receiver saw (temporal.md 4.5).
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const dice = chance(options.seed);
  const answers = chance(options.seed + 1);
  const witness = await startWitness(() => answers.whole(1, answerAfterMaxMs));
  const stack = await startRunningStack(options.say);
  const url = stack.facts().postgres ?? '';
  const database = openDatabase(url);
  const overseer = oversee(url);
  let failed = true;
  try {
    const client = apiClient(stack.api, stack.adminKey);
    const policies = await organise(client, witness, dice);
    const field = { stack, client, witness, database, policies, dice };
    const runs = await allRuns(field, overseer, options);
    const violations = runs.flatMap((run) => run.violations);
    failed = violations.length > 0;
    return { seed: options.seed, runs, looks: overseer.looks(), violations };
  } finally {
    await overseer.stop();
    await database.close();
    await stack.stop({ keep: failed });
    await witness.close();
    if (failed) options.say(`the stack's folder stays for a look: ${stack.dataDir}`);
  }
}

async function organise(
  client: ApiClient,
  witness: Witness,
  dice: Chance,
): Promise<PlannedPolicy[]> {
  const people: string[] = [];
  for (let n = 0; n <= rungsPerPolicy; n += 1) {
    people.push(await addWitnessed(client, witness, `chaos-${n}`));
  }
  const policies: PlannedPolicy[] = [];
  for (let n = 0; n < policiesPerRun; n += 1) {
    const rungs = Array.from({ length: rungsPerPolicy }, (_, index) => ({
      delayS: dice.whole(1, rungDelayMaxS),
      people: index === 1 ? people.slice(1, 3) : people.slice(index + 1, index + 2),
    }));
    policies.push(await addPolicy(client, `chaos-${n}`, rungs));
  }
  return policies;
}

async function allRuns(
  field: Field,
  overseer: Overseer,
  { runs, onRun }: ChaosOptions,
): Promise<RunReport[]> {
  const reports: RunReport[] = [];
  let bag: Target[] = [];
  let told = 0;
  for (let n = 1; n <= runs; n += 1) {
    if (bag.length === 0) bag = field.dice.shuffled(targets);
    const report = await oneRun(field, n, bag.shift() ?? 'worker');
    const holders = overseer.violations().slice(told);
    told += holders.length;
    report.violations.push(...holders);
    reports.push(report);
    onRun?.(report);
  }
  return reports;
}

async function oneRun(field: Field, n: number, target: Target): Promise<RunReport> {
  const { dice, stack } = field;
  const from = field.witness.sightings.length;
  const strikeAfterMs = dice.whole(0, strikeWithinMs);
  const opening = Array.from({ length: incidentsPerRun }, (_, index) =>
    live(field, {
      title: `chaos ${n}-${index + 1}`,
      policy: field.policies[index % field.policies.length] as PlannedPolicy,
      openAfterMs: dice.whole(0, openWithinMs),
      acknowledgeAfterMs:
        index % acknowledgeEvery === 0 ? dice.whole(0, acknowledgeWithinMs) : undefined,
    }),
  );
  const striking = strike(stack, target, strikeAfterMs);
  const [backMs, ...lived] = await Promise.all([striking, ...opening]);
  const cases: Case[] = [];
  for (const opened of lived) cases.push(await settled(field, opened));
  const violations = [
    ...cases.flatMap(broken),
    ...(await brokenChains(field.database, cases)),
    ...strangers(field.witness, from, cases),
  ];
  return { n, target, strikeAfterMs, backMs, ...countsOf(cases), violations };
}

interface Life {
  title: string;
  policy: PlannedPolicy;
  openAfterMs: number;
  acknowledgeAfterMs: number | undefined;
}

/** One incident from the source's event to its acknowledgement, if it gets one. */
async function live(field: Field, life: Life): Promise<Opened> {
  const { client, witness } = field;
  await sleep(life.openAfterMs);
  const opened = await open(client, life.policy, life.title);
  if (life.acknowledgeAfterMs === undefined) return opened;
  await waitUntil(() => witness.sightings.some(({ title }) => title === opened.title), {
    limitMs: restLimitMs,
    what: () => `the first page of ${opened.title}`,
  });
  await sleep(life.acknowledgeAfterMs);
  await acknowledge(client, opened);
  return opened;
}

/** Answers how long Baton was not whole, in ms. */
async function strike(stack: RunningStack, target: Target, afterMs: number): Promise<number> {
  await sleep(afterMs);
  const struck = performance.now();
  if (target === 'everything') await stack.strikeAll();
  else await stack.strike(target);
  return Math.round(performance.now() - struck);
}

/** Waits until every page of the incident that is owed came to rest, or for the limit. */
async function settled(field: Field, opened: Opened): Promise<Case> {
  const { database, witness } = field;
  let evidence: Evidence = { sameTitle: 0, batonHolders: [], deliveries: [] };
  const isDone = async (): Promise<boolean> => {
    evidence = await evidenceOf(database, opened).catch(() => evidence);
    const { detectedAt, deliveries } = evidence;
    if (detectedAt === undefined) return false;
    const rungs = dueRungs(opened.policy, detectedAt);
    const over = Date.now() > (rungs.at(-1)?.due ?? 0);
    const owed = rungs.reduce((sum, { people }) => sum + people.length, 0);
    const all = opened.acknowledgedAt !== undefined || deliveries.length >= owed;
    return over && all && deliveries.every(isAtRest);
  };
  await waitUntil(isDone, { limitMs: restLimitMs, what: () => opened.title }).catch(() => false);
  const seen = witness.sightings.filter(({ title }) => title === opened.title);
  return { opened, evidence, seen, acknowledger };
}

/** I8: every line of every incident hangs on the one before. */
async function brokenChains(database: Database, cases: Case[]): Promise<string[]> {
  const verdicts = await Promise.all(
    cases.map(async ({ opened }) => ({
      title: opened.title,
      verdict: await verifyTimeline(database, opened.id),
    })),
  );
  return verdicts.flatMap(({ title, verdict }) => {
    if (!verdict.ok) return [`${title}: line ${verdict.n} of the timeline: ${verdict.why}`];
    return verdict.lines > 0 ? [] : [`${title}: the timeline is empty`];
  });
}

/** Pages that belong to nothing that was opened. */
function strangers(witness: Witness, from: number, cases: Case[]): string[] {
  const titles = new Set(cases.map(({ opened }) => opened.title));
  const rest = witness.sightings.slice(from).filter(({ title }) => !titles.has(title));
  return rest.map(({ key, title }) => `${key} ("${title}") arrived in a later run`);
}

function countsOf(cases: Case[]) {
  const rows = cases.flatMap(({ evidence }) => evidence.deliveries);
  const seen = cases.flatMap((one) => one.seen);
  const lateMs = rows.map(({ id, dueAt }) => {
    const first = seen.find(({ key }) => key === id);
    return first ? first.at - dueAt.getTime() : 0;
  });
  return {
    opened: cases.length,
    acknowledged: cases.filter(({ opened }) => opened.acknowledgedAt !== undefined).length,
    pages: rows.length,
    arrivals: seen.length,
    repeats: seen.length - new Set(seen.map(({ key }) => key)).size,
    marked: rows.filter(({ possiblyRepeated }) => possiblyRepeated).length,
    crossed: rows.filter(({ state }) => state === 'crossed').length,
    latestMs: Math.max(0, ...lateMs),
  };
}
