import type { Instant } from '../machine.js';
import { dayMs } from '../zone.js';
import { layerSpans } from './layer.js';
import { dutyOf, type Duty, type Placed } from './on-call.js';
import type { Span } from './rotation.js';
import type { Extras, Schedule } from './schedule.js';

/** Longest stretch that shifts or gaps are worked out for. */
export const timelineDaysMax = 400;

export type Stretch = Duty & { from: Instant; until: Instant };

interface Window {
  from: Instant;
  until: Instant;
}

function touching<T extends Window>(list: readonly T[], window: Window): T[] {
  return list.filter((item) => item.from < window.until && window.from < item.until);
}

function edgesOf(lists: readonly (readonly Window[])[], window: Window): Instant[] {
  const edges = new Set([window.from]);
  for (const { from, until } of lists.flat()) {
    if (from > window.from && from < window.until) edges.add(from);
    if (until > window.from && until < window.until) edges.add(until);
  }
  return [...edges].sort((a, b) => a - b);
}

/** Answers, for instants that never go back, which of the ordered spans covers them. */
function walker(spans: readonly Span[]): (at: Instant) => string | undefined {
  let next = 0;
  return (at) => {
    while ((spans[next]?.until ?? Infinity) <= at) next += 1;
    const span = spans[next];
    return span && span.from <= at ? span.person : undefined;
  };
}

/**
 * The duty over [from, until), cut exactly where anything may change; neighbours may be alike.
 * Throws a RangeError for more than `timelineDaysMax` days.
 */
export function timeline(schedule: Schedule, extras: Extras, window: Window): Stretch[] {
  if (window.until - window.from > timelineDaysMax * dayMs) {
    throw new RangeError(`a timeline covers at most ${timelineDaysMax} days`);
  }
  if (window.from >= window.until) return [];
  const within: Extras = {
    overrides: touching(extras.overrides, window),
    absences: touching(extras.absences, window),
  };
  const layers = schedule.layers.toReversed().map((layer) => {
    const spans = layerSpans(layer, schedule.zone, window);
    return { id: layer.id, spans, memberAt: walker(spans) };
  });
  const lists = [...layers.map((layer) => layer.spans), within.overrides, within.absences];
  const edges = edgesOf(lists, window);
  return edges.map((from, k) => {
    const placed: Placed[] = [];
    for (const layer of layers) {
      const person = layer.memberAt(from);
      if (person !== undefined) placed.push({ layer: layer.id, person });
    }
    return { from, until: edges[k + 1] ?? window.until, ...dutyOf(placed, within, from) };
  });
}

/** Joins neighbours that touch and are alike. */
export function joined<T extends Window>(spans: readonly T[], alike: (a: T, b: T) => boolean): T[] {
  const merged: T[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && last.until === span.from && alike(last, span)) last.until = span.until;
    else merged.push({ ...span });
  }
  return merged;
}
