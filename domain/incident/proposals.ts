import { cutText } from '../cut-text.js';
import type { Asked, Instant, Refusal } from '../machine.js';
import { say, type Draft } from './draft.js';
import type { GradeCommand, Proposal } from './grading-state.js';
import type { Incident } from './process.js';
import type { IncidentState } from './state.js';

/** Bytes of a reason kept with the level; the timeline has the whole of it. */
export const proposalReasonBytes = 200;

/** They were made about another level than the one that stands now. */
export const voidProposals = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if ((s.proposals ?? []).length === 0) return;
  delete s.proposals;
  say(draft, { at, what: 'incident.proposals_void' });
};

/** Two persons may propose in the same millisecond. */
const freshId = (s: IncidentState, now: Instant): string => {
  let n = now;
  while (found(s, `g${n}`)) n += 1;
  return `g${n}`;
};

export const propose = (
  draft: Draft,
  command: GradeCommand & Pick<Asked<Incident>, 'by'>,
  now: Instant,
): string => {
  const { s } = draft;
  const id = freshId(s, now);
  const proposal: Proposal = {
    id,
    to: command.level,
    by: command.by.person ?? command.by.id,
    at: now,
    reason: cutText(command.reason ?? '', proposalReasonBytes),
  };
  s.proposals = [...(s.proposals ?? []), proposal];
  return id;
};

export const found = (s: IncidentState, id: string): Proposal | undefined =>
  (s.proposals ?? []).find((proposal) => proposal.id === id);

/** The second person is another one than the first; nobody stands in for both (R7). */
export const proposalRefusal = (
  s: IncidentState,
  command: Extract<Asked<Incident>, { type: 'confirm' | 'decline' }>,
): Refusal | undefined => {
  const proposal = found(s, command.proposal);
  if (!proposal) return { code: 'no_such_proposal', with: { proposal: command.proposal } };
  return command.type === 'confirm' && proposal.by === command.by.person
    ? { code: 'second_name_needed', with: { holder: proposal.by } }
    : undefined;
};
