import type { Instant } from '../machine.js';
import { layerMemberAt } from './layer.js';
import type { Extras, Override, Schedule } from './schedule.js';
import { standIn, type StandIn } from './stand-in.js';

export interface OnCall {
  person: string;
  why: 'layer' | 'override' | 'deputy';
  /** id of the layer, unless an override decided */
  layer?: string;
  /** who would have been on duty, or is away */
  insteadOf?: string;
}

/** Why nobody is on call, and which absent person the place belongs to. */
export interface Vacancy {
  reason: 'no_layer' | 'absent_without_deputy' | 'deputy_absent';
  person?: string;
}

/** Whom a layer that applies puts on duty. */
export interface Placed {
  layer: string;
  person: string;
}

export type Duty = { onCall: OnCall } | { onCall?: never; vacancy: Vacancy };

function fromLayers(placed: readonly Placed[], extras: Extras, at: Instant): Duty {
  let vacancy: Vacancy | undefined;
  for (const { layer, person } of placed) {
    const taken = standIn(person, extras.absences, at);
    if (taken.person === undefined) {
      vacancy ??= { reason: taken.reason, person };
      continue;
    }
    if (taken.person !== person) {
      return { onCall: { person: taken.person, why: 'deputy', layer, insteadOf: person } };
    }
    const missing = vacancy?.person;
    const instead = missing === undefined ? {} : { insteadOf: missing };
    return { onCall: { person, why: 'layer', layer, ...instead } };
  }
  return { vacancy: vacancy ?? { reason: 'no_layer' } };
}

function overridden(duty: Duty, override: Override, taken: StandIn): Duty {
  if (taken.person === undefined) {
    const isEmpty = duty.onCall === undefined && duty.vacancy.reason === 'no_layer';
    return isEmpty ? { vacancy: { reason: taken.reason, person: override.person } } : duty;
  }
  if (taken.person !== override.person) {
    return { onCall: { person: taken.person, why: 'deputy', insteadOf: override.person } };
  }
  const before = override.replaces ?? duty.onCall?.person;
  const instead = before === undefined || before === taken.person ? {} : { insteadOf: before };
  return { onCall: { person: taken.person, why: 'override', ...instead } };
}

/**
 * Who is on duty at an instant, given the applying layers' people, the winning layer first.
 * Overrides are taken in their order on top of what stands, so one may replace the person of an
 * earlier one; `replaces` fits whoever is planned there and whoever stands in for them. Where an
 * absent person has no present deputy, the next lower place counts: an earlier override, a layer.
 */
export function dutyOf(placed: readonly Placed[], extras: Extras, at: Instant): Duty {
  let duty = fromLayers(placed, extras, at);
  let expected = [placed[0]?.person, duty.onCall?.person];
  for (const override of extras.overrides) {
    if (at < override.from || at >= override.until) continue;
    if (override.replaces !== undefined && !expected.includes(override.replaces)) continue;
    const taken = standIn(override.person, extras.absences, at);
    if (taken.person !== undefined) expected = [override.person, taken.person];
    duty = overridden(duty, override, taken);
  }
  return duty;
}

/** The duty at an instant with the reason when nobody is on call. */
export function dutyAt(schedule: Schedule, extras: Extras, at: Instant): Duty {
  const placed: Placed[] = [];
  for (const layer of schedule.layers.toReversed()) {
    const person = layerMemberAt(layer, schedule.zone, at);
    if (person !== undefined) placed.push({ layer: layer.id, person });
  }
  return dutyOf(placed, extras, at);
}

/**
 * Who is on call at an instant, resolved when asked and never stored ahead; undefined when nobody.
 * The schedule must have passed `scheduleProblems`. Not for workflow code (see zone.ts).
 */
export function onCallAt(schedule: Schedule, extras: Extras, at: Instant): OnCall | undefined {
  return dutyAt(schedule, extras, at).onCall;
}
