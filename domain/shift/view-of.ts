import { clockView } from '../clock.js';
import { cutText } from '../cut-text.js';
import type { ItemState, ShiftState } from './state.js';
import { nextDue } from './tick.js';
import type { ShiftView } from './view.js';

const titleMaxBytes = 600;

const countsOf = ({ items, before, more }: ShiftState): ShiftView['counts'] => {
  const count = (...states: ItemState[]): number =>
    items.filter(({ state }) => states.includes(state)).length;
  return {
    unsigned: count('unsigned'),
    asked: count('asked'),
    signed: before.signed + count('signed', 'moved'),
    settled: before.settled + count('closed', 'taken'),
    more,
  };
};

/** What callers see; the items are rows beside it, since 200 of them exceed a view's 8 KiB. */
export const viewOf = (s: ShiftState): ShiftView => {
  const { id, schedule, department, outgoing, incoming, at, by, round, stage, startedAt } = s;
  const due = nextDue(s) ?? (s.stage === 'closed' ? undefined : s.clock.dueAt);
  return {
    id,
    title: cutText(`${schedule.name}: ${outgoing.name} → ${incoming.name}`, titleMaxBytes),
    stage,
    startedAt,
    ...(s.closedAs && { closedAs: s.closedAs }),
    ...(s.closedAt !== undefined && { closedAt: s.closedAt }),
    ...(department && { department }),
    ...{ schedule, outgoing, incoming, at, by, round },
    counts: countsOf(s),
    holder: { ...s.baton.holder, since: s.baton.since },
    ...(s.baton.offer && { offer: s.baton.offer }),
    clocks: [clockView(s.clock)],
    ...(due !== undefined && { nextDue: due }),
    silenced: s.silenced,
  };
};
