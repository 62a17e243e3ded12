import type { Command, Machine } from '../machine.js';
import { linkWanted, sheetWanted } from './acceptance.js';
import { asked } from './asked.js';
import { begin } from './begin.js';
import { check } from './check.js';
import type { HandoverReported, HandoverTold } from './commands.js';
import type { HandoverEffect } from './effects.js';
import type { Handover } from './process.js';
import { reported, toldBy } from './reports.js';
import { serviceStatus } from './stages.js';
import type { HandoverState } from './state.js';
import { nextDue, tick } from './tick.js';
import { viewOf } from './view-of.js';

const reports: readonly string[] = [
  'paged',
  'delivered',
  'page_failed',
  'told',
  'hours',
  'sheet',
  'signature_asked',
  'marked',
] satisfies HandoverReported['type'][];

const words: readonly string[] = ['cancel_requested', 'fault'] satisfies HandoverTold['type'][];

const isReport = (command: Command<Handover>): command is HandoverReported =>
  reports.includes(command.type);

const isWord = (command: Command<Handover>): command is HandoverTold =>
  words.includes(command.type);

const failed = (effect: HandoverEffect, why: string): HandoverReported => {
  switch (effect.kind) {
    case 'page':
    case 'deliver': {
      const rung = effect.kind === 'page' ? effect.rung : undefined;
      const { id, ladder } = effect;
      return { type: 'page_failed', effect: id, ladder, ...(rung !== undefined && { rung }), why };
    }
    case 'snapshot':
      return { type: 'hours', effect: effect.id, why };
    case 'freeze_sheet':
      return { type: 'sheet', effect: effect.id, why };
    case 'ask_signature':
      return { type: 'signature_asked', effect: effect.id, ok: false, why };
    case 'mark_service':
      return { type: 'marked', effect: effect.id, ok: false };
  }
};

/** A page that was silenced, a sheet or a link that was replaced, a status that has passed. */
const wanted = (state: HandoverState, effect: HandoverEffect): boolean => {
  switch (effect.kind) {
    case 'page':
    case 'deliver':
      return effect.no > state.silenced[effect.ladder];
    case 'freeze_sheet':
      return sheetWanted(state, effect.id);
    case 'ask_signature':
      return linkWanted(state, effect.id);
    case 'mark_service':
      return state.stage === 'closed' || serviceStatus(state.stage) === effect.status;
    case 'snapshot':
      return true;
  }
};

/**
 * The hand-over of one service from delivery to operations, from the order to the end of the
 * warranty (R1, R2, 4b, operations.md).
 */
export const handoverMachine: Machine<Handover> = {
  begin,
  check,
  apply: (state, command, now) => {
    if (isReport(command)) return reported(state, command, now);
    if (isWord(command)) return toldBy(state, command, now);
    return asked(state, command, now);
  },
  nextDue,
  tick,
  wanted,
  failed,
  view: viewOf,
  outcome: ({ closedAs, closedAt }) =>
    closedAs !== undefined && closedAt !== undefined ? { closedAs, closedAt } : undefined,
};
