import { cutText } from '../cut-text.js';
import type { Asked, Entry, Instant, Step } from '../machine.js';
import { clockOf, endWait, stopObligation } from './awaiting.js';
import { alreadyHolds } from './check.js';
import { draftOf, page, say, setLeg, stepOrQuiet, tellSubject, type Draft } from './draft.js';
import { noteContact, noteLeg } from './facts.js';
import {
  askDutyManager,
  awaitConfirmation,
  awaitUpdate,
  closeChain,
  endLeg,
  isSupplier,
  mustDecide,
  noteLiveLeg,
  openLeg,
  personTarget,
  returnToAsker,
  toAsker,
  toParty,
} from './legs.js';
import type { Escalation } from './process.js';
import { attemptsMax, textBytes, type EscalationState, type Party } from './state.js';
import { startSupplierRun, supplierClock } from './supplier.js';

type Given<T extends Asked<Escalation>['type']> = Extract<Asked<Escalation>, { type: T }>;
type Act<T extends Asked<Escalation>['type']> = (
  draft: Draft,
  command: Given<T>,
  now: Instant,
) => void;

const personOf = ({ by }: Asked<Escalation>): string => {
  if (by.person === undefined) throw new Error(`actor ${by.id} is no person: check first`);
  return by.person;
};

const reasonOf = (text: string): string => cutText(text, textBytes.reason);
const nameOf = ({ name }: Party): string => cutText(name, textBytes.name);

const note = (
  draft: Draft,
  command: Asked<Escalation>,
  line: { at: Instant; what: string; with?: Entry['with'] },
): void => say(draft, { ...line, by: command.by, cause: command.type });

/** An answer at the due instant to the millisecond is in time. */
const isLate = (s: EscalationState, now: Instant): boolean => {
  const due = s.awaited && clockOf(s, s.awaited.obligation)?.dueAt;
  return due !== undefined && now > due;
};

/** The party stands for it: its clock for news runs (N18, operations.md). */
const taken = (draft: Draft, person: string, now: Instant): void => {
  const { s } = draft;
  const late = isLate(s, now);
  endWait(draft, now);
  setLeg(draft, { acceptedAt: now, acceptedBy: person, ...(late && { late: true as const }) });
  s.stage = 'accepted';
};

const accept: Act<'accept'> = (draft, command, now) => {
  const { s } = draft;
  const person = personOf(command);
  taken(draft, person, now);
  if (command.until !== undefined) setLeg(draft, { eta: command.until });
  toParty(draft, person, now);
  awaitUpdate(draft, now);
  noteLiveLeg(draft);
  const with_ = { person, name: s.leg.party.name };
  note(draft, command, { at: now, what: 'escalation.accepted', with: with_ });
  if (!s.takeBaton) return;
  tellSubject(draft, { type: 'take_over', person, by: s.asker.person, why: 'chain', cause: s.id });
};

const reject: Act<'reject'> = (draft, command, now) => {
  const { name } = draft.s.leg.party;
  if (isLate(draft.s, now)) setLeg(draft, { late: true });
  endLeg(draft, 'rejected', now);
  const reason = reasonOf(command.reason);
  note(draft, command, { at: now, what: 'escalation.rejected', with: { name, reason } });
  returnToAsker(draft, now);
};

const bounce: Act<'bounce'> = (draft, command, now) => {
  const { s } = draft;
  const { name } = s.leg.party;
  if (s.leg.acceptedAt === undefined) setLeg(draft, { late: true });
  endLeg(draft, 'bounced', now);
  s.bounces += 1;
  const reason = reasonOf(command.reason);
  const with_ = { name, to: nameOf(command.to), reason, bounces: s.bounces };
  note(draft, command, { at: now, what: 'escalation.bounced', with: with_ });
  if (mustDecide(s)) askDutyManager(draft, now);
  else openLeg(draft, { party: command.to }, now);
};

/** Asked again after its reject: the reject was not sustained and counts as late (R17). */
const notSustained = (draft: Draft, to: Party): void => {
  const { s } = draft;
  const last = s.past.at(-1);
  if (last?.ended !== 'rejected' || last.kind !== to.kind || last.id !== to.id) return;
  const changed = { ...last, notSustained: true as const, late: true as const };
  s.past = [...s.past.slice(0, -1), changed];
  noteLeg(draft, changed, s.leg.party.department?.id);
};

const address: Act<'address'> = (draft, command, now) => {
  const { s } = draft;
  const decides = s.stage === 'deciding';
  endWait(draft, now);
  notSustained(draft, command.to);
  const with_ = { to: nameOf(command.to), reason: reasonOf(command.reason) };
  const what = decides ? 'escalation.decided' : 'escalation.addressed';
  note(draft, command, { at: now, what, with: with_ });
  openLeg(draft, { party: command.to, ...(decides && { decided: true as const }) }, now);
};

