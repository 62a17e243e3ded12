import type { Asked, Command, Machine } from '../machine.js';
import { asked } from './asked.js';
import { begin } from './begin.js';
import { check } from './check.js';
import type { ReviewCycleReported, ReviewCycleTold } from './commands.js';
import { draftOf, stepOf } from './draft.js';
import type { ReviewCycleEffect } from './effects.js';
import type { ReviewCycle } from './process.js';
import { reported, told } from './reports.js';
import { nextDue, tick } from './tick.js';
import { viewOf } from './view-of.js';

const isAsked = (command: Command<ReviewCycle>): command is Asked<ReviewCycle> => 'by' in command;

const wordsOfReviews: readonly string[] = [
  'appealed',
  'decided',
  'cancel_requested',
] satisfies ReviewCycleTold['type'][];

const isTold = (command: ReviewCycleReported | ReviewCycleTold): command is ReviewCycleTold =>
  wordsOfReviews.includes(command.type);

const failed = (effect: ReviewCycleEffect, why: string): ReviewCycleReported => {
  const { id } = effect;
  switch (effect.kind) {
    case 'open_reviews':
      return { type: 'opened', effect: id, started: 0, why };
    case 'freeze': {
      const none = { people: 0, insufficient: 0, absent: [], digest: '' };
      return { type: 'frozen', effect: id, ...none, why };
    }
    case 'score':
      return { type: 'scored', effect: id, changed: 0, why };
    case 'tell_reviews':
      return { type: 'reviews_told', effect: id, told: 0, gone: 0, why };
    case 'remind':
      return { type: 'reminded', effect: id, sent: 0, waiting: 0, why };
    case 'archive':
      return { type: 'archived', effect: id, open: 0, why };
  }
};

/**
 * The review of one department's people over one period (4c, operations.md): each step begins on its
 * own working day, whoever is late; inputs freeze once; results go out when HR releases them or by
 * themselves at the end of the step; it closes when no appeal is pending, under one hash.
 */
export const reviewCycleMachine: Machine<ReviewCycle> = {
  begin,
  check,
  apply: (state, command, now) => {
    const draft = draftOf(state);
    if (isAsked(command)) asked(draft, command, now);
    else if (isTold(command)) told(draft, command, now);
    else reported(draft, command, now);
    return stepOf(draft);
  },
  nextDue,
  tick,
  wanted: (s, effect) =>
    effect.kind === 'remind'
      ? s.reminding === effect.id
      : s.flying[effect.kind]?.effect === effect.id,
  failed,
  view: viewOf,
  outcome: ({ stage, closedAs, closedAt }) =>
    stage === 'closed' && closedAs && closedAt !== undefined ? { closedAs, closedAt } : undefined,
};
