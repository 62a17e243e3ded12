import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pageOf } from './testing/message.js';
import { cutBytes, linksOf, plainLines, titleOf } from './wording.js';

describe('the plain form of a page', () => {
  it('never exceeds its bytes, never breaks a character, never loses a link', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 900 }),
        fc.integer({ min: 400, max: 3_000 }),
        (text, maxBytes) => {
          const page = pageOf({ text });
          const plain = plainLines(page, maxBytes);
          expect(Buffer.byteLength(plain)).toBeLessThanOrEqual(maxBytes);
          expect(Buffer.from(plain).toString()).toBe(plain);
          expect(plain).toContain(String(page.actionUrl));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('says that it was cut', () => {
    expect(cutBytes('一二三四五六', 12, '…')).toBe('一二三…');
    expect(plainLines(pageOf({ text: '字'.repeat(3_000) }), 2_048)).toContain('其余内容见链接');
  });

  it('keeps a title on one line and offers only web links', () => {
    expect(titleOf(pageOf({ subject: 'a\r\n\tb\u0000c ' }))).toBe('a b c');
    const page = pageOf({ actionUrl: 'javascript:alert(1)', viewUrl: 'HTTPS://x.example/' });
    expect(linksOf(page).map(({ url }) => url)).toEqual(['HTTPS://x.example/']);
  });
});
