import { describe, expect, it } from '@jest/globals';
import { idcNotices } from '../../prisma/seed/presets/idc-notices/preset.js';
import { fieldKeys, type NoticeFields } from '../../domain/notice/fields.js';
import { noticeKinds } from '../../domain/notice/stages.js';
import { chooseTemplate } from '../../domain/notice/template.js';
import { noticeWriter, renderedFaults, type Reader } from './render.js';

const customersCount = 200;
const fields: NoticeFields = Object.fromEntries(
  fieldKeys.map((key) => [key, { zh: `值${key}`, en: `value of ${key}` }]),
);

const readers: Reader[] = Array.from({ length: customersCount }, (_, index) => ({
  id: `cus_${index}`,
  name: index % 2 === 0 ? `客户公司${index}号` : `Customer Ltd ${index}`,
  code: `KH${String(index).padStart(4, '0')}`,
  services: [{ zh: `专线乙${index}甲`, en: `line b${index}a` }],
}));

const writerOf = (kind: (typeof noticeKinds)[number]) => {
  const wanted = { kind, audience: 'customer', level: 'P2' } as const;
  const zh = chooseTemplate(idcNotices.templates, { ...wanted, language: 'zh' });
  const en = chooseTemplate(idcNotices.templates, { ...wanted, language: 'en' });
  if (!zh || !en) throw new Error(kind);
  return noticeWriter({ shape: wanted, fields, templates: { zh, en }, drill: false });
};

describe('200 customers in two languages', () => {
  it.each(noticeKinds)('get a %s notice with nobody else’s name and no foreign service', (kind) => {
    const write = writerOf(kind);
    const languages = ['zh', 'en'] as const;
    expect(renderedFaults({ write, languages, readers, customers: readers })).toEqual([]);
  });

  it('read of their own services only', () => {
    const write = writerOf('first');
    for (const language of ['zh', 'en'] as const) {
      for (const reader of readers) {
        const { subject, text, html } = write(language, reader);
        const whole = [subject, text, html].join('\n');
        const own = reader.services[0]?.[language] ?? '';
        expect(whole).toContain(own);
        const others = readers.filter(({ id }) => id !== reader.id);
        const named = others.filter(
          ({ name, services }) =>
            whole.includes(`${name} `) || whole.includes(services[0]?.[language] ?? '-'),
        );
        expect(named).toEqual([]);
      }
    }
  });

  it('are all kept back when one of them would read of another', () => {
    const leaking = readers.map((reader, index) =>
      index === 7 ? { ...reader, services: [{ zh: '客户公司8号备线', en: 'spare' }] } : reader,
    );
    const write = writerOf('recovery');
    const judged = {
      write,
      languages: ['zh', 'en'] as const,
      readers: leaking,
      customers: readers,
    };
    expect(renderedFaults(judged)).toEqual([{ field: 'services', code: 'foreign_customer' }]);
  });
});

describe('practice', () => {
  it('says so in the subject', () => {
    const { templates } = idcNotices;
    const wanted = { kind: 'first', audience: 'internal', level: 'P2' } as const;
    const zh = chooseTemplate(templates, { ...wanted, language: 'zh' });
    if (!zh) throw new Error('no template');
    const write = noticeWriter({ shape: wanted, fields, templates: { zh }, drill: true });
    expect(write('zh').subject).toMatch(/^【演练】/);
  });
});
