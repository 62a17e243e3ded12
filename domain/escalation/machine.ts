import type { Command, Machine } from '../machine.js';
import { asked } from './asked.js';
import { begin } from './begin.js';
import { check } from './check.js';
import type { EscalationReported } from './commands.js';
import type { Escalation } from './process.js';
import { reported, toldBy } from './reports.js';
import { nextDue, tick } from './tick.js';
import { viewOf } from './view-of.js';

const reports: readonly string[] = [
  'paged',
  'delivered',
  'page_failed',
  'told',
  'hours',
] satisfies EscalationReported['type'][];

const isReport = (command: Command<Escalation>): command is EscalationReported =>
  reports.includes(command.type);

/** An ask of another department, a supplier or a person, until it is done and confirmed (R17). */
export const escalationMachine: Machine<Escalation> = {
  begin,
  check,
  apply: (state, command, now) => {
    if (isReport(command)) return reported(state, command, now);
    if (command.type === 'cancel_requested') return toldBy(state, command, now);
    return asked(state, command, now);
  },
  nextDue,
  tick,
  wanted: (state, effect) =>
    effect.kind === 'page' || effect.kind === 'deliver'
      ? effect.no > state.silenced[effect.ladder]
      : true,
  failed: (effect, why) => {
    switch (effect.kind) {
      case 'page':
        return {
          type: 'page_failed',
          effect: effect.id,
          ladder: effect.ladder,
          ...(effect.rung !== undefined && { rung: effect.rung }),
          why,
        };
      case 'deliver':
        return { type: 'page_failed', effect: effect.id, ladder: effect.ladder, why };
      case 'tell':
        return { type: 'told', effect: effect.id, ok: false };
      case 'snapshot':
        return { type: 'hours', effect: effect.id, why };
    }
  },
  view: viewOf,
  outcome: ({ closedAs, closedAt }) =>
    closedAs !== undefined && closedAt !== undefined ? { closedAs, closedAt } : undefined,
};
