import { take } from '../baton.js';
import type { Target } from '../ladder.js';
import type { Actor, Instant } from '../machine.js';
import { awaitAnswer, endWait, isAlways, legHours, owed, stopObligation } from './awaiting.js';
import { bouncesToDutyManager, returnTarget } from './clock-table.js';
import { page, say, setLeg, silence, snapshot, tellSubject, type Draft } from './draft.js';
import { noteHold, noteLeg } from './facts.js';
import { legOf } from './party.js';
import {
  hoursAheadMs,
  type Asker,
  type ClosedAs,
  type EscalationState,
  type Hold,
  type Leg,
  type LegEnd,
  type LegSummary,
  type Party,
} from './state.js';

export const personTarget = (id: string): Target => ({ kind: 'person', id });

export const askerRungs = ({ asker }: EscalationState): Target[][] => [
  [personTarget(asker.person)],
  ...asker.above,
];

export const isSupplier = ({ leg }: EscalationState): boolean => leg.party.kind === 'supplier';

/** The leg as readers and reports see it. */
export const summaryOf = (leg: Leg): LegSummary => ({
  n: leg.n,
  kind: leg.party.kind,
  id: leg.party.id,
  name: leg.party.name,
  openedAt: leg.openedAt,
  ...(leg.acceptedAt !== undefined && { acceptedAt: leg.acceptedAt }),
  ...(leg.acceptedBy !== undefined && { acceptedBy: leg.acceptedBy }),
  ...(leg.fulfilledAt !== undefined && { fulfilledAt: leg.fulfilledAt }),
  silences: leg.silences,
  ...(leg.late && { late: true as const }),
});

export const noteLiveLeg = (draft: Draft): void => {
  const { leg } = draft.s;
  noteLeg(draft, summaryOf(leg), leg.party.department?.id);
};

export const askerParty = ({ person, department }: Asker): Hold['party'] => ({
  kind: 'person',
  id: person,
  name: person,
  ...(department && { department: department.id }),
});

const partyOf = ({ kind, id, name, department }: Party): Hold['party'] => ({
  ...{ kind, id, name },
  ...(department && { department: department.id }),
});

/** The baton of the chain moves; whoever let it go has their minutes counted (R12). */
const moveBaton = (
  draft: Draft,
  to: Pick<Hold, 'person' | 'leg' | 'party'>,
  now: Instant,
): void => {
  const { s } = draft;
  if (s.baton.holder.person === to.person && s.held.leg === to.leg) return;
  noteHold(draft, now);
  s.baton = take(s.baton, to.person, now);
  s.held = { n: s.held.n + 1, since: now, ...to };
  noteHold(draft, null);
};

export const toAsker = (draft: Draft, now: Instant): void => {
  const { asker } = draft.s;
  moveBaton(draft, { person: asker.person, leg: 0, party: askerParty(asker) }, now);
};

export const toParty = (draft: Draft, person: string, now: Instant): void => {
  const { leg } = draft.s;
  moveBaton(draft, { person, leg: leg.n, party: partyOf(leg.party) }, now);
};

/** A leg whose party has hours that matter and are not known yet asks for them. */
const lookUpHours = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  const { calendar } = s.leg.party;
  if (!calendar || s.leg.hours !== 'always') return;
  if (isAlways(s) && !isSupplier(s)) return;
  setLeg(draft, {
    looking: snapshot(draft, { of: calendar, from: now, until: now + hoursAheadMs }),
  });
};

/** The party is asked: it is paged at once, and its accept clock runs (R17). */
export const awaitAcceptance = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  const { party } = s.leg;
  s.stage = 'asked';
  awaitAnswer(
    draft,
    {
      what: 'accept',
      target: owed(s).accept,
      rungs: party.rungs,
      pages: isSupplier(s) ? 'asker' : 'leg',
      hours: isSupplier(s) ? 'always' : legHours(s),
      first: 'at_once',
      latest: s.neededBy,
    },
    now,
  );
};

