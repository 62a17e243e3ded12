/** Full-width and composed forms as one, in lower case, with single spaces. */
export const plain = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');

const isLatin = /^[\p{Script=Latin}\p{N}\p{P}\p{Zs}\p{S}]+$/u;
const wordPart = /[\p{Script=Latin}\p{N}_]/u;

const isWhole = (text: string, at: number, length: number): boolean =>
  !wordPart.test(text.charAt(at - 1)) && !wordPart.test(text.charAt(at + length));

/**
 * Whether `text` holds `needle`; both as `plain` makes them. Latin names count as whole words,
 * Chinese ones wherever they stand: Chinese has no word boundaries.
 */
export function holds(text: string, needle: string): boolean {
  if (needle === '') return false;
  const latin = isLatin.test(needle);
  let at = text.indexOf(needle);
  while (at !== -1) {
    if (!latin || isWhole(text, at, needle.length)) return true;
    at = text.indexOf(needle, at + 1);
  }
  return false;
}

/** `text` without every occurrence of `needle`. */
export const without = (text: string, needle: string): string =>
  needle === '' ? text : text.split(needle).join(' ');

/** The numbers of a text in ascending order of their writing; 1,200 and 1200 are one. */
export const numbersIn = (text: string): string[] =>
  (plain(text).match(/\d+(?:[.,:]\d+)*/g) ?? [])
    .map((number) => number.replace(/,(?=\d{3}(?:\D|$))/g, ''))
    .sort();
