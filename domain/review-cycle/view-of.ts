import { clockView } from '../clock.js';
import { cutText } from '../cut-text.js';
import type { ReviewCycleState } from './state.js';
import { nextDue } from './tick.js';
import type { ReviewCycleView } from './view.js';

const titleBytes = 160;

const optional = (s: ReviewCycleState) => ({
  ...(s.closedAt !== undefined && { closedAt: s.closedAt }),
  ...(s.closedAs && { closedAs: s.closedAs }),
  ...(s.deputy && { deputy: s.deputy }),
  ...(s.schedule !== undefined && { schedule: s.schedule }),
  ...(s.provisional && { provisional: s.provisional }),
  ...(s.openedAt !== undefined && { openedAt: s.openedAt }),
  ...(s.frozen && { frozen: s.frozen }),
  ...(s.calibrated && { calibrated: s.calibrated }),
  ...(s.releasedAt !== undefined && { releasedAt: s.releasedAt }),
  ...(s.released && { released: s.released }),
  ...(s.progress && { progress: s.progress }),
  ...(s.archive && { archive: s.archive }),
});

export const viewOf = (s: ReviewCycleState): ReviewCycleView => {
  const due = nextDue(s);
  const { id, stage, key, group, period, hr, calibrators, panels, people, weights } = s;
  return {
    ...{ id, stage, key, group, period, hr, calibrators, panels, people, weights },
    ...{ formula: s.formula, dates: s.dates, changes: s.changes, startedAt: s.startedAt },
    title: cutText(`${key} ${group.name}`, titleBytes),
    department: group,
    ...optional(s),
    appealsPending: s.appeals.length,
    holder: { ...s.baton.holder, since: s.baton.since },
    clocks: s.clocks.map(clockView),
    ...(due !== undefined && { nextDue: due }),
    silenced: {},
  };
};
