import type { GapStep } from '../../domain/gap/gap.js';
import { localParts } from '../../domain/zone.js';
import { text, type Language } from '../text.js';

const utc = 'UTC';
const two = (part: number): string => String(part).padStart(2, '0');

function localTime(zone: string, at: number): string {
  const { year, month, day, hour, minute } = localParts(zone, at);
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

/** One step of a gap's explanation as a line, times on the supplier's clocks. */
export function gapStepText(language: Language, step: GapStep): string {
  const say = (key: string, values: Record<string, unknown>) =>
    text(language, `gap/${key}`, values);
  const values: Record<string, unknown> = { ...step.with };
  const zone = typeof values['zone'] === 'string' ? values['zone'] : utc;
  for (const name of ['at', 'from', 'until']) {
    const at = values[name];
    if (typeof at === 'number') values[name] = localTime(zone, at);
  }
  if (step.key === 'promised') values['on'] = say(`hours/${String(values['on'])}`, {});
  if (step.key === 'promised_days') values['hours'] = say(`hours/${String(values['hours'])}`, {});
  if (typeof values['walk'] === 'string') {
    const parts = values['walk'].split(' ').map((part) => {
      const hours = part.slice(1);
      return say(part.startsWith('+') ? 'step/walk_open' : 'step/walk_closed', { hours });
    });
    values['walk'] = parts.join(' + ');
  }
  return say(`step/${step.key}`, values);
}
