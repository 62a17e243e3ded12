import type { Instant } from '../machine.js';
import { dayMs, hourMs, instantAt, wallAt } from '../zone.js';
import { dateWall, timeMs } from './local-time.js';
import type { Rotation } from './schedule.js';

/** Someone's turn or duty during [from, until). */
export interface Span {
  from: Instant;
  until: Instant;
  person: string;
}

const unitMs: Readonly<Record<Rotation['kind'], number>> = {
  daily: dayMs,
  weekly: 7 * dayMs,
  hourly: hourMs,
};

interface Beat {
  /** wall-clock reading of hand-over 0 */
  first: number;
  stepMs: number;
  /** hand-overs keep their clock times; otherwise they are real hours apart */
  onClock: boolean;
}

function beatOf(rotation: Rotation): Beat {
  const { kind, startsOn, handoverAt, every } = rotation;
  return {
    first: dateWall(startsOn) + timeMs(handoverAt),
    stepMs: every * unitMs[kind],
    onClock: kind !== 'hourly' || 24 % every === 0 || every % 24 === 0,
  };
}

function handOver(beat: Beat, zone: string, turn: number): Instant {
  const passed = turn * beat.stepMs;
  return beat.onClock ? instantAt(zone, beat.first + passed) : instantAt(zone, beat.first) + passed;
}

/**
 * The last turn whose hand-over has happened by `at`, -1 before hand-over 0. The search starts at a
 * turn that cannot be too early and steps back at most one shift more than fit into a zone's gap.
 */
function turnAt(beat: Beat, zone: string, at: Instant): number {
  if (!beat.onClock) {
    return Math.max(-1, Math.floor((at - instantAt(zone, beat.first)) / beat.stepMs));
  }
  const latestWall = Math.max(wallAt(zone, at), wallAt(zone, at - dayMs) + dayMs);
  let turn = Math.floor((latestWall - beat.first) / beat.stepMs);
  while (turn >= 0 && handOver(beat, zone, turn) > at) turn -= 1;
  return Math.max(-1, turn);
}

function memberOf(rotation: Rotation, turn: number): string {
  const person = rotation.members[turn % rotation.members.length];
  if (person === undefined) throw new RangeError('a rotation without members');
  return person;
}

/** Whose turn it is; undefined before the first hand-over. */
export function memberAt(rotation: Rotation, zone: string, at: Instant): string | undefined {
  const turn = turnAt(beatOf(rotation), zone, at);
  return turn < 0 ? undefined : memberOf(rotation, turn);
}

/** The turns within [from, until), cut to it, in order and without gaps once the rotation began. */
export function turnsWithin(
  rotation: Rotation,
  zone: string,
  { from, until }: { from: Instant; until: Instant },
): Span[] {
  const beat = beatOf(rotation);
  const first = Math.max(0, turnAt(beat, zone, from));
  const turns: Span[] = [];
  let end = until;
  for (let turn = turnAt(beat, zone, until); turn >= first; turn -= 1) {
    const start = Math.max(from, handOver(beat, zone, turn));
    if (start >= end) continue;
    turns.push({ from: start, until: end, person: memberOf(rotation, turn) });
    end = start;
  }
  return turns.reverse();
}
