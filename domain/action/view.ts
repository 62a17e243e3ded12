import { clockView } from '../clock.js';
import { nextDueOf } from '../promise/tick.js';
import type { Ref, SubjectView } from '../subject-view.js';
import type { ActionClosedAs, ActionStage, ActionState } from './state.js';

export interface ActionView extends SubjectView {
  stage: ActionStage;
  owner: Ref;
  opener: Ref;
  verifier?: Ref;
  due: number;
  opensAt?: number;
  moves: number;
  rejections: number;
  evidence?: string;
  links?: string[];
  doneAt?: number;
  doneBy?: string;
  verifiedBy?: string;
  closedAs?: ActionClosedAs;
}

export const viewOf = (s: ActionState): ActionView => {
  const { id, title, stage, owner, opener, due, moves, rejections, startedAt } = s;
  const next = nextDueOf(s);
  return {
    ...{ id, title, stage, owner, opener, due, moves, rejections, startedAt },
    ...(s.detail !== undefined && { description: s.detail }),
    ...(s.about !== undefined && { about: s.about }),
    ...(s.department && { department: s.department }),
    ...(s.verifier && { verifier: s.verifier }),
    ...(s.opensAt !== undefined && { opensAt: s.opensAt }),
    ...(s.evidence !== undefined && { evidence: s.evidence }),
    ...(s.links && { links: s.links }),
    ...(s.doneAt !== undefined && { doneAt: s.doneAt }),
    ...(s.doneBy !== undefined && { doneBy: s.doneBy }),
    ...(s.verifiedBy !== undefined && { verifiedBy: s.verifiedBy }),
    ...(s.closedAt !== undefined && { closedAt: s.closedAt }),
    ...(s.closedAs && { closedAs: s.closedAs }),
    holder: { ...s.baton.holder, since: s.baton.since },
    clocks: [clockView(s.clock)],
    ...(next !== undefined && { nextDue: next }),
    silenced: s.silenced,
  };
};
