import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Incident } from './caller.js';
import { openNight, type Night } from './night.js';
import {
  bodyOf,
  mailedCustomers,
  openNoticeDesk,
  owedIn,
  readBy,
  whenDischarged,
} from './notice-desk.js';

const zhang = 'per_zhang_min';
const wang = 'per_wang_fang';

const trunk = {
  code: 'FB-0001',
  name: { zh: '上海—苏州光缆', en: 'Shanghai–Suzhou fibre' },
  ...{ productLine: 'internal', department: 'dep_noc', policy: 'pol_interruption' },
};

/** One line of 云杉制造 at each end of the fibre, and one of 青禾教育 at the far end. */
const ends = [
  { code: 'LL-0101', site: 'sit_sh1', customer: 'cus_yunshan', zh: '云杉 上海端', en: 'East end' },
  { code: 'LL-0102', site: 'sit_sz1', customer: 'cus_yunshan', zh: '云杉 苏州端', en: 'West end' },
  { code: 'LL-0103', site: 'sit_sz1', customer: 'cus_qinghe', zh: '青禾 苏州端', en: 'School end' },
];

const readers = {
  yunshan: { zh: 'noc.yunshan', en: 'noc-en.yunshan' },
  qinghe: { zh: 'net.qinghe', en: 'net-en.qinghe' },
};

let night: Night;
let children: { id: string; number: string }[] = [];
let parent = '';

const down = (service: string) => ({
  ...{ action: 'trigger', title: 'line down', severity: 'error' },
  ...{ dedupKey: service, service },
});

const owedToCustomers = (seen: Incident): string[] =>
  owedIn(seen).filter((id) => id.startsWith('customer/'));

beforeAll(async () => {
  night = await openNight();
  const { id: fibre } = await night.make('services', trunk);
  for (const { code, site, customer, zh, en } of ends) {
    await night.make('services', {
      ...{ code, name: { zh, en }, productLine: 'leased_line', customer, site },
      ...{ department: 'dep_noc', policy: 'pol_interruption', dependsOn: [fibre] },
    });
  }
});

afterAll(() => night.close());

describe('a fibre cut that takes down lines at two sites', () => {
  it('becomes one incident: those at both sites are its children, and what they owed their customers is withdrawn', async () => {
    const lines = ['LL-0101', 'LL-0102'];
    children = await Promise.all(lines.map((code) => night.paged(down(code))));
    const grade = { level: 'P2', impactClass: 'interruption', reason: 'the line is dead' };
    for (const { id } of children) {
      expect((await night.person(zhang).verb(id, 'grade', grade)).status).toBe(200);
      const alone = await night.shown(id, (seen) => owedToCustomers(seen).length > 0);
      expect(owedToCustomers(alone)).toEqual(['customer/first/1']);
    }
    parent = await night.event({ ...down('FB-0001'), severity: 'critical', title: 'fibre cut' });
    await night.shown(parent, ({ children: known }) => known === children.length);
    const sites = new Set<string | undefined>();
    for (const { id } of children) {
      const child = await night.shown(id, (seen) => owedToCustomers(seen).length === 0);
      sites.add(child.site?.id);
      expect([child.parent?.id, child.stage, child.commander]).toEqual([
        ...[parent, 'detected', undefined],
      ]);
      expect(child.notices?.counts['withdrawn']).toBe(1);
      expect(await night.timeline(id)).toContain('notice.withdrawn');
    }
    expect([...sites].sort()).toEqual(['sit_sh1', 'sit_sz1']);
  });

  it('has one commander, under whom each customer hears once, of all its services at both sites and of no other’s', async () => {
    const me = night.person(zhang);
    await me.verb(parent, 'acknowledge', { until: await night.inMinutes(parent, 600) });
    const level = { level: 'P1', impactClass: 'interruption', reason: 'two sites are cut off' };
    expect((await me.verb(parent, 'grade', level)).status).toBe(200);
    expect((await me.verb(parent, 'command', { to: wang })).body.commander).toBe(wang);
    const owing = await night.shown(parent, (seen) => owedToCustomers(seen).length > 0);
    expect(owedToCustomers(owing)).toEqual(['customer/first/1']);
    const fields = { nextStep: { zh: '抢修光缆', en: 'splice the fibre' } };
    const desk = openNoticeDesk(night, zhang);
    const asked = { audience: 'customer', stage: 'first', fields };
    const { id: notice, faults } = await desk.draft(parent, asked);
    expect(faults).toEqual([]);
    bodyOf(await openNoticeDesk(night, wang).give(notice, 'approve'));
    await desk.send(notice);
    await whenDischarged(night, parent, 'customer/first/1');
    for (const { id } of children) await night.pass(id, 60);
    const { number = '' } = await night.shown(parent);
    const everybody = Object.values(readers).flatMap(({ zh, en }) => [zh, en]);
    expect(mailedCustomers(night)).toEqual(everybody.sort());
    const said = (box: string): string => readBy(night, number, box).join(' ');
    expect(said(readers.yunshan.zh)).toContain('贵司云杉 上海端；云杉 苏州端业务中断');
    expect(said(readers.yunshan.en)).toContain('your East end; West end: interrupted');
    expect(said(readers.qinghe.zh)).toContain('贵司青禾 苏州端业务中断');
    expect(said(readers.qinghe.en)).toContain('your School end: interrupted');
  });
});
