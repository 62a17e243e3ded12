import type { Instant, Machine, Step } from '../machine.js';
import type { HeartbeatReported, HeartbeatTold } from './commands.js';
import type { Heartbeat } from './process.js';
import {
  beatDue,
  blindAfterMs,
  draftOf,
  hear,
  isWatching,
  look,
  lookAgain,
  miss,
  say,
  settle,
  stepOf,
  type Draft,
} from './rules.js';
import { rulesVersion, stateVersion, type HeartbeatInput, type HeartbeatState } from './state.js';

type Report<T extends HeartbeatReported['type']> = Extract<HeartbeatReported, { type: T }>;
type Word<T extends HeartbeatTold['type']> = Extract<HeartbeatTold, { type: T }>;

/** Waits for the first beat from the beginning on. */
const begin = (input: HeartbeatInput, now: Instant): Step<Heartbeat> => {
  const due = now + input.intervalMs + input.graceMs;
  const draft = draftOf({
    v: stateVersion,
    rules: rulesVersion,
    ...input,
    last: now,
    due,
    said: 'beating',
    effects: 0,
  });
  say(draft, { at: now, what: 'heartbeat.watched', with: { due } });
  return stepOf(draft);
};

const looked = (draft: Draft, report: Report<'looked'>, now: Instant): void => {
  const { s } = draft;
  if (s.looking?.effect !== report.effect) return;
  const { since } = s.looking;
  delete s.looking;
  const last = Math.max(report.last ?? s.last, s.last);
  if (report.why !== undefined) s.due = lookAgain(s, now);
  else if (beatDue(s, last) > now) hear(draft, last, now);
  else {
    s.last = last;
    if (now - since > blindAfterMs) s.due = beatDue(s, now);
    else miss(draft, now);
  }
};

const said = (draft: Draft, report: Report<'said'>, now: Instant): void => {
  const { s } = draft;
  if (s.saying?.effect !== report.effect) return;
  s.said = s.saying.word;
  delete s.saying;
  if (report.why !== undefined) {
    const why = report.why.slice(0, 200);
    say(draft, { at: now, what: 'heartbeat.unsaid', with: { why }, cause: report.effect });
  }
  settle(draft, now);
};

/** A new rhythm counts from the last beat; watching again after a pause counts from now. */
const watch = (draft: Draft, word: Word<'watch'>, now: Instant): void => {
  const { s } = draft;
  const { name, intervalMs, graceMs } = word;
  const same = s.intervalMs === intervalMs && s.graceMs === graceMs && s.name === name;
  if (same && !s.paused) return;
  Object.assign(s, { name, intervalMs, graceMs });
  if (s.paused) {
    delete s.paused;
    delete s.missedSince;
    s.last = now;
  }
  s.due = s.missedSince === undefined ? beatDue(s, s.last) : now;
  say(draft, { at: now, what: 'heartbeat.watched', with: { due: s.due } });
  settle(draft, now);
};

const beat = (draft: Draft, { at }: Word<'beat'>, now: Instant): void => {
  if (at > draft.s.last && beatDue(draft.s, at) > now) hear(draft, at, now);
};

const toldBy = (draft: Draft, word: HeartbeatTold, now: Instant): void => {
  const { s } = draft;
  if (s.forgottenAt !== undefined) return;
  switch (word.type) {
    case 'watch':
      return watch(draft, word, now);
    case 'beat':
      return s.paused ? undefined : beat(draft, word, now);
    case 'pause':
      if (s.paused) return;
      s.paused = true;
      delete s.looking;
      return say(draft, { at: now, what: 'heartbeat.paused' });
    case 'forget':
      s.forgottenAt = now;
      delete s.looking;
      return say(draft, { at: now, what: 'heartbeat.forgotten' });
    case 'cancel_requested':
      return say(draft, { at: now, what: 'engine.cancel_requested' });
  }
};

/** Watches one integration for silence: a missed beat raises, a beat afterwards clears (api.md §2). */
export const heartbeatMachine: Machine<Heartbeat> = {
  begin,
  check: () => ({ code: 'wrong_state' }),
  apply: (state, command, now) => {
    const draft = draftOf(state);
    if (command.type === 'looked') looked(draft, command, now);
    else if (command.type === 'said') said(draft, command, now);
    else toldBy(draft, command, now);
    return stepOf(draft);
  },
  /** None while a look is under way: its hands never give up. */
  nextDue: (s) => (isWatching(s) && !s.looking ? s.due : undefined),
  tick: (state: HeartbeatState, now) => {
    const draft = draftOf(state);
    if (isWatching(state) && !state.looking && state.due <= now) look(draft, now);
    return stepOf(draft);
  },
  wanted: (s, effect) =>
    effect.kind === 'look' ? s.looking?.effect === effect.id : s.forgottenAt === undefined,
  failed: (effect, why) =>
    effect.kind === 'look'
      ? { type: 'looked', effect: effect.id, why }
      : { type: 'said', effect: effect.id, why },
  view: ({ integration, name, intervalMs, graceMs, missedSince, paused }) => ({
    integration,
    name,
    intervalMs,
    graceMs,
    state: paused ? 'paused' : missedSince === undefined ? 'beating' : 'missed',
    ...(missedSince !== undefined && { missedSince }),
  }),
  outcome: ({ forgottenAt }) => (forgottenAt === undefined ? undefined : { forgottenAt }),
};
