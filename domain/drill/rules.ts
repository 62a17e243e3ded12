import { stopClock } from '../clock.js';
import { fire, ladderDue } from '../ladder.js';
import type { Actor, Instant } from '../machine.js';
import { nextEffect, pageLeader, say, type Draft } from './draft.js';
import type { Scripted } from './scenario.js';
import type { DrillClosedAs, DrillState } from './state.js';

const dueOf = (s: DrillState, { afterS }: Scripted<string>): Instant => s.startedAt + afterS * 1000;

const scriptDue = (s: DrillState): Instant | undefined => {
  const event = s.script[s.next];
  return event && dueOf(s, event);
};

/** The next instant at which something is due; none once the drill is being scored. */
export const nextDue = (s: DrillState): Instant | undefined => {
  if (s.stage !== 'running') return undefined;
  const dues = [scriptDue(s), ladderDue(s.ladder), s.followUps[0]?.due];
  return Math.min(...dues.filter((due) => due !== undefined));
};

const wordsOf = (event: Scripted<string>) => {
  switch (event.kind) {
    case 'word':
      return { what: `drill.said_by_${event.from}`, text: event.text };
    case 'alert':
    case 'restore':
      return { what: `drill.${event.kind}`, text: event.title };
  }
};

/** The next line of the script happens, at its own due time. */
const play = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  const event = s.script[s.next];
  if (!event) return;
  s.next += 1;
  s.played = { ...s.played, [event.id]: at };
  const { what, text } = wordsOf(event);
  say(draft, { at, what, with: { text }, cause: event.id });
  const id = `s${nextEffect(draft)}`;
  const { title, place } = s;
  draft.effects.push({ kind: 'play', id, title, event, at, ...(place && { place }) });
};

/** It should be over: its leader is paged until it is. */
const remind = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  const { ladder, firing } = fire(s.ladder, now);
  s.ladder = ladder;
  const { due, rung, round, missed } = firing;
  if (missed > 0) say(draft, { at: due, what: 'page.missed', with: { missed } });
  if (round === 0) say(draft, { at: due, what: 'drill.overdue' });
  pageLeader(draft, { due, rung, round });
};

/** Does the one thing that is due at `due`. */
export const stepAt = (draft: Draft, due: Instant, now: Instant): void => {
  const { s } = draft;
  const [later] = s.followUps;
  if (scriptDue(s) === due) play(draft, due);
  else if (later && later.due === due) {
    s.followUps = s.followUps.slice(1);
    pageLeader(draft, { due, followUp: { of: later.page, afterS: later.afterS } });
  } else remind(draft, now);
};

/** Nothing of the drill pages its leader any more (I4). */
const silence = (draft: Draft): void => {
  const { s } = draft;
  s.silenced = { finish: s.effects };
  s.followUps = [];
  s.ladder = { ...s.ladder, stopped: true };
};

/** The play is over: what was done is scored, or the drill just ends. */
export const end = (
  draft: Draft,
  { at, as, by, reason }: { at: Instant; as: DrillClosedAs; by: Actor; reason?: string },
): void => {
  const { s } = draft;
  s.closedAs = as;
  s.clock = stopClock(s.clock, at);
  silence(draft);
  const line = { at, what: `drill.${as}`, by };
  say(draft, reason === undefined ? line : { ...line, with: { reason } });
  if (as === 'cancelled') return close(draft, at);
  s.stage = 'scoring';
  askScore(draft, at);
};

/** Everything the hands need to read and score it. */
export const askScore = (draft: Draft, until: Instant): void => {
  const { s } = draft;
  const script = s.script.map(({ id, kind, key }) => ({ id, kind, key }));
  const { incidents, steps, played } = s;
  const id = `c${nextEffect(draft)}`;
  draft.effects.push({ kind: 'score', id, incidents, script, steps, played, until });
};

/** The drill is over; its incidents are ended with it, so that they page nobody any more. */
export const close = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  s.stage = 'closed';
  s.closedAt = at;
  s.effects += 1;
  draft.effects.push({ kind: 'stop', id: `e${s.effects}`, leader: s.leader.id });
};
