import type { Instant } from '../machine.js';
import { dayMs, instantAt, wallAt, weekdayOf, type Wall } from '../zone.js';
import { dateWall, timeMs } from './local-time.js';
import { memberAt, turnsWithin, type Span } from './rotation.js';
import type { Layer, Restriction } from './schedule.js';

interface Window {
  from: Instant;
  until: Instant;
}

/** A span ends at most two days after its date's 00:00; a zone's change may add another day. */
const daysBack = 3;
const daysAhead = 1;

/** The wall-clock ends of a restriction's span that starts on the date of `midnight`. */
export function spanOn(restriction: Restriction, midnight: Wall): { from: Wall; to: Wall } {
  const from = timeMs(restriction.from);
  const to = timeMs(restriction.to);
  return { from: midnight + from, to: midnight + (to <= from ? to + dayMs : to) };
}

function bounds(layer: Layer, zone: string): Window {
  return {
    from: layer.from === undefined ? -Infinity : instantAt(zone, dateWall(layer.from)),
    until: layer.until === undefined ? Infinity : instantAt(zone, dateWall(layer.until)),
  };
}

/** Every span of the restrictions that touches the window, unsorted; empty ones are left out. */
function allowed(layer: Layer, zone: string, window: Window): Window[] {
  const first = Math.floor(wallAt(zone, window.from) / dayMs) - daysBack;
  const last = Math.floor(wallAt(zone, window.until) / dayMs) + daysAhead;
  const spans: Window[] = [];
  for (const restriction of layer.restrictions) {
    for (let day = first; day <= last; day += 1) {
      if (!restriction.days.includes(weekdayOf(day * dayMs))) continue;
      const walls = spanOn(restriction, day * dayMs);
      const from = instantAt(zone, walls.from);
      const until = instantAt(zone, walls.to);
      if (from < until) spans.push({ from, until });
    }
  }
  return spans;
}

/** Whom the layer puts on duty; undefined where it is transparent. */
export function layerMemberAt(layer: Layer, zone: string, at: Instant): string | undefined {
  const { from, until } = bounds(layer, zone);
  if (at < from || at >= until) return undefined;
  const spans = layer.restrictions.length > 0 ? allowed(layer, zone, { from: at, until: at }) : [];
  const applies =
    layer.restrictions.length === 0 || spans.some((span) => span.from <= at && at < span.until);
  return applies ? memberAt(layer.rotation, zone, at) : undefined;
}

function union(spans: Window[]): Window[] {
  const merged: Window[] = [];
  for (const span of spans.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && span.from <= last.until) last.until = Math.max(last.until, span.until);
    else merged.push({ ...span });
  }
  return merged;
}

/** The layer's duties within the window, cut to it, in order; where none lies it is transparent. */
export function layerSpans(layer: Layer, zone: string, window: Window): Span[] {
  const limit = bounds(layer, zone);
  const from = Math.max(window.from, limit.from);
  const until = Math.min(window.until, limit.until);
  if (from >= until) return [];
  const turns = turnsWithin(layer.rotation, zone, { from, until });
  if (layer.restrictions.length === 0) return turns;
  const open = union(allowed(layer, zone, { from, until }));
  const spans: Span[] = [];
  let next = 0;
  for (const turn of turns) {
    while ((open[next]?.until ?? Infinity) <= turn.from) next += 1;
    for (let k = next; k < open.length; k += 1) {
      const span = open[k];
      if (!span || span.from >= turn.until) break;
      spans.push({
        from: Math.max(turn.from, span.from),
        until: Math.min(turn.until, span.until),
        person: turn.person,
      });
    }
  }
  return spans;
}
