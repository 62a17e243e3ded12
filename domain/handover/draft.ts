import { system, type Actor, type Entry, type Fact, type Instant, type Step } from '../machine.js';
import type {
  AskSignatureEffect,
  FreezeSheetEffect,
  HandoverEffect,
  HandoverPage,
  MarkServiceEffect,
  SnapshotEffect,
} from './effects.js';
import type { Handover } from './process.js';
import type { HandoverState, LadderName } from './state.js';

/** A step being put together: `s` is a fresh copy whose members are replaced, never mutated. */
export interface Draft {
  s: HandoverState;
  effects: HandoverEffect[];
  entries: Entry[];
  facts: Fact[];
}

/** Something to do at its own due time; `now` is when the tick runs, maybe later. */
export interface Due {
  at: Instant;
  act: (draft: Draft, at: Instant, now: Instant) => void;
}

export const draftOf = (state: HandoverState): Draft => ({
  s: { ...state },
  effects: [],
  entries: [],
  facts: [],
});

export const stepOf = ({ s, effects, entries, facts }: Draft): Step<Handover> => ({
  state: s,
  effects,
  entries,
  facts,
});

/** A step without a line, an effect or a fact changed nothing a reader sees. */
export const stepOrQuiet = (draft: Draft): Step<Handover> => {
  const { entries, effects, facts } = draft;
  const quiet = entries.length === 0 && effects.length === 0 && facts.length === 0;
  return quiet ? { ...stepOf(draft), quiet } : stepOf(draft);
};

export const say = (
  draft: Draft,
  line: { at: Instant; what: string; by?: Actor; with?: Entry['with']; cause?: string },
): void => {
  draft.entries.push({
    at: line.at,
    actor: line.by ?? system,
    what: line.what,
    ...(line.with && { with: line.with }),
    ...(line.cause !== undefined && { cause: line.cause }),
  });
};

const nextEffect = (draft: Draft): number => {
  draft.s.effects += 1;
  return draft.s.effects;
};

export const page = (draft: Draft, asked: Omit<HandoverPage, 'kind' | 'id' | 'no'>): void => {
  const no = nextEffect(draft);
  draft.effects.push({ kind: 'page', id: `p${no}`, no, ...asked });
};

export const deliver = (
  draft: Draft,
  asked: { ladder: LadderName; page: string; until: Instant },
): void => {
  const no = nextEffect(draft);
  draft.effects.push({ kind: 'deliver', id: `d${no}`, no, ...asked });
};

export const snapshot = (draft: Draft, asked: Omit<SnapshotEffect, 'kind' | 'id'>): string => {
  const id = `s${nextEffect(draft)}`;
  draft.effects.push({ kind: 'snapshot', id, ...asked });
  return id;
};

/** Asks for the acceptance sheet; answers with the effect's id. */
export const freezeSheet = (draft: Draft): string => {
  const id = `f${nextEffect(draft)}`;
  draft.effects.push({
    kind: 'freeze_sheet',
    id,
    handover: draft.s.id,
  } satisfies FreezeSheetEffect);
  return id;
};

export const askSignature = (
  draft: Draft,
  asked: Omit<AskSignatureEffect, 'kind' | 'id' | 'handover'>,
): string => {
  const id = `a${nextEffect(draft)}`;
  draft.effects.push({ kind: 'ask_signature', id, handover: draft.s.id, ...asked });
  return id;
};

export const markService = (draft: Draft, status: MarkServiceEffect['status']): void => {
  const id = `m${nextEffect(draft)}`;
  draft.effects.push({ kind: 'mark_service', id, service: draft.s.service.id, status });
};

/** Withdraws every page numbered so far of these ladders, and their follow-ups (I4). */
export const silence = (draft: Draft, ladders: readonly LadderName[]): void => {
  const { s } = draft;
  s.silenced = { ...s.silenced };
  for (const ladder of ladders) s.silenced[ladder] = s.effects;
  s.followUps = s.followUps.filter((followUp) => !ladders.includes(followUp.ladder));
};
