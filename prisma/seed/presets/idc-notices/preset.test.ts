import { describe, expect, it } from '@jest/globals';
import { namesIn } from '../../../../contracts/notice/liquid.js';
import { literalOf, packInstall } from '../../../../contracts/notice/templates.js';
import { requiredFields } from '../../../../domain/notice/fields.js';
import { audiences, languages, noticeKinds } from '../../../../domain/notice/stages.js';
import { chooseTemplate } from '../../../../domain/notice/template.js';
import { numbersIn } from '../../../../domain/notice/text-search.js';
import { levels } from '../../../../domain/severity/matrix.js';
import { idcNotices } from './preset.js';

const { templates } = idcNotices;

describe('the preset notices', () => {
  it('are usable: every name in them is a field of their notice, and no placeholder is left', () => {
    expect(packInstall.safeParse(idcNotices).error?.issues).toBeUndefined();
  });

  it('cover every kind, audience, level and language with exactly one template', () => {
    const wanted = noticeKinds.flatMap((kind) =>
      audiences.flatMap((audience) =>
        levels.flatMap((level) =>
          languages.map((language) => ({ kind, audience, level, language })),
        ),
      ),
    );
    const missing = wanted.filter((each) => chooseTemplate(templates, each) === undefined);
    expect(missing).toEqual([]);
    expect(templates).toHaveLength(noticeKinds.length * audiences.length * languages.length);
  });

  it('say the same in both languages: the same fields and the same numbers', () => {
    for (const zh of templates.filter(({ language }) => language === 'zh')) {
      const wanted = { ...zh, level: 'P1' as const, language: 'en' as const };
      const en = chooseTemplate(templates, wanted) ?? zh;
      expect(namesIn(en)).toEqual(namesIn(zh));
      expect(numbersIn(literalOf(en.body))).toEqual(numbersIn(literalOf(zh.body)));
    }
  });

  it('show the criteria hit to the own organisation and never to customers', () => {
    const stages = ['first', 'progress', 'level_change', 'recovery', 'combined', 'closure'];
    const shows = templates.filter((each) => namesIn(each).includes('criteria'));
    const inside = templates.filter((t) => t.audience === 'internal' && stages.includes(t.kind));
    expect(shows).toEqual(expect.arrayContaining(inside.filter((t) => t.kind !== 'level_change')));
    expect(shows.every(({ audience }) => audience === 'internal')).toBe(true);
  });

  it('need nothing typed beyond what the stage requires', () => {
    const first = { kind: 'first', audience: 'customer', level: 'P3' } as const;
    const required = requiredFields(first);
    expect(required).not.toContain('nextStep');
  });
});
