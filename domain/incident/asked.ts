import { accept, offer } from '../baton.js';
import { cutText } from '../cut-text.js';
import { holdLadder, jump } from '../ladder.js';
import type { Actor, Asked, Entry, Instant, Step } from '../machine.js';
import { checkClock } from '../clock.js';
import { attributeAsked } from './attribution.js';
import { alreadyHolds } from './check.js';
import { endCommand } from './commanding.js';
import { gradeAsked, proposalAnswered } from './grading.js';
import { draftOf, page, quietStep, say, silence, stepOf, tell, type Draft } from './draft.js';
import { noticeAsked, noticesOnCommander } from './notices.js';
import type { Incident } from './process.js';
import { reviewAsked } from './reviewing.js';
import { clockOf, pauseRestore, putClock, resumeRestore } from './running-clocks.js';
import {
  awake,
  close,
  endOffer,
  endWait,
  observe,
  promise,
  promiseUntil,
  rearm,
  releaseChildren,
  reopen,
  restore,
} from './rules.js';
import { textBytes, type IncidentState } from './state.js';

type Given<T extends Asked<Incident>['type']> = Extract<Asked<Incident>, { type: T }>;
type Act<T extends Asked<Incident>['type']> = (
  draft: Draft,
  command: Given<T>,
  now: Instant,
) => void;

const personOf = (by: Actor): string => {
  if (by.person === undefined) throw new Error(`actor ${by.id} is no person: check first`);
  return by.person;
};

const note = (
  draft: Draft,
  command: Asked<Incident>,
  line: {
    at: Instant;
    what: string;
    with?: Entry['with'];
  },
): void => say(draft, { ...line, by: command.by, cause: command.type });

const acknowledge: Act<'acknowledge'> = (draft, command, now) => {
  const person = personOf(command.by);
  const before = draft.s.promise;
  const mine = before?.by === person && before.until > now;
  if (mine && command.until === undefined) return;
  const until = command.until ?? promiseUntil(draft.s, now);
  promise(draft, { person, until, at: now });
  const what = mine ? 'incident.promise_extended' : 'incident.acknowledged';
  note(draft, command, { at: now, what, with: { person, until } });
};

const unacknowledge: Act<'unacknowledge'> = (draft, command, now) => {
  rearm(draft, now);
  draft.s.stage = 'detected';
  const with_ = { person: personOf(command.by) };
  note(draft, command, { at: now, what: 'incident.unacknowledged', with: with_ });
};

const assign: Act<'assign'> = (draft, command, now) => {
  const { s } = draft;
  const by = personOf(command.by);
  const expires = now + s.targets.offerS * 1000;
  endOffer(draft);
  s.baton = offer(s.baton, { to: command.to, by, at: now, expires });
  s.offerPage = page(draft, {
    ladder: 'holder',
    reason: 'offer',
    due: now,
    targets: [{ kind: 'person', id: command.to }],
  });
  note(draft, command, { at: now, what: 'baton.offered', with: { to: command.to, expires } });
};

const acceptOffer: Act<'accept'> = (draft, command, now) => {
  const { s } = draft;
  const person = personOf(command.by);
  s.baton = accept(s.baton, now);
  endOffer(draft);
  endCommand(draft, now);
  if (s.stage === 'detected' || s.stage === 'responding') {
    promise(draft, { person, until: promiseUntil(s, now), at: now });
  }
  note(draft, command, { at: now, what: 'baton.accepted', with: { person } });
};

const refuse: Act<'refuse'> = (draft, command, now) => {
  endOffer(draft);
  const with_ = { person: personOf(command.by), reason: command.reason };
  note(draft, command, { at: now, what: 'baton.refused', with: with_ });
};

const wait: Act<'wait'> = (draft, command, now) => {
  const { s } = draft;
  const { on, until, reason } = command;
  s.waiting = { on, until, reason: cutText(reason, textBytes.reason) };
  if (s.promise) s.promise = { ...s.promise, until };
  s.respond = holdLadder(s.respond, until, 'above');
  silence(draft, ['respond']);
  note(draft, command, { at: now, what: 'incident.waiting', with: { on, until, reason } });
  if (on === 'customer') pauseRestore(draft, { at: now, reason });
  else resumeRestore(draft, now);
};

const resumeWork: Act<'resume'> = (draft, command, now) => {
  const { s } = draft;
  if (!s.waiting) return;
  endWait(draft, { at: now, until: now + s.policy.ackTtlS * 1000 });
  note(draft, command, { at: now, what: 'incident.resumed' });
};

const mitigate: Act<'mitigate'> = (draft, command, now) => {
  draft.s.mitigatedAt ??= now;
  note(draft, command, { at: now, what: 'incident.mitigated' });
};

