import { dayMs, isZone, weekdayOf, type Wall } from '../zone.js';
import { spanOn } from './layer.js';
import { dateWall, parseDate, parseTime, timeMs } from './local-time.js';
import {
  absenceDaysMax,
  dateMax,
  dateMin,
  everyMax,
  everyMin,
  overrideDaysMax,
  overridesMax,
  layersMax,
  membersMax,
  restrictionsMax,
  type Absence,
  type Layer,
  type Override,
  type Restriction,
  type Rotation,
  type Schedule,
} from './schedule.js';

export type ProblemCode =
  | 'required'
  | 'too_few'
  | 'too_many'
  | 'too_long'
  | 'repeated'
  | 'unknown_zone'
  | 'unknown_kind'
  | 'bad_date'
  | 'bad_time'
  | 'out_of_range'
  | 'ends_before_start'
  | 'covers_nothing'
  | 'same_person';

/** `pointer` is a JSON pointer (RFC 6901) into the checked value. */
export interface Problem {
  pointer: string;
  code: ProblemCode;
}

type Note = (pointer: string, code: ProblemCode) => void;

function checkDate(text: string, pointer: string, note: Note): boolean {
  if (parseDate(text) === undefined) note(pointer, 'bad_date');
  else if (text < dateMin || text > dateMax) note(pointer, 'out_of_range');
  else return true;
  return false;
}

function checkTime(text: string, pointer: string, note: Note): boolean {
  const isTime = text !== '24:00' && parseTime(text) !== undefined;
  if (!isTime) note(pointer, 'bad_time');
  return isTime;
}

function checkCount(list: { length: number; max: number }, pointer: string, note: Note): void {
  if (list.length === 0) note(pointer, 'too_few');
  if (list.length > list.max) note(pointer, 'too_many');
}

function checkRotation(rotation: Rotation, at: string, note: Note): boolean {
  const { kind, startsOn, handoverAt, every, members } = rotation;
  const max = Object.hasOwn(everyMax, kind) ? everyMax[kind] : undefined;
  if (max === undefined) note(`${at}/kind`, 'unknown_kind');
  else if (!Number.isInteger(every) || every < everyMin || every > max) {
    note(`${at}/every`, 'out_of_range');
  }
  checkCount({ length: members.length, max: membersMax }, `${at}/members`, note);
  members.forEach((person, k) => {
    if (person === '') note(`${at}/members/${k}`, 'required');
  });
  const hasDate = checkDate(startsOn, `${at}/startsOn`, note);
  return checkTime(handoverAt, `${at}/handoverAt`, note) && hasDate;
}

function checkRestriction(restriction: Restriction, at: string, note: Note): boolean {
  const { days, from, to } = restriction;
  if (days.length === 0) note(`${at}/days`, 'covers_nothing');
  const isWeekday = (day: number): boolean => Number.isInteger(day) && day >= 1 && day <= 7;
  days.forEach((day, k) => {
    if (!isWeekday(day)) note(`${at}/days/${k}`, 'out_of_range');
    if (days.indexOf(day) !== k) note(`${at}/days/${k}`, 'repeated');
  });
  const hasFrom = checkTime(from, `${at}/from`, note);
  const hasTo = to === '24:00' || checkTime(to, `${at}/to`, note);
  return hasFrom && hasTo && days.some(isWeekday);
}

/** A weekly span shows within any eight days plus the two that it may reach over. */
function touches(restriction: Restriction, window: { from: Wall; until: Wall }): boolean {
  const firstDay = Math.floor(window.from / dayMs) - 2;
  for (let day = firstDay; day < firstDay + 10; day += 1) {
    if (!restriction.days.includes(weekdayOf(day * dayMs))) continue;
    const span = spanOn(restriction, day * dayMs);
    if (span.from < window.until && span.to > window.from) return true;
  }
  return false;
}

function checkLayer(layer: Layer, at: string, note: Note): void {
  if (layer.id === '') note(`${at}/id`, 'required');
  const { rotation, restrictions, from, until } = layer;
  const isRotationTimed = checkRotation(rotation, `${at}/rotation`, note);
  if (restrictions.length > restrictionsMax) note(`${at}/restrictions`, 'too_many');
  const sound = restrictions.map((restriction, k) =>
    checkRestriction(restriction, `${at}/restrictions/${k}`, note),
  );
  const hasFrom = from === undefined || checkDate(from, `${at}/from`, note);
  const hasUntil = until === undefined || checkDate(until, `${at}/until`, note);
  if (!isRotationTimed || !hasFrom || !hasUntil) return;
  const begins = dateWall(rotation.startsOn) + timeMs(rotation.handoverAt);
  const window = {
    from: Math.max(begins, from === undefined ? -Infinity : dateWall(from)),
    until: until === undefined ? Infinity : dateWall(until),
  };
  if (window.until <= window.from) {
    note(`${at}/until`, 'ends_before_start');
    return;
  }
  restrictions.forEach((restriction, k) => {
    if (sound[k] && !touches(restriction, window)) {
      note(`${at}/restrictions/${k}`, 'covers_nothing');
    }
  });
}

/** Everything wrong with a schedule of the right shape; empty when it can be used. */
export function scheduleProblems(schedule: Schedule): Problem[] {
  const problems: Problem[] = [];
  const note: Note = (pointer, code) => problems.push({ pointer, code });
  if (schedule.id === '') note('/id', 'required');
  if (!isZone(schedule.zone)) note('/zone', 'unknown_zone');
  if (schedule.owner === '') note('/owner', 'required');
  checkCount({ length: schedule.layers.length, max: layersMax }, '/layers', note);
  const ids = schedule.layers.map((layer) => layer.id);
  schedule.layers.forEach((layer, k) => {
    if (ids.indexOf(layer.id) !== k) note(`/layers/${k}/id`, 'repeated');
    checkLayer(layer, `/layers/${k}`, note);
  });
  return problems;
}

function checkSpan(span: { from: number; until: number }, daysMax: number, note: Note): void {
  for (const end of ['from', 'until'] as const) {
    if (!Number.isSafeInteger(span[end])) note(`/${end}`, 'out_of_range');
  }
  if (span.until <= span.from) note('/until', 'ends_before_start');
  if (span.until - span.from > daysMax * dayMs) note('/until', 'too_long');
}

/** Everything wrong with one override; `others` = the schedule's other overrides not over yet. */
export function overrideProblems(override: Override, others: number): Problem[] {
  const problems: Problem[] = [];
  const note: Note = (pointer, code) => problems.push({ pointer, code });
  if (override.person === '') note('/person', 'required');
  checkSpan(override, overrideDaysMax, note);
  if (override.replaces === override.person) note('/replaces', 'same_person');
  if (others >= overridesMax) note('', 'too_many');
  return problems;
}

/** Everything wrong with one absence. */
export function absenceProblems(absence: Absence): Problem[] {
  const problems: Problem[] = [];
  const note: Note = (pointer, code) => problems.push({ pointer, code });
  if (absence.person === '') note('/person', 'required');
  checkSpan(absence, absenceDaysMax, note);
  if (absence.deputy === absence.person) note('/deputy', 'same_person');
  return problems;
}
