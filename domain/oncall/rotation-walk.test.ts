import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  anyClock,
  changeDay,
  clockOf,
  dateText,
  dayMinutes,
  minuteMs,
  pace,
  timeOfDay,
  timeText,
  unitMinutes,
  walkTurns,
} from './minute-walk.fixture.js';
import { onCallAt } from './on-call.js';
import type { Extras, Rotation, Schedule } from './schedule.js';

const seed = 20_261_025;

const rotationCase = fc.record({
  clock: anyClock,
  pace,
  back: fc.integer({ min: 0, max: 999 }),
  handover: timeOfDay,
  members: fc.integer({ min: 1, max: 5 }),
  probes: fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 3, maxLength: 3 }),
});

function rotationOf(given: {
  clock: number;
  pace: [Rotation['kind'], number];
  back: number;
  handover: number;
  members: number;
}): { rotation: Rotation; reachDays: number } {
  const [kind, every] = given.pace;
  const stepDays = Math.ceil((every * unitMinutes[kind]) / dayMinutes);
  const reachDays = Math.min(stepDays, 14);
  const startsOn = dateText(clockOf(given.clock).start, changeDay - (given.back % (reachDays + 1)));
  const members = Array.from({ length: given.members }, (_, k) => `p${k}`);
  const rotation = { kind, every, startsOn, handoverAt: timeText(given.handover), members };
  return { rotation, reachDays };
}

/** The minutes around the first three hand-overs and around two after the middle of the walk. */
function edges(turns: Int32Array): number[] {
  const minutes: number[] = [];
  const middle = turns.length >> 1;
  for (let k = 1; k < turns.length && minutes.length < 10; k += 1) {
    if (turns[k] !== turns[k - 1] && (minutes.length < 6 || k > middle)) minutes.push(k - 1, k);
  }
  return minutes;
}

const none: Extras = { overrides: [], absences: [] };

describe(`on-call agrees with a minute walker (seed ${seed})`, () => {
  test('100,000 random rotations across clock changes, at hand-overs and at random minutes', () => {
    let compared = 0;
    const agrees = fc.property(rotationCase, (given) => {
      const clock = clockOf(given.clock);
      const { rotation, reachDays } = rotationOf(given);
      const first = (changeDay - reachDays - 1) * dayMinutes;
      const last = (changeDay + reachDays + 1) * dayMinutes;
      const turns = walkTurns(clock, rotation, first, last);
      const layers = [{ id: 'l', rotation, restrictions: [] }];
      const schedule: Schedule = { id: 's', zone: clock.zone, owner: 'o', layers };
      const minutes = [...given.probes.map((probe) => probe % turns.length), ...edges(turns)];
      for (const k of minutes) {
        const turn = turns[k]!;
        const person = turn < 0 ? undefined : rotation.members[turn % rotation.members.length];
        const at = clock.start + (first + k) * minuteMs;
        for (const instant of [at, at + minuteMs - 1]) {
          const answer = onCallAt(schedule, none, instant)?.person;
          compared += 1;
          if (answer === person) continue;
          throw new Error(`${new Date(instant).toISOString()}: ${answer}, walked: ${person}`);
        }
      }
    });
    fc.assert(agrees, { numRuns: 100_000, seed });
    expect(compared).toBeGreaterThan(1_000_000);
  }, 120_000);
});
