import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';

import type { Projection } from '../../contracts/projection.js';
import { isProcessName } from '../../contracts/names.js';
import type { Instant } from '../../domain/machine.js';
import {
  reachedNamedMax,
  usefulnessHorizonMs,
  type PageEffect,
  type Paged,
  type Reached,
} from '../../domain/page.js';
import type { SubjectView } from '../../domain/subject-view.js';
import {
  actionLinkTtlMs,
  insertPage,
  type NewLink,
  type Shown,
} from '../../records/delivery/rows.js';
import { UnknownProcessError, writeProjection } from '../../records/project/project.js';
import { alive } from '../activity-context.js';
import { attempt, type DeliveryState, type NotifyDependencies } from './attempt.js';
import { atOnce } from './at-once.js';
import { measured } from './drill-cast.js';
import { linkAction } from './link-action.js';
import { pageMessage, type PageText } from './page-message.js';
import { planPage, rowsOf, type PageCall, type PagePlan, type PersonPlan } from './page-plan.js';

/** People paged at the same time; the rest of a large page follows as these are done. */
export const peopleAtOnceMax = 32;
/** A page may overtake the projection that another page of the same task carries. */
const unprojectedRetryMs = 100;

/**
 * Pages people (machine.md §2): resolves them when it runs, writes the carried projection and the
 * delivery rows in one transaction before the first send, and sends to all of them at once, to
 * each by the person's own rules. Running it again sends nothing twice that has an outcome.
 */
export function createPagePeople(deps: NotifyDependencies) {
  const page = async (call: PageCall): Promise<Paged> => {
    const plan = await planPage(deps, call);
    const shown = await write(deps, call, plan);
    const hands = measured(deps, { view: shown.view, scale: call.effect.scale });
    const sent = await atOnce(plan.people, peopleAtOnceMax, (person) =>
      sendToPerson(hands, { call, person, text: textOf(deps, call, { person, shown }) }),
    );
    return reportOf(call, plan, sent);
  };
  return async <L extends string>(
    subject: string,
    effect: PageEffect<L>,
    carry?: Projection,
  ): Promise<Paged<L>> => {
    const call = { subject, effect, at: deps.now(), ...(carry ? { carry } : {}) };
    return { ...(await alive(deps, () => page(call))), ladder: effect.ladder };
  };
}

type Subject = Omit<Shown, 'seq'>;

function subjectOf({ carry, subject }: PageCall, plan: PagePlan): Omit<Subject, 'number'> {
  if (!carry) {
    if (!plan.subject) throw notProjected(subject);
    return plan.subject;
  }
  if (!isProcessName(carry.process)) throw new UnknownProcessError(carry.process);
  return { process: carry.process, view: carry.view as SubjectView };
}

async function write(deps: NotifyDependencies, call: PageCall, plan: PagePlan): Promise<Subject> {
  const { subject, effect, carry, at } = call;
  const about = subjectOf(call, plan);
  const action = linkAction(about.process, effect.reason);
  const links: NewLink[] =
    action === undefined
      ? []
      : plan.people.map(({ token, person }) => ({
          token,
          subject,
          person: person.id,
          action,
          expires: at + actionLinkTtlMs,
        }));
  const page = { deliveries: plan.people.flatMap(({ first }) => first), links };
  if (carry) {
    const written = await writeProjection(deps.database, carry, { holder: plan.holder, page });
    return { ...about, number: written.number };
  }
  if (!plan.subject) throw notProjected(subject);
  await insertPage(deps.database, page);
  return plan.subject;
}

function notProjected(subject: string): ApplicationFailure {
  return ApplicationFailure.create({
    message: `${subject} is not in the read model yet`,
    type: 'NotProjected',
    nextRetryDelay: unprojectedRetryMs,
    category: ApplicationFailureCategory.BENIGN,
  });
}

function textOf(
  { publicUrl, zone }: NotifyDependencies,
  { effect }: PageCall,
  { person, shown }: { person: PersonPlan; shown: Subject },
): PageText {
  const { reason, rung } = effect;
  const { via, token } = person;
  return pageMessage({
    ...shown,
    language: person.person.language,
    zone,
    publicUrl,
    cause: { reason, ...(rung === undefined ? {} : { rung }), ...(via ? { via } : {}) },
    ...(linkAction(shown.process, reason) === undefined ? {} : { token }),
  });
}

interface Sent {
  plan: PersonPlan;
  results: { channel: string; state: DeliveryState }[];
}

/** Nothing more is tried for somebody who was reached, or whose ladder was silenced. */
const settled: readonly DeliveryState[] = ['delivered', 'crossed', 'silenced'];

async function sendToPerson(
  deps: NotifyDependencies,
  { call, person: plan, text }: { call: PageCall; person: PersonPlan; text: PageText },
): Promise<Sent> {
  const until = call.at + usefulnessHorizonMs;
  const results: Sent['results'] = [];
  let rows = plan.first;
  for (const fallback of [...plan.next, undefined]) {
    const states = await Promise.all(
      rows.map(async (row) => ({
        channel: row.channel,
        state: waitsLonger(row, deps.now()) ? row.state : await attempt(deps, row, { text, until }),
      })),
    );
    results.push(...states);
    if (fallback === undefined || results.some(({ state }) => settled.includes(state))) break;
    const person = plan.person.id;
    rows = rowsOf(deps, call, { person, rules: fallback, due: deps.now() });
    await insertPage(deps.database, { deliveries: rows, links: [] });
  }
  return { plan, results };
}

const waitsLonger = (row: { state: DeliveryState; nextAttemptAt?: Instant }, now: Instant) =>
  row.state === 'waiting' && (row.nextAttemptAt ?? now) > now;

function reachedOf({ plan, results }: Sent): Reached | undefined {
  const { id: person, name } = plan.person;
  const inState = (...states: DeliveryState[]): string[] => [
    ...new Set(results.filter(({ state }) => states.includes(state)).map(({ channel }) => channel)),
  ];
  const delivered = inState('delivered', 'crossed');
  if (delivered.length > 0) return { person, name, state: 'delivered', channels: delivered };
  if (inState('silenced').length > 0) return undefined;
  const waiting = inState('waiting', 'pending');
  if (waiting.length > 0) return { person, name, state: 'waiting', channels: waiting };
  return { person, name, state: 'failed', channels: inState('failed') };
}

const order: readonly Reached['state'][] = ['delivered', 'waiting', 'failed'];

function reportOf({ effect }: PageCall, plan: PagePlan, sent: Sent[]): Paged {
  const unreachable = plan.unreachable.map(({ id, name }): Reached => ({
    person: id,
    name,
    state: 'failed',
    channels: [],
  }));
  const people = [...sent.flatMap((one) => reachedOf(one) ?? []), ...unreachable].sort(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state),
  );
  const later = effect.followUp ? [] : plan.people.flatMap((person) => person.later);
  return {
    type: 'paged',
    effect: effect.id,
    ladder: effect.ladder,
    ...(effect.rung === undefined ? {} : { rung: effect.rung }),
    empty: effect.followUp === undefined && plan.people.length === 0,
    people: people.slice(0, reachedNamedMax),
    more: Math.max(0, people.length - reachedNamedMax),
    waiting: sent.some(({ results }) => results.some(({ state }) => state === 'waiting')),
    later: [...new Set(later)].sort((a, b) => a - b),
    ...(plan.duty === undefined ? {} : { duty: plan.duty }),
    gaps: plan.gaps,
  };
}
