import { clockView } from '../clock.js';
import { cutText } from '../cut-text.js';
import { panelAt } from './panel.js';
import type { ReviewState, ReviewTask } from './state.js';
import { openTasks } from './tasks.js';
import { nextDue } from './tick.js';
import type { ReviewTaskView, ReviewView } from './view.js';

const titleBytes = 160;

const taskView = ({ kind, of, holder, clock, climbed, outcome, by, entry }: ReviewTask) =>
  ({
    ...{ kind, of, holder, startAt: clock.startAt, dueAt: clock.dueAt, climbed },
    ...(outcome && { outcome }),
    ...(by !== undefined && { by }),
    ...(entry !== undefined && { entry }),
    ...(clock.stoppedAt !== undefined && outcome && { at: clock.stoppedAt }),
  }) satisfies ReviewTaskView;

const optional = (s: ReviewState) => ({
  ...(s.closedAt !== undefined && { closedAt: s.closedAt }),
  ...(s.department && { department: s.department }),
  ...(s.readAt !== undefined && { readAt: s.readAt }),
  ...(s.releasedAt !== undefined && { releasedAt: s.releasedAt }),
  ...(s.confirmedAt !== undefined && { confirmedAt: s.confirmedAt }),
  ...(s.appealUntil !== undefined && { appealUntil: s.appealUntil }),
  ...(s.unread && { unread: s.unread }),
});

const appealViews = (s: ReviewState): ReviewView['appeals'] =>
  s.appeals.map(({ no, at, entry, level, acknowledgedAt, decidedAt, outcome, decision }) => ({
    ...{ no, at, entry, panel: panelAt(s, level) },
    ...(acknowledgedAt !== undefined && { acknowledgedAt }),
    ...(decidedAt !== undefined && { decidedAt }),
    ...(outcome && { outcome }),
    ...(decision !== undefined && { decision }),
  }));

/** Who owes what and what came of it; no content, mark or score is in it (V14, operations.md). */
export const viewOf = (s: ReviewState): ReviewView => {
  const due = nextDue(s);
  const open = openTasks(s);
  const first = open.reduce<ReviewTask | undefined>(
    (soonest, task) => (!soonest || task.clock.dueAt < soonest.clock.dueAt ? task : soonest),
    undefined,
  );
  const { id, stage, cycle, key, person, card, hr, presence, startedAt } = s;
  return {
    ...{ id, stage, cycle, key, person, card, hr, presence, startedAt, about: cycle },
    title: cutText(`${person.name} ${key}`, titleBytes),
    managers: s.managers.map(({ manager, share }) => ({ manager, share })),
    counterparts: s.counterparts.map(({ department }) => department),
    ...optional(s),
    holder: first
      ? { person: first.holder.id, since: first.clock.startAt }
      : { person: hr.id, since: s.since },
    clocks: open.map(({ clock }) => clockView(clock)),
    tasks: s.tasks.map(taskView),
    appeals: appealViews(s),
    ...(due !== undefined && { nextDue: due }),
    silenced: {},
  };
};
