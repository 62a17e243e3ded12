import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { gaps } from './gaps.js';
import {
  anyClock,
  changeDay,
  clockOf,
  dateText,
  dayMinutes,
  minuteMs,
  minuteOf,
  pace,
  timeOfDay,
  timeText,
  walkTurns,
  type Clock,
} from './minute-walk.fixture.js';
import { onCallAt } from './on-call.js';
import type { Absence, Extras, Layer, Restriction, Schedule } from './schedule.js';
import { shifts } from './shifts.js';

const seed = 20_260_329;
const first = (changeDay - 3) * dayMinutes;
const last = (changeDay + 4) * dayMinutes;

const person = fc.integer({ min: 0, max: 5 }).map((k) => `p${k}`);
const minute = fc.integer({ min: first - 500, max: last + 500 });
const span = fc.tuple(minute, fc.integer({ min: 1, max: 5_000 }));

const layerCase = fc.record({
  pace,
  startDay: fc.integer({ min: changeDay - 8, max: changeDay + 1 }),
  handover: timeOfDay,
  members: fc.array(person, { minLength: 1, maxLength: 4 }),
  restrictions: fc.array(
    fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
      from: timeOfDay.map(timeText),
      to: fc.oneof(timeOfDay.map(timeText), fc.constant('24:00')),
    }),
    { maxLength: 2 },
  ),
  fromDay: fc.option(fc.integer({ min: changeDay - 4, max: changeDay }), { freq: 5 }),
  untilDay: fc.option(fc.integer({ min: changeDay + 1, max: changeDay + 3 }), { freq: 5 }),
});

const scheduleCase = fc.record({
  clock: anyClock,
  layers: fc.array(layerCase, { minLength: 1, maxLength: 3 }),
  overrides: fc.array(
    fc.record({ person, span, replaces: fc.option(person) }, { noNullPrototype: true }),
    { maxLength: 3 },
  ),
  absences: fc.array(
    fc.record({ person, span, deputy: fc.option(person) }, { noNullPrototype: true }),
    { maxLength: 6 },
  ),
  probes: fc.array(fc.integer({ min: first, max: last - 1 }), { minLength: 8, maxLength: 8 }),
});
type Case = typeof scheduleCase extends fc.Arbitrary<infer T> ? T : never;

function build(given: Case): { schedule: Schedule; extras: Extras } {
  const { start, zone } = clockOf(given.clock);
  const layers = given.layers.map((layer, k): Layer => {
    const [kind, every] = layer.pace;
    const startsOn = dateText(start, layer.startDay);
    const handoverAt = timeText(layer.handover);
    return {
      id: `l${k}`,
      rotation: { kind, every, startsOn, handoverAt, members: layer.members },
      restrictions: layer.restrictions,
      ...(layer.fromDay === null ? {} : { from: dateText(start, layer.fromDay) }),
      ...(layer.untilDay === null ? {} : { until: dateText(start, layer.untilDay) }),
    };
  });
  const ends = ([from, length]: [number, number]): { from: number; until: number } => ({
    from: start + from * minuteMs,
    until: start + (from + length) * minuteMs,
  });
  const overrides = given.overrides.map(({ person: who, span: when, replaces }, k) => ({
    ...{ id: `o${k}`, person: who, ...ends(when) },
    ...(replaces === null ? {} : { replaces }),
  }));
  const absences = given.absences.map(({ person: who, span: when, deputy }, k) => ({
    ...{ id: `a${k}`, person: who, ...ends(when) },
    ...(deputy === null ? {} : { deputy }),
  }));
  return { schedule: { id: 's', zone, owner: 'o', layers }, extras: { overrides, absences } };
}

const readingOf = (date: string, time: string): number =>
  Date.parse(`${date}T00:00Z`) / minuteMs + Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function openMinutes(clock: Clock, restrictions: Restriction[]): boolean[] {
  const open = new Array<boolean>(last).fill(restrictions.length === 0);
  for (const { days, from, to } of restrictions) {
    for (let day = changeDay - 7; day <= changeDay + 6; day += 1) {
      const date = dateText(clock.start, day);
      if (!days.includes(new Date(date).getUTCDay() || 7)) continue;
      const endDate = to <= from ? dateText(clock.start, day + 1) : date;
      const end = minuteOf(clock, readingOf(endDate, to));
      for (let k = minuteOf(clock, readingOf(date, from)); k < end; k += 1) open[k] = true;
    }
  }
  return open;
}

