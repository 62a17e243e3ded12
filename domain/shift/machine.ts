import type { Command, Machine } from '../machine.js';
import { asked } from './asked.js';
import { begin } from './begin.js';
import { check } from './check.js';
import type { ShiftReported } from './commands.js';
import { draftOf, say, stepOf } from './draft.js';
import type { Shift } from './process.js';
import { reported } from './reports.js';
import { nextDue, tick } from './tick.js';
import { viewOf } from './view-of.js';

const reports: readonly string[] = [
  'gathered',
  'gather_failed',
  'told',
  'paged',
  'delivered',
  'page_failed',
] satisfies ShiftReported['type'][];

const isReport = (command: Command<Shift>): command is ShiftReported =>
  reports.includes(command.type);

const failed: Machine<Shift>['failed'] = (effect, why) => {
  switch (effect.kind) {
    case 'gather':
      return { type: 'gather_failed', effect: effect.id, why };
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

const cancelRequested: Machine<Shift>['apply'] = (state, _word, now) => {
  const draft = draftOf(state);
  say(draft, { at: now, what: 'engine.cancel_requested' });
  return stepOf(draft);
};

/**
 * A shift's hand-over (V26, R17, operations.md): the incoming person signs each open subject of the
 * outgoing one; no ownership moves before its signature, and it ends only when nothing is unsigned.
 */
export const shiftMachine: Machine<Shift> = {
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
    if (effect.kind === 'gather') return s.gathering?.effect === effect.id;
    return effect.kind === 'tell' || effect.no > s.silenced[effect.ladder];
  },
  failed,
  view: viewOf,
  outcome: ({ closedAs, closedAt }) =>
    closedAs !== undefined && closedAt !== undefined ? { closedAs, closedAt } : undefined,
};
