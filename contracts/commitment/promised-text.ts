import { text, type Language } from '../text.js';
import type { CommitmentLookup } from './lookup.js';
import { targetText } from './target-text.js';

/** What was promised in one sentence, or that nothing confirmed is recorded. */
export function promisedText(
  language: Language,
  { metric, promised }: Pick<CommitmentLookup, 'metric' | 'promised'>,
): string {
  const say = (key: string, values: Record<string, unknown> = {}) =>
    text(language, `commitment/${key}`, values);
  const of = say(`metric/${metric}`);
  if (promised == null) return say('none', { metric: of });
  const { source, target, unit, calendar, document, clause } = promised;
  return say('promised', {
    metric: of,
    target: targetText(language, target, unit),
    hours: calendar === null ? say('always') : say('calendar', { calendar }),
    source: say(`source/${source}`),
    paper:
      document === null
        ? say('no_paper')
        : say('paper', { document, clause: clause === null ? '' : say('clause', { clause }) }),
  });
}