const restoreService: Act<'restore'> = (draft, command, now) => {
  restore(draft, command.at ?? now, now);
  const with_ = { how: command.how, at: command.at ?? now };
  note(draft, command, { at: now, what: 'incident.restored', with: with_ });
  releaseChildren(draft, 'restored');
};

const verify: Act<'verify'> = (draft, command, now) => {
  const with_ = { verifiedBy: command.verifiedBy };
  note(draft, command, { at: now, what: 'incident.verified', with: with_ });
  observe(draft, now);
};

const reopenIncident: Act<'reopen'> = (draft, command, now) => {
  reopen(draft, now);
  note(draft, command, { at: now, what: 'incident.reopened', with: { reason: command.reason } });
};

const snooze: Act<'snooze'> = (draft, command, now) => {
  const { s } = draft;
  const { until } = command;
  if (s.promise) s.promise = { ...s.promise, until };
  s.respond = holdLadder(s.respond, until, s.promise ? 'above' : 'again');
  if (s.parent) s.parent = awake(s.parent);
  silence(draft, ['respond']);
  const with_ = { person: personOf(command.by), until };
  note(draft, command, { at: now, what: 'incident.snoozed', with: with_ });
};

const escalate: Act<'escalate'> = (draft, command, now) => {
  const { s } = draft;
  const top = s.respond.rungs.length;
  const step = command.step ?? Math.min(s.respond.reached + 2, top);
  delete s.promise;
  delete s.waiting;
  resumeRestore(draft, now);
  s.respond = jump(s.respond, step - 1, now);
  const with_ = { person: personOf(command.by), rung: step, reason: command.reason };
  note(draft, command, { at: now, what: 'incident.escalated', with: with_ });
};

const addNote: Act<'note'> = (draft, command, now) => {
  const { text, occurredAt } = command;
  note(draft, command, {
    at: now,
    what: 'incident.note',
    with: { text, ...(occurredAt !== undefined && { occurredAt }) },
  });
};

const merge: Act<'merge'> = (draft, command, now) => {
  const { s } = draft;
  if (s.merging) return;
  const alerts = s.alerts.filter((alert) => alert.open).map((alert) => alert.mark);
  const back = s.stage === 'restored' || s.stage === 'observing';
  const message = {
    type: 'absorbed',
    from: s.id,
    title: s.title,
    alerts,
    ...(back && { restored: back }),
  } as const;
  s.merging = { into: command.into, effect: tell(draft, { to: [command.into], message }) };
  note(draft, command, { at: now, what: 'incident.merge_asked', with: { into: command.into } });
};

const dismiss: Act<'dismiss'> = (draft, command, now) => {
  note(draft, command, { at: now, what: 'incident.dismissed', with: { proof: command.proof } });
  close(draft, { at: now, as: 'dismissed', by: command.by });
};

const closeIncident: Act<'close'> = (draft, command, now) => {
  close(draft, { at: now, as: 'resolved', by: command.by, cause: command.type });
};

/** Named, not offered: whoever commands may hand it on, and nobody commands what they hold. */
const takeCommand: Act<'command'> = (draft, command, now) => {
  const { s } = draft;
  if (s.commander === command.to) return;
  const from = s.commander ?? null;
  s.commander = command.to;
  noticesOnCommander(s);
  note(draft, command, { at: now, what: 'incident.commanded', with: { to: command.to, from } });
};

const clockChecked: Act<'check_clock'> = (draft, command, now) => {
  const { s } = draft;
  const clock = clockOf(s, command.obligation);
  if (!clock?.unchecked) return;
  putClock(s, checkClock(clock));
  note(draft, command, { at: now, what: 'clock.checked', with: { obligation: clock.obligation } });
};

const acts: { [T in Asked<Incident>['type']]: Act<T> } = {
  acknowledge,
  unacknowledge,
  assign,
  accept: acceptOffer,
  refuse,
  wait,
  resume: resumeWork,
  mitigate,
  restore: restoreService,
  verify,
  reopen: reopenIncident,
  snooze,
  escalate,
  note: addNote,
  merge,
  dismiss,
  close: closeIncident,
  grade: gradeAsked,
  command: takeCommand,
  confirm: proposalAnswered,
  decline: proposalAnswered,
  check_clock: clockChecked,
  review: reviewAsked,
  attribute: attributeAsked,
  approve_notice: noticeAsked,
  send_notice: noticeAsked,
  correct_notice: noticeAsked,
};

/** A person's command that `check` let through. */
export const asked = (
  state: IncidentState,
  command: Asked<Incident>,
  now: Instant,
): Step<Incident> => {
  const draft = draftOf(state);
  if (alreadyHolds(state, command)) return quietStep(draft);
  const act = acts[command.type] as Act<Asked<Incident>['type']>;
  act(draft, command as never, now);
  return draft.entries.length === 0 ? quietStep(draft) : stepOf(draft);
};
