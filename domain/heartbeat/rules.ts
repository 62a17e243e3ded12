import { system, type Entry, type Instant, type Step } from '../machine.js';
import type { HeartbeatEffect } from './effects.js';
import type { Heartbeat } from './process.js';
import type { HeartbeatState, Said } from './state.js';

/** While a beat is missed it is looked for this often; a beat that comes also says so itself. */
export const lookMinMs = 60_000;
export const lookMaxMs = 3_600_000;
/** A look that took longer says that our records were away, not that the source was silent. */
export const blindAfterMs = 60_000;

/** A step being put together: `s` is a fresh copy whose members are replaced, never mutated. */
export interface Draft {
  s: HeartbeatState;
  effects: HeartbeatEffect[];
  entries: Entry[];
}

export const draftOf = (state: HeartbeatState): Draft => ({
  s: { ...state },
  effects: [],
  entries: [],
});

/** A step without a line changed nothing a reader sees. */
export const stepOf = ({ s, effects, entries }: Draft): Step<Heartbeat> => ({
  state: s,
  effects,
  entries,
  ...(entries.length === 0 && { quiet: true }),
});

export const say = (draft: Draft, line: Omit<Entry, 'actor'>): void => {
  draft.entries.push({ actor: system, ...line });
};

const nextEffect = (draft: Draft): number => {
  draft.s.effects += 1;
  return draft.s.effects;
};

export const isWatching = (s: HeartbeatState): boolean =>
  s.paused === undefined && s.forgottenAt === undefined;

/** A beat is missed when none came within interval and grace of the one before. */
export const beatDue = (s: HeartbeatState, last: Instant): Instant =>
  last + s.intervalMs + s.graceMs;

export const lookAgain = (s: HeartbeatState, now: Instant): Instant =>
  now + Math.min(lookMaxMs, Math.max(lookMinMs, s.intervalMs + s.graceMs));

export const look = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  const id = `l${nextEffect(draft)}`;
  s.looking = { effect: id, since: now };
  draft.effects.push({ kind: 'look', id, integration: s.integration, due: s.due });
};

/** Says to the intake what it does not know yet, one word at a time and in order. */
export const settle = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  const word: Said = s.missedSince === undefined ? 'beating' : 'missed';
  if (s.saying || s.said === word || s.forgottenAt !== undefined) return;
  const { integration, name } = s;
  const id = `${word === 'missed' ? 'r' : 'c'}${nextEffect(draft)}`;
  s.saying = { effect: id, word };
  draft.effects.push(
    word === 'missed'
      ? { kind: 'raise', id, integration, name, since: s.missedSince ?? now }
      : { kind: 'clear', id, integration, name, at: now },
  );
};

/** No beat by its due time: an incident is owed (R: api.md §2, `heartbeat`). */
export const miss = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  if (s.missedSince === undefined) {
    s.missedSince = beatDue(s, s.last);
    say(draft, { at: now, what: 'heartbeat.missed', with: { last: s.last } });
  }
  s.due = lookAgain(s, now);
  settle(draft, now);
};

/** A beat came: the next one is due after it, and a missed one is over. */
export const hear = (draft: Draft, last: Instant, now: Instant): void => {
  const { s } = draft;
  s.last = Math.max(s.last, last);
  s.due = beatDue(s, s.last);
  if (s.missedSince !== undefined) {
    delete s.missedSince;
    say(draft, { at: now, what: 'heartbeat.back', with: { last: s.last } });
  }
  settle(draft, now);
};
