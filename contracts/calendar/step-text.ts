import type { WalkStep } from '../../domain/calendar/explain.js';
import { parseDate } from '../../domain/oncall/local-time.js';
import { localParts, weekdayOf } from '../../domain/zone.js';
import { text, type Language } from '../text.js';

interface Shown {
  language: Language;
  /** The calendar's zone. */
  zone: string;
}

const two = (part: number): string => String(part).padStart(2, '0');

/** One step of an explanation as a sentence, on the calendar's own clocks. */
export function stepText(step: WalkStep, { language, zone }: Shown): string {
  const say = (key: string, values?: Record<string, unknown>) =>
    text(language, `calendar/${key}`, values);
  const time = (at: number): string => {
    const { year, month, day, hour, minute, weekday } = localParts(zone, at);
    const date = `${year}-${two(month)}-${two(day)}`;
    return `${date} ${say(`weekday/${weekday}`)} ${two(hour)}:${two(minute)}`;
  };
  const dated = (date: string): string =>
    `${date} ${say(`weekday/${weekdayOf(parseDate(date) ?? 0)}`)}`;
  const { key, at, until, ms = 0, count, date, lastDate = date, name, reason } = step;
  const days =
    date === undefined || lastDate === undefined || date === lastDate
      ? dated(date ?? '')
      : say('until', { from: dated(date), to: dated(lastDate) });
  return say(`step/${key === 'paused' && reason !== undefined ? 'paused_because' : key}`, {
    at: time(at),
    until: until === undefined ? '' : time(until),
    duration: durationText(ms, language),
    days,
    count,
    name: name === undefined ? '' : say('named', { name: name[language] }),
    reason,
  });
}

/** `7 h 30 min`: hours, minutes and whole seconds, what is nothing left out. */
export function durationText(ms: number, language: Language): string {
  const say = (key: string, values?: Record<string, unknown>) =>
    text(language, `calendar/unit/${key}`, values);
  const seconds = Math.round(ms / 1000);
  const parts = [
    ['h', Math.floor(seconds / 3600)],
    ['min', Math.floor(seconds / 60) % 60],
    ['s', seconds % 60],
  ] as const;
  const said = parts.filter(([, n]) => n > 0).map(([unit, n]) => say(unit, { n }));
  return said.length === 0 ? say('min', { n: 0 }) : said.join(say('join'));
}