/** Opens the next leg; who holds the chain does not change by it (R17). */
export const openLeg = (
  draft: Draft,
  { party, decided }: { party: Party; decided?: true },
  now: Instant,
): void => {
  const { s } = draft;
  const opened = { n: s.leg.n + 1, hours: 'always' as const, openedAt: now };
  s.leg = legOf(party, { ...opened, ...(decided && { decided }) });
  lookUpHours(draft, now);
  awaitAcceptance(draft, now);
  noteLiveLeg(draft);
};

/** The live leg is over; `past` keeps what became of it. */
export const endLeg = (draft: Draft, ended: LegEnd, now: Instant): void => {
  const { s } = draft;
  endWait(draft, now);
  stopObligation(draft, `supplier/${s.leg.n}`, now);
  const summary = { ...summaryOf(s.leg), endedAt: now, ended };
  s.past = [...s.past, summary];
  noteLeg(draft, summary, s.leg.party.department?.id);
};

/** The party works on it and owes news; missing news climb as missing answers do. */
export const awaitUpdate = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  const { party, acceptedBy, eta } = s.leg;
  const first = isSupplier(s) ? s.asker.person : (acceptedBy ?? s.asker.person);
  const above = isSupplier(s) ? s.asker.above : party.rungs.slice(1);
  awaitAnswer(
    draft,
    {
      what: 'update',
      target: owed(s).update,
      step: owed(s).accept,
      rungs: [[personTarget(first)], ...above],
      pages: isSupplier(s) ? 'asker' : 'leg',
      hours: legHours(s),
      first: 'when_due',
      latest: eta,
    },
    now,
  );
};

/** A reject returns the leg to the asker and tells both heads (R17). */
export const returnToAsker = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  s.stage = 'returned';
  toAsker(draft, now);
  const heads = [...new Set([s.leg.party.head, s.asker.head])].filter((id) => id !== undefined);
  if (heads.length > 0) {
    page(draft, {
      ladder: 'told',
      reason: 'rejected',
      due: now,
      targets: heads.map(personTarget),
    });
  }
  const rungs = askerRungs(s);
  awaitAnswer(
    draft,
    {
      what: 'return',
      target: returnTarget,
      rungs,
      pages: 'asker',
      hours: 'always',
      first: 'at_once',
    },
    now,
  );
};

/** From the third bounce on the duty manager decides who answers (R17). */
export const mustDecide = (s: EscalationState): boolean => s.bounces >= bouncesToDutyManager;

export const askDutyManager = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  s.stage = 'deciding';
  s.dutyPaged = [];
  const above = s.asker.above.at(-1);
  awaitAnswer(
    draft,
    {
      what: 'decide',
      target: owed(s).accept,
      rungs: [
        [{ kind: 'duty', role: 'duty_manager' }],
        [{ kind: 'duty', role: 'duty_executive' }],
        ...(above ? [above] : []),
      ],
      pages: 'duty',
      hours: 'always',
      first: 'at_once',
    },
    now,
  );
};

/** Accepted is not done: the asker says whether it is (R17). */
export const awaitConfirmation = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  s.stage = 'fulfilled';
  toAsker(draft, now);
  awaitAnswer(
    draft,
    {
      what: 'confirm',
      target: owed(s).update,
      rungs: askerRungs(s),
      pages: 'asker',
      hours: legHours(s),
      first: 'at_once',
    },
    now,
  );
};

const isLive = ({ stage }: EscalationState): boolean =>
  stage === 'asked' || stage === 'accepted' || stage === 'fulfilled';

/** The end of the chain: nothing of it runs or pages any more, and its subject is told. */
export const closeChain = (
  draft: Draft,
  how: { as: ClosedAs; by: Actor; with?: Record<string, string> },
  now: Instant,
): void => {
  const { s } = draft;
  if (isLive(s)) endLeg(draft, how.as === 'confirmed' ? 'fulfilled' : 'withdrawn', now);
  else endWait(draft, now);
  noteHold(draft, now);
  s.stage = 'closed';
  s.closedAs = how.as;
  s.closedAt = now;
  silence(draft, ['leg', 'asker', 'duty', 'told']);
  say(draft, { at: now, what: `escalation.${how.as}`, by: how.by, with: how.with ?? {} });
  const { kind, id, name } = s.leg.party;
  const to = { kind, id, name };
  tellSubject(draft, { type: 'chain', id: s.id, event: 'closed', to, outcome: how.as });
};
