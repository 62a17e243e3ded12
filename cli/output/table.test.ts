import { describe, expect, it } from '@jest/globals';
import { oneLine, tableText } from './table.js';

describe('tables', () => {
  it('align by the width of characters on a screen', () => {
    const lines = tableText(
      ['holder', 'title'],
      [
        ['李伟', 'a'],
        ['Anna', 'b'],
      ],
    ).split('\n');
    expect(lines).toEqual(['holder  title', '李伟    a', 'Anna    b']);
  });

  it('never let a title write on the terminal', () => {
    expect(oneLine('a\x1b]0;owned\x07b\r\nc')).toBe('a ]0;owned b c');
    expect(oneLine('\x1b[31mred\x1b[39m')).toBe('\x1b[31mred\x1b[39m');
    expect(oneLine('\x1b[2Jgone')).not.toContain('\x1b');
  });
});
