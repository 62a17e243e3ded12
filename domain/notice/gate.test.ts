import { describe, expect, it } from '@jest/globals';
import { levels, type Bilingual, type Level } from '../severity/matrix.js';
import {
  fieldKeys,
  isRequired,
  needOf,
  requiredFields,
  type FieldKey,
  type NoticeFields,
} from './fields.js';
import { foreignFinder, gate, type Gated } from './gate.js';
import { audiences, stages, type Audience, type NoticeKind } from './stages.js';

const filled = (key: FieldKey): Bilingual => ({ zh: `内容 ${key}`, en: `content of ${key}` });
const all: NoticeFields = Object.fromEntries(fieldKeys.map((key) => [key, filled(key)]));

const acme = { id: 'cus_1', name: 'Acme', code: 'AC01' };
const yun = { id: 'cus_2', name: '云际科技', code: 'YJ02' };
const yunSouth = { id: 'cus_3', name: '云际科技华南', code: 'YJ03' };

const notice = (
  { kind, audience, level }: { kind: NoticeKind; audience: Audience; level: Level },
  change: Partial<Gated> = {},
): Gated => {
  const used = { id: 'tpl_1', version: 1, current: true, kind, audience, levels: 'all' as const };
  return {
    ...{ kind, audience, level, fields: all, languages: ['zh', 'en'], causeStatus: 'confirmed' },
    templates: { zh: { ...used, language: 'zh' }, en: { ...used, language: 'en' } },
    addressed: [acme],
    customers: [acme, yun, yunSouth],
    ...change,
  };
};

const first = { kind: 'first', audience: 'customer', level: 'P1' } as const;
const saying = (field: FieldKey, zh: string, en = zh, change: Partial<Gated> = {}) =>
  gate(notice(first, { fields: { ...all, [field]: { zh, en } }, ...change }));

const cells = [...stages, 'combined', 'correction', 'supplier_accept_only', 'maintenance'] as const;

describe('the field matrix of 5b', () => {
  const shapes = cells.flatMap((kind) =>
    audiences.flatMap((audience) => levels.map((level) => ({ kind, audience, level }))),
  );

  it.each(shapes)('lets a filled $kind notice to $audience at $level pass', (shape) => {
    expect(gate(notice(shape))).toEqual([]);
  });

  it.each(shapes)(
    'refuses $kind to $audience at $level for each required cell emptied',
    (shape) => {
      for (const field of requiredFields(shape)) {
        for (const language of ['zh', 'en'] as const) {
          const emptied = { ...all, [field]: { ...filled(field), [language]: '  ' } };
          const faults = gate(notice(shape, { fields: emptied }));
          expect(faults).toContainEqual({ field, code: 'field_required' });
        }
        const { [field]: _gone, ...rest } = all;
        expect(gate(notice(shape, { fields: rest }))).toEqual([{ field, code: 'field_required' }]);
      }
    },
  );

  it('is that of operations.md, cell by cell', () => {
    const row = (key: FieldKey, audience: Audience = 'internal') =>
      stages.map((stage) => needOf(key, stage, audience)).join(' ');
    expect({
      criteria: row('criteria'),
      services: row('services', 'customer'),
      customersByTier: row('customersByTier'),
      state: row('state'),
      done: row('done'),
      nextStep: row('nextStep'),
      eta: row('eta'),
      nextAt: row('nextAt'),
      causeStatus: row('causeStatus'),
      workaround: row('workaround'),
      supplierTicket: row('supplierTicket'),
      restoredAt: row('restoredAt'),
      observeUntil: row('observeUntil'),
      rootCause: row('rootCause'),
      actions: row('actions'),
      slaEffect: row('slaEffect'),
      fromLevel: row('fromLevel'),
    }).toEqual({
      criteria: 'R R R R R',
      services: 'R R R R R',
      customersByTier: 'R13 R13 R R13 R',
      state: 'R R R R –',
      done: 'O R O R R',
      nextStep: 'R12 R R O –',
      eta: 'R12 R12 R12 – –',
      nextAt: 'R13 R13 R – –',
      causeStatus: 'O O O R R',
      workaround: 'O O – O O',
      supplierTicket: 'O R12 O R12 R13',
      restoredAt: '– – – R R',
      observeUntil: '– – – R12 –',
      rootCause: '– – – – R13',
      actions: '– – – O R12',
      slaEffect: '– – – O R13',
      fromLevel: '– – R – –',
    });
    const everywhere: FieldKey[] = ['number', 'level', 'title', 'detectedAt', 'place', 'impact'];
    for (const key of [...everywhere, 'contact' as const]) expect(row(key)).toBe('R R R R R');
  });

  it('shows customers nothing that is internal, and the organisation nothing of one customer', () => {
    for (const key of ['criteria', 'customersByTier', 'supplierTicket'] as const) {
      for (const stage of stages) expect(needOf(key, stage, 'customer')).toBe('–');
    }
    for (const stage of stages) expect(needOf('services', stage, 'internal')).toBe('–');
  });

  it('asks less of milder levels where it says so', () => {
    const needs = (level: Level) => isRequired('nextStep', { ...first, level });
    expect(levels.map(needs)).toEqual([true, true, false, false]);
    const next = (level: Level) => isRequired('nextAt', { ...first, level });
    expect(levels.map(next)).toEqual([true, true, true, false]);
  });
});

