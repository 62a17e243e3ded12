import { describe, expect, it } from '@jest/globals';
import type { WalkStep } from '../../domain/calendar/explain.js';
import { calendarTexts } from '../texts/calendar.js';
import { languages } from '../text.js';
import { durationText, stepText } from './step-text.js';
import { targetOf } from './target.js';

const step: WalkStep = {
  ...{ key: 'run', at: 0, until: 5_400_000, ms: 5_400_000, count: 1, date: '2026-10-01' },
  ...{ name: { zh: '国庆节', en: 'National Day' }, reason: 'customer away' },
};

describe('the texts of steps', () => {
  it('leave no placeholder and no key unsaid in either language', () => {
    for (const language of languages) {
      for (const key of Object.keys(calendarTexts[language].step) as WalkStep['key'][]) {
        const said = stepText({ ...step, key }, { language, zone: 'Asia/Shanghai' });
        expect(said).not.toMatch(/\{\{|calendar\/|undefined/);
      }
    }
  });

  it('are on the clocks of the calendar and give the reason of a pause', () => {
    const paused = { ...step, key: 'paused' as const };
    expect(stepText(paused, { language: 'en', zone: 'Asia/Shanghai' })).toBe(
      'paused from 1970-01-01 Thu 08:00 until 1970-01-01 Thu 09:30: customer away',
    );
    expect(stepText(paused, { language: 'zh', zone: 'Asia/Shanghai' })).toContain('customer away');
  });

  it('write durations without empty units', () => {
    expect(durationText(27_000_000, 'en')).toBe('7 h 30 min');
    expect(durationText(3_600_000, 'zh')).toBe('1小时');
    expect(durationText(0, 'en')).toBe('0 min');
  });
});

describe('a target', () => {
  it.each([
    ['PT4H', { ms: 14_400_000 }],
    ['PT1H30M', { ms: 5_400_000 }],
    ['P3D', { workingDays: 3 }],
    ['3wd', { workingDays: 3 }],
    ['P367D', undefined],
    ['P1DT1H', undefined],
    ['P1W', undefined],
    ['P0D', undefined],
    ['PT0S', undefined],
    ['4h', undefined],
  ])('%s is read as %j', (text, target) => {
    expect(targetOf(text)).toEqual(target);
  });
});
