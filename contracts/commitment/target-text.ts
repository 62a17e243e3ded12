import { durationText } from '../calendar/step-text.js';
import { targetOf } from '../calendar/target.js';
import { text, type Language } from '../text.js';

/** `4 h`, `3 working days`, `99.9 %`: a target as people read it. */
export function targetText(
  language: Language,
  target: string | number,
  unit: string | null | undefined,
): string {
  if (typeof target === 'number') return unit == null ? String(target) : `${target} ${unit}`;
  const parsed = targetOf(target);
  if (!parsed) return target;
  return 'ms' in parsed
    ? durationText(parsed.ms, language)
    : text(language, 'commitment/days', { days: parsed.workingDays });
}
