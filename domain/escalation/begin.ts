import { hold } from '../baton.js';
import { cutText } from '../cut-text.js';
import type { Actor, Instant, Step } from '../machine.js';
import type { Ref } from '../subject-view.js';
import { draftOf, say, stepOf, tellSubject } from './draft.js';
import { noteHold } from './facts.js';
import { askerParty, awaitAcceptance, noteLiveLeg } from './legs.js';
import { legOf } from './party.js';
import type { Escalation } from './process.js';
import {
  rulesVersion,
  stateVersion,
  textBytes,
  type EscalationInput,
  type EscalationState,
} from './state.js';

const cut = <T extends Ref>(ref: T): T => ({ ...ref, name: cutText(ref.name, textBytes.name) });

/** What the chain is about, each text within its bytes. */
const subject = (input: EscalationInput) => {
  const { about, service, site, customer, neededBy, clocks, drill, drillOf } = input;
  return {
    ask: cutText(input.ask, textBytes.ask),
    priority: input.priority,
    interruption: input.interruption,
    asker: input.asker,
    ...(about && { about: { ...about, title: cutText(about.title, textBytes.about) } }),
    ...(service && { service: cut(service) }),
    ...(site && { site: cut(site) }),
    ...(customer && { customer: cut(customer) }),
    ...(neededBy !== undefined && { neededBy }),
    takeBaton: input.takeBaton,
    ...(clocks && { ownClocks: clocks }),
    ...(drill !== undefined && { drill }),
    ...(drillOf !== undefined && { drillOf }),
  };
};

const initialState = (input: EscalationInput, now: Instant): EscalationState => ({
  v: stateVersion,
  rules: rulesVersion,
  id: input.id,
  ...subject(input),
  stage: 'asked',
  startedAt: now,
  baton: hold({ person: input.asker.person }, now),
  held: {
    ...{ n: 1, person: input.asker.person, since: now, leg: 0 },
    party: askerParty(input.asker),
  },
  leg: legOf(input.to, { n: 1, hours: input.hours, openedAt: now }),
  past: [],
  bounces: 0,
  silences: 0,
  clocks: [],
  dutyPaged: [],
  gapsTold: [],
  followUps: [],
  silenced: { leg: 0, asker: 0, duty: 0, told: 0 },
  effects: 0,
});

const starter = ({ by }: EscalationInput): Actor =>
  by.kind === 'user' ? { kind: 'user', id: by.id, person: by.id } : { kind: 'system', id: by.id };

/** The first instant: the first party is asked, and the asker holds until it accepts (R17). */
export const begin = (input: EscalationInput, now: Instant): Step<Escalation> => {
  if (input.to.rungs.length === 0) throw new Error('a party without rungs can never be asked');
  const draft = draftOf(initialState(input, now));
  const { kind, id, name } = draft.s.leg.party;
  say(draft, {
    at: now,
    what: 'escalation.asked',
    by: starter(input),
    with: { to: name, ask: draft.s.ask },
    cause: input.about?.id ?? 'declare',
  });
  awaitAcceptance(draft, now);
  noteLiveLeg(draft);
  noteHold(draft, null);
  tellSubject(draft, { type: 'chain', id: input.id, event: 'opened', to: { kind, id, name } });
  return stepOf(draft);
};