const update: Act<'update'> = (draft, command, now) => {
  const { s } = draft;
  endWait(draft, now);
  if (command.eta !== undefined) setLeg(draft, { eta: command.eta });
  awaitUpdate(draft, now);
  const with_ = {
    text: reasonOf(command.text),
    name: s.leg.party.name,
    ...(command.eta !== undefined && { eta: command.eta }),
  };
  note(draft, command, { at: now, what: 'escalation.updated', with: with_ });
};

const fulfil: Act<'fulfil'> = (draft, command, now) => {
  const { s } = draft;
  endWait(draft, now);
  stopObligation(draft, `supplier/${s.leg.n}`, now);
  setLeg(draft, { fulfilledAt: now });
  noteLiveLeg(draft);
  const with_ = { text: reasonOf(command.text), name: s.leg.party.name };
  note(draft, command, { at: now, what: 'escalation.fulfilled', with: with_ });
  awaitConfirmation(draft, now);
};

/** Said to be done and is not: back to whoever had accepted it. */
const reopen: Act<'reopen'> = (draft, command, now) => {
  const { s } = draft;
  endWait(draft, now);
  s.stage = 'accepted';
  const person = s.leg.acceptedBy ?? s.asker.person;
  if (isSupplier(s)) toAsker(draft, now);
  else toParty(draft, person, now);
  const clock = supplierClock(s);
  if (clock) {
    const { stoppedAt: _stopped, ...running } = clock;
    s.clocks = s.clocks.map((each) => (each === clock ? running : each));
  }
  const { eta: _past, fulfilledAt: _undone, ...leg } = s.leg;
  s.leg = leg;
  noteLiveLeg(draft);
  awaitUpdate(draft, now);
  const with_ = { reason: reasonOf(command.reason), name: s.leg.party.name };
  note(draft, command, { at: now, what: 'escalation.reopened', with: with_ });
  page(draft, { ladder: 'leg', reason: 'reopened', due: now, targets: [personTarget(person)] });
};

const contact: Act<'contact'> = (draft, command, now) => {
  const { s } = draft;
  const { channel, result, ref } = command;
  const silent = result === 'no_answer';
  const { attempts, unanswered, nextContact, silences } = s.leg;
  setLeg(draft, {
    attempts: Math.min(attemptsMax, attempts + 1),
    ...(silent && {
      unanswered: unanswered + 1,
      nextContact: nextContact + 1,
      silences: silences + 1,
    }),
  });
  if (silent) s.silences += 1;
  const text = reasonOf(command.text);
  const said = { channel: cutText(channel, textBytes.name), result, text };
  const ticket = ref === undefined ? undefined : cutText(ref, textBytes.ref);
  const cited = ticket === undefined ? {} : { ref: ticket };
  noteContact(draft, { ...said, ...cited, at: now, by: personOf(command) });
  const name = s.leg.party.name;
  note(draft, command, {
    at: now,
    what: silent ? 'escalation.no_answer' : 'escalation.contacted',
    with: { ...said, ...cited, name },
  });
  if (ticket !== undefined) reported(draft, command, { ref: ticket, now });
  noteLiveLeg(draft);
};

/** A ticket of the supplier is its acceptance; its own clock starts over its own hours (N38). */
const reported = (
  draft: Draft,
  command: Given<'contact'>,
  { ref, now }: { ref: string; now: Instant },
): void => {
  const { s } = draft;
  const { run } = s.leg;
  if (run) {
    setLeg(draft, { run: { ...run, ref } });
    return;
  }
  taken(draft, personOf(command), now);
  startSupplierRun(draft, ref, now);
  awaitUpdate(draft, now);
  const followUpAt = s.leg.run?.followUpAt ?? now;
  const with_ = { name: s.leg.party.name, ref, at: followUpAt };
  note(draft, command, { at: now, what: 'escalation.ticket', with: with_ });
};

const acts: { [T in Asked<Escalation>['type']]: Act<T> } = {
  accept,
  reject,
  bounce,
  address,
  update,
  fulfil,
  reopen,
  confirm: (draft, command, now) => closeChain(draft, { as: 'confirmed', by: command.by }, now),
  withdraw: (draft, command, now) => {
    const reason = reasonOf(command.reason);
    closeChain(draft, { as: 'withdrawn', by: command.by, with: { reason } }, now);
  },
  contact,
};

/** A person's command that `check` let through. */
export const asked = (
  state: EscalationState,
  command: Asked<Escalation>,
  now: Instant,
): Step<Escalation> => {
  const draft = draftOf(state);
  if (alreadyHolds(state, command)) return stepOrQuiet(draft);
  const act = acts[command.type] as Act<Asked<Escalation>['type']>;
  act(draft, command as never, now);
  return stepOrQuiet(draft);
};
