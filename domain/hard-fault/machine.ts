import type { Command, Machine } from '../machine.js';
import { asked } from './asked.js';
import { begin } from './begin.js';
import { check } from './check.js';
import type { HardFaultReported } from './commands.js';
import { draftOf, say, stepOf } from './draft.js';
import type { HardFault } from './process.js';
import { reported } from './reports.js';
import { nextDue, tick } from './tick.js';
import { viewOf } from './view-of.js';

const reports: readonly string[] = [
  'hours_taken',
  'hours_failed',
  'told',
  'paged',
  'delivered',
  'page_failed',
] satisfies HardFaultReported['type'][];

const isReport = (command: Command<HardFault>): command is HardFaultReported =>
  reports.includes(command.type);

const failed: Machine<HardFault>['failed'] = (effect, why) => {
  switch (effect.kind) {
    case 'hours':
      return { type: 'hours_failed', effect: effect.id, why };
    case 'tell':
      return { type: 'told', effect: effect.id, ok: false };
    case 'page': {
      const { id, ladder, rung } = effect;
      return { type: 'page_failed', effect: id, ladder, ...(rung !== undefined && { rung }), why };
    }
    case 'deliver':
      return { type: 'page_failed', effect: effect.id, ladder: effect.ladder, why };
  }
};

const cancelRequested: Machine<HardFault>['apply'] = (state, _word, now) => {
  const draft = draftOf(state);
  say(draft, { at: now, what: 'engine.cancel_requested' });
  return stepOf(draft);
};

/**
 * The track of a hard fault (N42, operations.md): one named lead, a step each day with its clock,
 * a war room with the supplier, and an end in a problem and an article. A day without a step
 * climbs: deputy, head of the department, duty executive, again and again.
 */
export const hardFaultMachine: Machine<HardFault> = {
  begin,
  check,
  apply: (state, command, now) => {
    if (isReport(command)) return reported(state, command, now);
    if (command.type === 'cancel_requested') return cancelRequested(state, command, now);
    return asked(state, command, now);
  },
  nextDue,
  tick,
  wanted: (s, effect) => {
    if (effect.kind === 'hours') return s.reading === effect.id;
    return effect.kind === 'tell' || effect.no > s.silenced[effect.ladder];
  },
  failed,
  view: viewOf,
  outcome: ({ stage, closedAt }) =>
    stage === 'closed' && closedAt !== undefined ? { closedAt } : undefined,
};
