const mark = '…';

/** Bytes of one character as UTF-8 inside a JSON string. */
const bytesOf = (char: string): number => {
  const code = char.codePointAt(0) ?? 0;
  if (char === '"' || char === '\\') return 2;
  if (code < 0x20 || (code >= 0xd800 && code <= 0xdfff)) return 6;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
};

/** At most `maxBytes` as UTF-8 JSON, never half a character, ending in `…` where it was cut. */
export const cutText = (text: string, maxBytes: number): string => {
  const room = maxBytes - bytesOf(mark);
  let bytes = 0;
  let fits = 0;
  let length = 0;
  for (const char of text) {
    bytes += bytesOf(char);
    length += char.length;
    if (bytes <= room) fits = length;
    if (bytes > maxBytes) return text.slice(0, fits) + mark;
  }
  return text;
};
