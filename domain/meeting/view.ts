import { clockView } from '../clock.js';
import { cutText } from '../cut-text.js';
import { nextDueOf } from '../promise/tick.js';
import type { SubjectView } from '../subject-view.js';
import {
  textBytes,
  type MeetingKind,
  type MeetingParty,
  type MeetingStage,
  type MeetingState,
  type Occurrence,
} from './state.js';

export interface MeetingView extends SubjectView {
  stage: MeetingStage;
  kind: MeetingKind;
  everyDays: number;
  parties: MeetingParty[];
  occurrence: Occurrence;
  held: number;
  missed: number;
  last?: { n: number; at: number; minutes: string; link?: string; actions: number };
  items: number;
  carried: number;
  endedWhy?: string;
}

export const viewOf = (s: MeetingState): MeetingView => {
  const { id, title, stage, kind, everyDays, parties, occurrence, held, missed, last } = s;
  const due = nextDueOf(s);
  const said = last?.minutes ?? s.purpose;
  const [first] = parties;
  return {
    ...{ id, title, stage, kind, everyDays, parties, occurrence, held, missed },
    ...(said !== undefined && { description: cutText(said, textBytes.shown) }),
    ...(first && { department: first.department }),
    ...(last && { last }),
    ...{ items: s.items.length + s.itemsMore, carried: s.carried, startedAt: s.startedAt },
    ...(s.endedWhy !== undefined && { endedWhy: s.endedWhy }),
    ...(s.closedAt !== undefined && { closedAt: s.closedAt }),
    holder: { ...s.baton.holder, since: s.baton.since },
    clocks: [clockView(s.clock)],
    ...(due !== undefined && { nextDue: due }),
    silenced: s.silenced,
  };
};
