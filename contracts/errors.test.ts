import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { errorStatus } from './errors.js';
import { errorTexts } from './texts/errors.js';

const page = readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8');
const codes = Object.keys(errorStatus) as (keyof typeof errorStatus)[];

describe('the error catalogue', () => {
  it.each(codes)('explains %s in its own section, with its status and both titles', (code) => {
    const section = page.split(/^## /m).find((part) => part.startsWith(`${code}\n`)) ?? '';
    expect(section).toContain(`HTTP ${errorStatus[code]}`);
    expect(section).toContain(errorTexts.zh[code].title);
    expect(section).toContain(errorTexts.en[code].title);
  });

  it('says the same values in both languages', () => {
    const values = (said: string) =>
      [...said.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
    for (const code of codes) {
      expect(values(errorTexts.zh[code].detail)).toEqual(values(errorTexts.en[code].detail));
    }
  });

  it('has no section for a code that does not exist', () => {
    const named = [...page.matchAll(/^## (\w+)$/gm)].map(([, code]) => code);
    expect(named.sort()).toEqual([...codes].sort());
  });
});
