import { describe, expect, it } from '@jest/globals';
import { idcSeverity } from '../../prisma/seed/presets/idc-severity/preset.js';
import { changesBetween } from './changes.js';
import { incoherences } from './coherence.js';
import { edited } from './edit.js';
import type { Condition, Criterion, MatrixContent } from './matrix.js';
import { upgrade } from './upgrade.js';

const { preset: _preset, ...base } = idcSeverity;

const criterion = (id: string): Criterion => {
  const found = base.criteria.find((it) => it.id === id);
  if (!found) throw new Error(id);
  return found;
};

const racksFrom = (racks: number): Criterion => {
  const all: Condition[] = [{ fact: 'racksBothFeedsLost', op: 'at_least', value: racks }];
  return { ...criterion('power.p1.racks'), all };
};
const own: Criterion = { ...criterion('power.p4.part'), id: 'power.p4.own' };
const shortOf = (content: MatrixContent, to: MatrixContent) =>
  changesBetween(content, to).map(({ part, id, kind }) => `${kind} ${part} ${id}`);

describe('a local edit', () => {
  it('puts items by their id and takes others away; the difference names exactly these', () => {
    const local = edited(base, {
      criteria: [racksFrom(5), own],
      remove: { criteria: ['cooling.p4.humidity'] },
      modifiers: { majorEvent: { ...base.modifiers.majorEvent, raise: 0 } },
    });
    expect(shortOf(base, local).sort()).toEqual([
      'added criterion power.p4.own',
      'changed criterion power.p1.racks',
      'changed modifier majorEvent',
      'removed criterion cooling.p4.humidity',
    ]);
    expect(shortOf(base, base)).toEqual([]);
  });

  it('is found out where it leaves the standard unable to grade', () => {
    const why = (content: MatrixContent) => incoherences(content).map(({ path }) => path.join('/'));
    expect(why(base)).toEqual([]);
    const orphaned = edited(base, { remove: { facts: ['nodeIsolated'] } });
    const at = base.criteria.findIndex(({ id }) => id === 'network.p1.isolated');
    expect(why(orphaned)).toEqual([`criteria/${at}/all/0`]);
    const all: Condition[] = [{ fact: 'upsMode', op: 'is', value: 'gone' }];
    const optionless = edited(base, { criteria: [{ ...criterion('power.p2.bypass'), all }] });
    expect(why(optionless)).toHaveLength(1);
    const unreachable = edited(base, { criteria: [racksFrom(-1)] });
    expect(why(unreachable)).toHaveLength(1);
    const twice = { ...base, criteria: [...base.criteria, own, own] };
    expect(why(twice)).toEqual([`criteria/${base.criteria.length + 1}/id`]);
  });
});

describe('a newer preset', () => {
  it('keeps local edits, takes everything else, and names what both changed', () => {
    const local = edited(base, {
      criteria: [racksFrom(5), own, { ...criterion('power.p1.room'), level: 'P2' }],
      remove: { criteria: ['cooling.p4.humidity'] },
    });
    const next = edited(base, {
      name: { zh: '二', en: 'two' },
      criteria: [racksFrom(8), { ...criterion('network.p3.path'), level: 'P2' }],
    });
    const { content, conflicts } = upgrade(base, local, next);
    expect(conflicts).toEqual([{ part: 'criterion', id: 'power.p1.racks' }]);
    expect(shortOf(next, content).sort()).toEqual([
      'added criterion power.p4.own',
      'changed criterion power.p1.racks',
      'changed criterion power.p1.room',
      'removed criterion cooling.p4.humidity',
    ]);
    expect(content.criteria.find(({ id }) => id === 'power.p1.racks')).toEqual(racksFrom(5));
  });

  it('over nothing edited is the preset itself', () => {
    const next = edited(base, { criteria: [own] });
    expect(upgrade(base, base, next)).toEqual({ content: next, conflicts: [] });
  });
});
