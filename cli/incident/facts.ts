import { wrongUsage } from '../cli-error.js';

/** `name=value` texts as one record; a name may come once. */
export function factsOf(given: readonly string[]): Record<string, string | number | boolean> {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw wrongUsage('grading/badFact', { value: text });
      return [text.slice(0, at), valueOf(text.slice(at + 1))];
    }),
  );
}

const valueOf = (text: string): string | number | boolean => {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) : text;
};
