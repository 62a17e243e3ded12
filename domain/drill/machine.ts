import { cutText } from '../cut-text.js';
import type { Asked, Command, Instant, Machine, Refusal, Step } from '../machine.js';
import { begin } from './begin.js';
import type { DrillReported } from './commands.js';
import { draftOf, say, stepOf } from './draft.js';
import type { Drill } from './process.js';
import { reported } from './reports.js';
import { end, nextDue, stepAt } from './rules.js';
import { textBytes, type DrillState } from './state.js';
import { viewOf } from './view-of.js';

/** One late tick catches up with the whole script and a day of reminders. */
const stepsMax = 200;

const tick = (state: DrillState, now: Instant): Step<Drill> => {
  const draft = draftOf(state);
  for (let steps = 0; steps < stepsMax; steps += 1) {
    const due = nextDue(draft.s);
    if (due === undefined || due > now) break;
    stepAt(draft, due, now);
  }
  return stepOf(draft);
};

/** Its leader, or a lead, ends it; both verbs while it runs. */
const check = (s: DrillState, { by, type: verb }: Asked<Drill>): Refusal | undefined => {
  if (by.person === undefined) return { code: 'service_cannot_hold', with: { verb } };
  if (s.stage !== 'running') {
    return { code: 'wrong_state', with: { stage: s.stage, allowed: ['running'], verb } };
  }
  if (by.lead || by.person === s.leader.id) return undefined;
  return { code: 'not_holder', with: { holder: s.leader.id, verb } };
};

const asked = (state: DrillState, command: Asked<Drill>, now: Instant): Step<Drill> => {
  const draft = draftOf(state);
  const { by } = command;
  if (command.type === 'finish') end(draft, { at: now, as: 'finished', by });
  else {
    const reason = cutText(command.reason, textBytes.reason);
    end(draft, { at: now, as: 'cancelled', by, reason });
  }
  return stepOf(draft);
};

const isAsked = (command: Command<Drill>): command is Asked<Drill> => 'by' in command;

const failed = (effect: Drill['effect'], why: string): DrillReported => {
  const { id } = effect;
  switch (effect.kind) {
    case 'play':
      return { type: 'played', effect: id, event: effect.event.id, why };
    case 'score':
      return { type: 'unscored', effect: id, why };
    case 'stop':
      return { type: 'stopped', effect: id, why };
    case 'page':
    case 'deliver':
      return { type: 'page_failed', effect: id, ladder: effect.ladder, why };
  }
};

const isWanted = (s: DrillState, effect: Drill['effect']): boolean => {
  if (effect.kind === 'page' || effect.kind === 'deliver') return effect.no > s.silenced.finish;
  return effect.kind === 'play' ? s.stage === 'running' : true;
};

/**
 * A drill (V6, operations.md): the script's events come at their times by the way of real ones, the
 * people handle real incidents that reach nobody outside the drill (I10), and what they did is
 * scored at the end. Its leader holds it until it is finished or called off.
 */
export const drillMachine: Machine<Drill> = {
  begin,
  check,
  apply: (state, command, now) => {
    if (command.type === 'cancel_requested') {
      const draft = draftOf(state);
      say(draft, { at: now, what: 'engine.cancel_requested' });
      return stepOf(draft);
    }
    return isAsked(command) ? asked(state, command, now) : reported(state, command, now);
  },
  nextDue,
  tick,
  wanted: isWanted,
  failed,
  view: viewOf,
  outcome: ({ stopped, closedAs, closedAt }) =>
    stopped && closedAs && closedAt !== undefined ? { closedAs, closedAt } : undefined,
};
