import { hold } from '../baton.js';
import { startClock } from '../clock.js';
import { cutText } from '../cut-text.js';
import type { Instant, Step } from '../machine.js';
import type { Ref } from '../subject-view.js';
import { draftOf, say, stepOf } from './draft.js';
import type { Shift } from './process.js';
import { ladderAt, read, signClock } from './rounds.js';
import { signWithinS } from './rungs.js';
import { rulesVersion, stateVersion, textBytes, type ShiftInput } from './state.js';

const named = ({ id, name }: Ref): Ref => ({ id, name: cutText(name, textBytes.name) });

/** The outgoing person holds the hand-over; the list is read before anybody is paged. */
export const begin = (input: ShiftInput, now: Instant): Step<Shift> => {
  const given = {
    ...input,
    schedule: named(input.schedule),
    outgoing: named(input.outgoing),
    incoming: named(input.incoming),
    ...(input.department && { department: named(input.department) }),
  };
  const draft = draftOf({
    ...given,
    v: stateVersion,
    rules: rulesVersion,
    startedAt: now,
    stage: 'gathering',
    round: 0,
    items: [],
    more: 0,
    before: { signed: 0, settled: 0 },
    baton: hold({ person: input.outgoing.id }, now),
    clock: startClock(signClock, now, signWithinS),
    ladder: ladderAt(given, now),
    followUps: [],
    silenced: { sign: 0, talk: 0 },
    effects: 0,
  });
  const { schedule, outgoing, incoming } = given;
  say(draft, {
    at: now,
    by: input.by,
    what: 'shift.begun',
    with: {
      schedule: schedule.name,
      outgoing: outgoing.name,
      incoming: incoming.name,
      at: input.at,
    },
  });
  read(draft, { fresh: true });
  return stepOf(draft);
};