/** Person and layer of every minute, undefined where the layer is transparent. */
function walkLayer(clock: Clock, layer: Layer): (string | undefined)[] {
  const begin = (changeDay - 10) * dayMinutes;
  const turns = walkTurns(clock, layer.rotation, begin, last);
  const open = openMinutes(clock, layer.restrictions);
  const opens = layer.from ? minuteOf(clock, readingOf(layer.from, '00:00')) : 0;
  const closes = layer.until ? minuteOf(clock, readingOf(layer.until, '00:00')) : last;
  const people: (string | undefined)[] = [];
  for (let k = first; k < last; k += 1) {
    const turn = turns[k - begin]!;
    const applies = open[k] && k >= opens && k < closes && turn >= 0;
    const { members } = layer.rotation;
    people.push(applies ? members[turn % members.length] : undefined);
  }
  return people;
}

/** The person, or the nearest present deputy within four steps. */
function present(who: string, extras: Extras, at: number): string | undefined {
  const of = (name: string): Absence[] =>
    extras.absences.filter((a) => a.person === name && a.from <= at && at < a.until);
  let names = [who];
  for (let step = 0; step <= 4; step += 1) {
    const here = names.find((name) => of(name).length === 0);
    if (here !== undefined) return here;
    names = names.flatMap((name) => of(name).flatMap((a) => (a.deputy ? [a.deputy] : [])));
    names = [...new Set(names)];
  }
  return undefined;
}

/** `person/why` of one minute. */
function walkMinute(planned: string[], extras: Extras, at: number): string | undefined {
  let who: string | undefined;
  let why = '';
  let names: (string | undefined)[] = [planned[0]];
  for (const name of planned) {
    who = present(name, extras, at);
    why = who === name ? 'layer' : 'deputy';
    if (who !== undefined) break;
  }
  names.push(who);
  for (const override of extras.overrides) {
    const isOn = override.from <= at && at < override.until;
    const fits = override.replaces === undefined || names.includes(override.replaces);
    const taker = present(override.person, extras, at);
    if (!isOn || !fits || taker === undefined) continue;
    who = taker;
    why = taker === override.person ? 'override' : 'deputy';
    names = [override.person, taker];
  }
  return who === undefined ? undefined : `${who}/${why}`;
}

function walk(clock: Clock, schedule: Schedule, extras: Extras): (string | undefined)[] {
  const layers = schedule.layers.map((layer) => walkLayer(clock, layer)).reverse();
  const duties: (string | undefined)[] = [];
  for (let k = 0; k < last - first; k += 1) {
    const planned = layers.flatMap((people) => people[k] ?? []);
    duties.push(walkMinute(planned, extras, clock.start + (first + k) * minuteMs));
  }
  return duties;
}

describe(`whole schedules agree with a minute walker (seed ${seed})`, () => {
  test('shifts, gaps and on-call give the walked minutes, exactly and without a hole', () => {
    const agrees = fc.property(scheduleCase, (given) => {
      const { schedule, extras } = build(given);
      const clock = clockOf(given.clock);
      const duties = walk(clock, schedule, extras);
      const from = clock.start + first * minuteMs;
      const until = clock.start + last * minuteMs;
      const walked: { from: number; until: number; duty: string | undefined }[] = [];
      duties.forEach((duty, k) => {
        const at = from + k * minuteMs;
        const before = walked.at(-1);
        if (before && before.duty === duty) before.until = at + minuteMs;
        else walked.push({ from: at, until: at + minuteMs, duty });
      });
      const worked = shifts(schedule, extras, { from, until });
      const empty = gaps(schedule, extras, { from, until });
      expect(
        worked.map((s) => ({ from: s.from, until: s.until, duty: `${s.person}/${s.why}` })),
      ).toEqual(walked.filter(({ duty }) => duty !== undefined));
      const pieces = [...worked, ...empty].sort((a, b) => a.from - b.from);
      expect(pieces.map((piece) => piece.from)).toEqual([
        from,
        ...pieces.slice(0, -1).map((piece) => piece.until),
      ]);
      expect(pieces.at(-1)?.until).toBe(until);
      const probes = given.probes.map((probe) => clock.start + probe * minuteMs);
      for (const piece of pieces) probes.push(piece.from, piece.until - 1);
      for (const at of probes) {
        const answer = onCallAt(schedule, extras, at);
        const duty = duties[Math.floor((at - from) / minuteMs)];
        expect(answer && `${answer.person}/${answer.why}`).toBe(duty);
      }
    });
    fc.assert(agrees, { numRuns: 500, seed });
  }, 60_000);
});