describe('the gate', () => {
  it.each(['{{ eta }}', '{% if x %}', '{级别}', '预计恢复【】', 'XXX', '待补充', 'TBD', '____'])(
    'refuses the placeholder %s',
    (left) => {
      const faults = saying('nextStep', `做 ${left}`);
      expect(faults).toContainEqual({ field: 'nextStep', code: 'unresolved_placeholder' });
    },
  );

  it('refuses a template of another severity, stage, audience, language, or no more in force', () => {
    const { templates } = notice(first);
    const changes = [
      { kind: 'progress' },
      { audience: 'internal' },
      { levels: 'P3-P4' },
      { language: 'en' },
      { current: false },
    ] as const;
    for (const change of changes) {
      const swapped = { ...templates, zh: { ...templates.zh, ...change } } as Gated['templates'];
      const faults = gate(notice(first, { templates: swapped }));
      expect(faults).toEqual([{ field: 'template', code: 'wrong_template' }]);
    }
    const faults = gate(notice(first, { templates: {} }));
    expect(faults).toEqual([{ field: 'template', code: 'wrong_template' }]);
  });

  it('refuses a skipped stage', () => {
    expect(gate(notice(first, { skipped: true }))).toEqual([
      { field: 'stage', code: 'stage_skipped' },
    ]);
  });

  it('refuses a cause while its status is unknown, in either field', () => {
    expect(gate(notice(first, { causeStatus: 'unknown' }))).toEqual([
      { field: 'cause', code: 'cause_unknown' },
    ]);
    const closure = { ...first, kind: 'closure' } as const;
    expect(gate(notice(closure, { causeStatus: 'unknown' }))).toEqual([
      { field: 'rootCause', code: 'cause_unknown' },
    ]);
    expect(gate(notice(first, { causeStatus: 'suspected' }))).toEqual([]);
  });

  it('refuses words of blame to customers only, in both languages, as whole words', () => {
    const blamed = [{ field: 'done', code: 'blame_word' }];
    expect(saying('done', '运营商疏忽所致', 'carrier')).toEqual(blamed);
    expect(saying('done', '已处理', 'Caused by NEGLIGENCE')).toEqual(blamed);
    expect(saying('done', '已处理', 'blameless review')).toEqual([]);
    const fields = { ...all, done: { zh: '运营商疏忽', en: 'carrier' } };
    expect(gate(notice({ ...first, audience: 'internal' }, { fields }))).toEqual([]);
  });

  it('refuses the name or the code of another customer', () => {
    const named = [{ field: 'done', code: 'foreign_customer' }];
    expect(saying('done', '已联系云际科技处理', 'called')).toEqual(named);
    expect(saying('done', '已处理 yj02 线路', 'circuit yj02 done')).toEqual(named);
    expect(saying('done', '已处理 ＹＪ02 线路', 'circuit yj02 done')).toEqual(named);
    expect(saying('done', 'Acme 已处理')).toEqual([]);
    expect(saying('done', 'YJ021 已处理')).toEqual([]);
  });

  it('refuses any customer’s name in what goes to several', () => {
    const faults = saying('done', 'Acme 已处理', 'Acme done', { addressed: [acme, yun] });
    expect(faults).toEqual([{ field: 'done', code: 'foreign_customer' }]);
  });

  it('does not take a name for the shorter name inside it', () => {
    const find = foreignFinder([acme, yun, yunSouth]);
    expect(find('云际科技华南的专线', [yunSouth])).toBeUndefined();
    expect(find('云际科技华南与云际科技', [yunSouth])).toEqual(yun);
    expect(find('云际科技华南的专线', [yun])).toEqual(yunSouth);
  });

  it('refuses languages that carry different numbers', () => {
    const differs = [{ field: 'done', code: 'numbers_differ' }];
    expect(saying('done', '已恢复 3 条', 'restored 2 lines')).toEqual(differs);
    expect(saying('done', '已恢复 1,200 条', 'restored 1200 lines')).toEqual([]);
    expect(saying('done', '21：05 恢复', 'restored 21:05')).toEqual([]);
    expect(saying('done', '3 条', '2 lines', { languages: ['zh'] })).toEqual([]);
  });

  it('compares no numbers in the names of places and services, which nobody here could mend', () => {
    expect(saying('place', '上海一号机房楼', 'Shanghai data centre 1')).toEqual([]);
    expect(saying('services', '第二专线', 'line 2')).toEqual([]);
  });
});
