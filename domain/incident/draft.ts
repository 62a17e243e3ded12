import { system, type Actor, type Entry, type Fact, type Instant, type Step } from '../machine.js';
import type { NoticeRef } from '../notice/effects.js';
import type { IncidentEffect, IncidentPage } from './effects.js';
import type { Incident } from './process.js';
import type { IncidentState, LadderName } from './state.js';

/** A step being put together: `s` is a fresh copy whose members are replaced, never mutated. */
export interface Draft {
  s: IncidentState;
  effects: IncidentEffect[];
  entries: Entry[];
  facts: Fact[];
}

export const draftOf = (state: IncidentState): Draft => ({
  s: { ...state },
  effects: [],
  entries: [],
  facts: [],
});

export const stepOf = (draft: Draft): Step<Incident> => ({
  state: draft.s,
  effects: draft.effects,
  entries: draft.entries,
  facts: draft.facts,
});

/** A step that changed nothing a reader sees. */
export const quietStep = (draft: Draft): Step<Incident> => ({ ...stepOf(draft), quiet: true });

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

export const page = (draft: Draft, asked: Omit<IncidentPage, 'kind' | 'id' | 'no'>): string => {
  const no = nextEffect(draft);
  const id = `p${no}`;
  draft.effects.push({ kind: 'page', id, no, ...asked });
  return id;
};

export const deliver = (
  draft: Draft,
  asked: { ladder: LadderName; page: string; until: Instant },
): void => {
  const no = nextEffect(draft);
  draft.effects.push({ kind: 'deliver', id: `d${no}`, no, ...asked });
};

export const tell = (
  draft: Draft,
  asked: { to: string[]; message: Extract<IncidentEffect, { kind: 'tell' }>['message'] },
): string => {
  const id = `t${nextEffect(draft)}`;
  draft.effects.push({ kind: 'tell', id, ...asked });
  return id;
};

export const handBack = (
  draft: Draft,
  event: Extract<IncidentEffect, { kind: 'handBack' }>['event'],
): void => {
  draft.effects.push({ kind: 'handBack', id: `h${nextEffect(draft)}`, event });
};

/** What the directory says around it is asked for; the answer comes as `snapshot_taken`. */
export const takeSnapshot = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  draft.effects.push({
    kind: 'snapshot',
    id: `s${nextEffect(draft)}`,
    since: s.detectedAt,
    at,
    ...(s.service && { service: s.service.id }),
    ...(s.site && { site: s.site.id }),
    ...(s.department && { department: s.department.id }),
    severity: s.severity,
    impactClass: s.impactClass,
    subjects: s.children,
  });
};

export const draftNotices = (draft: Draft, notices: NoticeRef[]): void => {
  draft.effects.push({ kind: 'draft_notice', id: `n${nextEffect(draft)}`, notices });
};

export const sendNotice = (draft: Draft, notice: NoticeRef): void => {
  draft.effects.push({ kind: 'send_notice', id: `n${nextEffect(draft)}`, ...notice });
};

export const writeFact = (draft: Draft, fact: Fact): void => {
  draft.facts.push(fact);
};

/** Withdraws every page numbered so far of these ladders, and their follow-ups (I4). */
export const silence = (draft: Draft, ladders: LadderName[]): void => {
  const { s } = draft;
  s.silenced = { ...s.silenced };
  for (const ladder of ladders) s.silenced[ladder] = s.effects;
  s.followUps = s.followUps.filter((followUp) => !ladders.includes(followUp.ladder));
};
