import { hold } from '../baton.js';
import { startClock } from '../clock.js';
import { cutText } from '../cut-text.js';
import { startLadder } from '../ladder.js';
import type { Actor, Instant, Step } from '../machine.js';
import type { Ref } from '../subject-view.js';
import { draftOf, say, stepOf } from './draft.js';
import type { Drill } from './process.js';
import {
  reminderS,
  rulesVersion,
  stateVersion,
  textBytes,
  type DrillInput,
  type DrillState,
} from './state.js';

const cutName = ({ id, name }: Ref): Ref => ({ id, name: cutText(name, textBytes.name) });

const initialState = (input: DrillInput, now: Instant): DrillState => {
  const clock = startClock('drill', now, input.lengthS);
  const targets = [{ kind: 'person' as const, id: input.leader.id }];
  const rungs = [{ delayS: reminderS, targets }];
  return {
    ...input,
    v: stateVersion,
    rules: rulesVersion,
    title: cutText(input.title, textBytes.title),
    leader: cutName(input.leader),
    participants: input.participants.map(cutName),
    script: input.script.toSorted((a, b) => a.afterS - b.afterS),
    startedAt: now,
    stage: 'running',
    baton: hold({ person: input.leader.id }, now),
    clock,
    ladder: startLadder({ rungs, exhaustedEveryS: reminderS }, clock.dueAt),
    next: 0,
    played: {},
    incidents: [],
    followUps: [],
    silenced: { finish: 0 },
    effects: 0,
  };
};

/** The leader holds it; the script begins with the first tick (V6, operations.md). */
export const begin = (input: DrillInput, now: Instant): Step<Drill> => {
  if (input.participants.length === 0) throw new Error('a drill without participants');
  const draft = draftOf(initialState(input, now));
  const { leader, title, participants } = draft.s;
  const by: Actor = { kind: 'user', id: leader.id, person: leader.id };
  const people = participants.map(({ name }, index) => `${index + 1} ${name}`).join(', ');
  say(draft, { at: now, what: 'drill.begun', by, with: { title } });
  say(draft, { at: now, what: 'drill.cast', with: { people } });
  return stepOf(draft);
};
