import type { Projection } from '../../contracts/projection.js';
import type { Instant } from '../../domain/machine.js';
import type { PageEffect } from '../../domain/page.js';
import type { SubjectView } from '../../domain/subject-view.js';
import { virtualAt } from '../../domain/time-scale.js';
import {
  newToken,
  pageContext,
  type DeliveryRow,
  type NewDelivery,
  type PageContext,
} from '../../records/delivery/rows.js';
import {
  loadDirectory,
  type Directory,
  type DirectoryPerson,
} from '../../records/oncall/directory.js';
import {
  accountable,
  resolveTargets,
  type Resolution,
  type Via,
} from '../../records/oncall/resolve.js';
import type { NotifyDependencies } from './attempt.js';
import { heldBy, playedBy } from './drill-cast.js';
import { deliveryOf, groupsOf, rulesOf, type IndexedRule } from './personal-channels.js';

export interface PageCall {
  subject: string;
  effect: PageEffect;
  carry?: Projection;
  at: Instant;
}

/** One person of a page: what is sent first, and what is tried when that does not get through. */
export interface PersonPlan {
  person: Pick<DirectoryPerson, 'id' | 'name' | 'language'>;
  via?: Via;
  first: DeliveryRow[];
  next: IndexedRule[][];
  /** Seconds of this person's own rules after which further channels are due. */
  later: number[];
  token: string;
}

export interface PagePlan {
  people: PersonPlan[];
  unreachable: DirectoryPerson[];
  gaps: Resolution['gaps'];
  duty?: string;
  /** Whom the carried projection names as accountable. */
  holder: string;
  subject?: PageContext['subject'];
}

/**
 * Who is paged on which channels, resolved at this instant. A page that runs again after a
 * worker's death keeps to the people whose rows it had already written.
 */
export async function planPage(deps: NotifyDependencies, call: PageCall): Promise<PagePlan> {
  const { effect } = call;
  const { context, targeted, ...common } = await resolve(deps, call);
  const { gaps } = targeted;
  if (context.deliveries.length > 0) {
    return {
      ...common,
      gaps,
      unreachable: [],
      people: await again(deps, call, context.deliveries),
    };
  }
  if (effect.followUp) {
    return {
      ...common,
      gaps,
      unreachable: [],
      people: await followUp(deps, call, effect.followUp),
    };
  }
  const plans = targeted.people.map((person) => planOf(deps, call, person));
  const unreachable = targeted.people.filter((_, index) => plans[index]?.first.length === 0);
  return { ...common, gaps, unreachable, people: plans.filter((plan) => plan.first.length > 0) };
}

/** Who the page is for and who is accountable, by the subject's clock; in a drill those who play. */
async function resolve(deps: NotifyDependencies, call: PageCall) {
  const { subject, effect } = call;
  const at = virtualAt(effect.scale, call.at);
  const held = (call.carry?.view as SubjectView | undefined)?.holder;
  const reading = pageContext(deps.database, subject, effect.id);
  const [context, directory] = await Promise.all([
    reading,
    directoryFor(deps, { ...call, at }, reading),
  ]);
  const shown = context.subject ? { subject: context.subject } : {};
  const targeted = resolveTargets(directory, effect.targets, at);
  const { audience } = context;
  if (!audience) {
    const holder = held?.person ?? accountable(directory, held?.duty ?? '', at);
    const duty = effect.duty === undefined ? {} : { duty: accountable(directory, effect.duty, at) };
    return { context, targeted, holder, ...shown, ...duty };
  }
  const inside = await loadDirectory(deps.database, { targets: [], people: audience.people, at });
  return {
    context,
    targeted: playedBy(inside, { effect, audience }, targeted),
    holder: heldBy(audience, held?.person),
    ...shown,
    ...(effect.duty === undefined ? {} : { duty: heldBy(audience, undefined) }),
  };
}

async function directoryFor(
  { database }: NotifyDependencies,
  { effect, carry, at }: PageCall,
  reading: Promise<PageContext>,
): Promise<Directory> {
  const view = carry?.view as SubjectView | undefined;
  const holding = view && !view.holder.person ? view.holder.duty : undefined;
  const schedules = [effect.duty, holding].filter((id) => id !== undefined);
  const byRole = effect.targets.some((target) => target.kind === 'duty');
  const place = (view ?? (byRole ? (await reading).subject?.view : undefined))?.site?.id;
  const site = place === undefined ? {} : { site: place };
  return loadDirectory(database, { targets: effect.targets, schedules, at, ...site });
}

const pending = (delivery: NewDelivery): DeliveryRow => ({
  ...delivery,
  state: 'pending',
  attempts: 0,
});

/** The rows of a group of rules, due now when they step in for channels that did not get through. */
export function rowsOf(
  { channels }: NotifyDependencies,
  { subject, effect }: PageCall,
  { person, rules, due }: { person: string; rules: IndexedRule[]; due: Instant },
): DeliveryRow[] {
  const to = { subject, effect, channels, due };
  return rules.map((rule) => pending(deliveryOf(person, rule, to)));
}

function planOf(
  deps: NotifyDependencies,
  call: PageCall,
  person: DirectoryPerson & { via?: Via },
): PersonPlan {
  const [first = [], ...next] = groupsOf(rulesOf(person.channels));
  const { due } = call.effect;
  return {
    person,
    ...(person.via ? { via: person.via } : {}),
    first: rowsOf(deps, call, { person: person.id, rules: first, due }),
    next,
    later: next.flatMap(([rule]) => (rule ? [rule.afterS] : [])),
    token: newToken(),
  };
}

async function peopleOf(
  { database }: NotifyDependencies,
  rows: readonly DeliveryRow[],
  at: Instant,
): Promise<DirectoryPerson[]> {
  const people = [...new Set(rows.map((row) => row.person))];
  const directory = await loadDirectory(database, { targets: [], people, at });
  return directory.people.filter(({ id }) => people.includes(id));
}

async function again(
  deps: NotifyDependencies,
  call: PageCall,
  rows: readonly DeliveryRow[],
): Promise<PersonPlan[]> {
  const people = await peopleOf(deps, rows, call.at);
  return people.map((person) => {
    const own = rows.filter((row) => row.person === person.id);
    const plan = planOf(deps, call, person);
    const written = (group: IndexedRule[]): boolean =>
      rowsOf(deps, call, { person: person.id, rules: group, due: call.at }).some(({ id }) =>
        own.some((row) => row.id === id),
      );
    const next = call.effect.followUp ? [] : plan.next.filter((group) => !written(group));
    return { ...plan, first: own, next };
  });
}

/** The later channels of those whom the first page went to, except what it has used already. */
async function followUp(
  deps: NotifyDependencies,
  call: PageCall,
  { of, afterS }: { of: string; afterS: number },
): Promise<PersonPlan[]> {
  const { deliveries } = await pageContext(deps.database, call.subject, of);
  const people = await peopleOf(deps, deliveries, call.at);
  return people
    .filter(({ status }) => status === 'active')
    .map((person) => {
      const used = new Set(
        deliveries.filter((row) => row.person === person.id).map((row) => row.destination),
      );
      const due = rulesOf(person.channels).filter((rule) => rule.afterS === afterS);
      const rows = rowsOf(deps, call, { person: person.id, rules: due, due: call.effect.due });
      const first = rows.filter((row) => !used.has(row.destination));
      return { ...planOf(deps, call, person), first, next: [] };
    })
    .filter((plan) => plan.first.length > 0);
}
