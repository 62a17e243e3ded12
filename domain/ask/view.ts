import { clockView } from '../clock.js';
import { cutText } from '../cut-text.js';
import { nextDueOf } from '../promise/tick.js';
import type { Ref, SubjectView } from '../subject-view.js';
import { textBytes, type AskClosedAs, type AskStage, type AskState } from './state.js';

export interface AskView extends SubjectView {
  stage: AskStage;
  what: string;
  neededBy: number;
  effectOfDelay: string;
  requester: Ref;
  requesterDepartment?: Ref;
  askedOf: Ref;
  answerer: Ref;
  committedTo?: number;
  moves: number;
  reply?: string;
  takenOverAt?: number;
  flaggedAt?: number;
  flags: number;
  reopened: number;
  closedAs?: AskClosedAs;
}

export const viewOf = (s: AskState): AskView => {
  const { id, stage, what, neededBy, effectOfDelay, requester, askedOf, answerer } = s;
  const due = nextDueOf(s);
  return {
    ...{ id, stage, what, neededBy, effectOfDelay, requester, askedOf, answerer },
    title: cutText(what, textBytes.name),
    description: effectOfDelay,
    ...{ startedAt: s.startedAt, moves: s.moves, flags: s.flags, reopened: s.reopened },
    ...(s.about !== undefined && { about: s.about }),
    ...(s.department && { department: s.department }),
    ...(s.requesterDepartment && { requesterDepartment: s.requesterDepartment }),
    ...(s.committedTo !== undefined && { committedTo: s.committedTo }),
    ...(s.reply !== undefined && { reply: s.reply }),
    ...(s.takenOverAt !== undefined && { takenOverAt: s.takenOverAt }),
    ...(s.flaggedAt !== undefined && { flaggedAt: s.flaggedAt }),
    ...(s.closedAt !== undefined && { closedAt: s.closedAt }),
    ...(s.closedAs && { closedAs: s.closedAs }),
    holder: { ...s.baton.holder, since: s.baton.since },
    ...(s.baton.offer && { offer: s.baton.offer }),
    clocks: [clockView(s.clock)],
    ...(due !== undefined && { nextDue: due }),
    silenced: s.silenced,
  };
};
