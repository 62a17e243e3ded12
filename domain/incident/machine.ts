import type { Command, Machine } from '../machine.js';
import { alert } from './alerts.js';
import { asked } from './asked.js';
import { begin } from './begin.js';
import { check } from './check.js';
import type { IncidentReported, IncidentTold } from './commands.js';
import type { Incident } from './process.js';
import { noticeFailed, noticeWanted } from '../notice/effects.js';
import { reported, toldBy } from './reports.js';
import { isVoidOffer } from './rules.js';
import { rulesVersion, type IncidentState } from './state.js';
import { draftsEarly } from './notices.js';
import { nextDue, tick } from './tick.js';
import { viewOf } from './view-of.js';

const reports: readonly string[] = [
  'paged',
  'delivered',
  'page_failed',
  'told',
  'handed_back',
  'snapshot_taken',
  'notice_drafted',
  'notice_sent',
  'notice_blocked',
  'notice_failed',
] satisfies IncidentReported['type'][];

const words: readonly string[] = [
  'absorbed',
  'child',
  'attached',
  'released',
  'chain',
  'take_over',
  'hard_fault',
  'calendar_changed',
  'cancel_requested',
] satisfies IncidentTold['type'][];

const isReport = (
  command: Command<Incident>,
): command is Exclude<IncidentReported, { type: 'alert' }> => reports.includes(command.type);

const isWord = (command: Command<Incident>): command is IncidentTold =>
  words.includes(command.type);

const wanted: Machine<Incident>['wanted'] = (state, effect) => {
  if (effect.kind === 'draft_notice' || effect.kind === 'send_notice') {
    return state.board !== undefined && noticeWanted(state.board, effect);
  }
  if (effect.kind !== 'page' && effect.kind !== 'deliver') return true;
  const page = effect.kind === 'deliver' ? effect.page : (effect.followUp?.of ?? effect.id);
  return effect.no > state.silenced[effect.ladder] && !isVoidOffer(state, page);
};

/** What of the newer rules stands in the state: the board makes its drafts early (rules 2). */
const adopt = (state: IncidentState, rules: number): IncidentState => ({
  ...state,
  rules,
  ...(state.board && draftsEarly(rules) && { board: { ...state.board, early: true as const } }),
});

/** The incident's life from the first alert to closing (4a, operations.md). */
export const incidentMachine: Machine<Incident> = {
  rules: rulesVersion,
  begin,
  adopt,
  check,
  apply: (state, command, now) => {
    if (command.type === 'alert') return alert(state, command.event, now);
    if (isReport(command)) return reported(state, command, now);
    if (isWord(command)) return toldBy(state, command, now);
    return asked(state, command, now);
  },
  nextDue,
  tick,
  wanted,
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
      case 'handBack':
        return { type: 'handed_back', effect: effect.id };
      case 'snapshot':
        return { type: 'snapshot_taken', effect: effect.id };
      case 'draft_notice':
      case 'send_notice':
        return noticeFailed(effect, why);
    }
  },
  view: viewOf,
  outcome: (state) =>
    state.ended && state.closedAs !== undefined && state.closedAt !== undefined
      ? { closedAs: state.closedAs, closedAt: state.closedAt }
      : undefined,
};
