import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutText } from './cut-text.js';

const bytes = (text: string) => new TextEncoder().encode(JSON.stringify(text)).length - 2;

describe('a text that is cut', () => {
  it('never exceeds its bytes as JSON and says so by its mark', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.integer({ min: 3, max: 90 }),
        (text, max) => {
          const cut = cutText(text, max);
          expect(bytes(cut)).toBeLessThanOrEqual(max);
          if (cut !== text) expect(cut.endsWith('…')).toBe(true);
          expect(text.startsWith(cut === text ? cut : cut.slice(0, -1))).toBe(true);
        },
      ),
    );
  });

  it('is left alone when it fits exactly', () => {
    expect(cutText('核心', 6)).toBe('核心');
    expect(cutText('核心机', 8)).toBe('核…');
  });

  it('never ends in half a character', () => {
    expect(cutText('ab😀cd', 7)).toBe('ab…');
  });
});
