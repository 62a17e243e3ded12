import { clockView } from '../clock.js';
import { nextDue } from './rules.js';
import type { DrillState } from './state.js';
import type { DrillView } from './view.js';

export const viewOf = (s: DrillState): DrillView => {
  const { id, title, stage, startedAt, scenario, leader, participants, incidents, steps } = s;
  const due = nextDue(s) ?? (stage === 'closed' ? undefined : s.clock.dueAt);
  const times = Object.values(s.played);
  return {
    ...{ id, title, stage, startedAt, drill: true },
    ...(s.closedAs && { closedAs: s.closedAs }),
    ...(s.closedAt !== undefined && { closedAt: s.closedAt }),
    ...{ scenario, leader, participants, incidents, steps },
    played: {
      count: times.length,
      of: s.script.length,
      ...(times.length > 0 && { last: Math.max(...times) }),
    },
    ...(s.score && { score: s.score }),
    holder: { ...s.baton.holder, since: s.baton.since },
    clocks: [clockView(s.clock)],
    ...(due !== undefined && { nextDue: due }),
    silenced: s.silenced,
  };
};
