import type { Scenario } from '../scenario.js';

const trunk = 'trunk';
const far = 'far-site';

/** One cut seen at two sites: a parent incident, one notice per customer (incidents.md §4). */
export const twoSiteFibreCut: Scenario = {
  id: 'two-site-fibre-cut',
  version: 1,
  title: { zh: '两站点光缆中断', en: 'Two-site fibre cut' },
  story: {
    zh: '一条光缆在施工中被挖断，两个站点共 4 家客户中断。第二个站点的告警应归入同一个上游事件，每家客户只收到一份通告。请定级、升级给供应商、通报，直到恢复并验证。',
    en: 'A digger cuts a fibre and four customers at two sites are down. The alert of the second site belongs to the same incident upstream, and each customer gets one notice. Grade it, escalate to the supplier, send notices, until it is back and verified.',
  },
  facts: [
    { zh: '4 家客户全部中断，均非 A 级。', en: 'Four customers are down, none of tier A.' },
    { zh: '第二个站点经同一光缆接入。', en: 'The second site hangs on the same fibre.' },
  ],
  lengthS: 10_800,
  script: [
    {
      id: 'cut',
      afterS: 0,
      kind: 'alert',
      key: trunk,
      title: { zh: '干线光缆中断', en: 'Trunk fibre cut' },
      severity: 'critical',
      impactClass: 'interruption',
    },
    {
      id: 'far-down',
      afterS: 90,
      kind: 'alert',
      key: far,
      title: { zh: '二号站点失联', en: 'Second site unreachable' },
      severity: 'critical',
      impactClass: 'interruption',
      behind: trunk,
    },
    {
      id: 'crew',
      afterS: 2_400,
      kind: 'word',
      key: trunk,
      from: 'supplier',
      text: {
        zh: '供应商：抢修队到场，预计 90 分钟接通。',
        en: 'The supplier: the crew is on site and expects to splice within 90 minutes.',
      },
    },
    {
      id: 'up',
      afterS: 7_200,
      kind: 'restore',
      key: trunk,
      title: { zh: '干线光缆恢复', en: 'Trunk fibre up' },
    },
    {
      id: 'far-up',
      afterS: 7_260,
      kind: 'restore',
      key: far,
      title: { zh: '二号站点恢复', en: 'Second site reachable' },
    },
  ],
  steps: [
    {
      id: 'acknowledged',
      text: { zh: '5 分钟内确认', en: 'Acknowledged within 5 minutes' },
      of: trunk,
      withinS: 300,
      marks: 15,
      expect: { kind: 'acknowledged' },
    },
    {
      id: 'graded',
      text: { zh: '10 分钟内定为 P2', en: 'Graded P2 within 10 minutes' },
      of: trunk,
      withinS: 600,
      marks: 20,
      expect: { kind: 'graded', level: 'P2' },
    },
    {
      id: 'supplier',
      text: { zh: '15 分钟内升级给供应商', en: 'Escalated to the supplier within 15 minutes' },
      of: trunk,
      withinS: 900,
      marks: 20,
      expect: { kind: 'escalated', to: 'supplier' },
    },
    {
      id: 'first-notice',
      text: { zh: '20 分钟内发出首次通告', en: 'First notice out within 20 minutes' },
      of: trunk,
      withinS: 1_200,
      marks: 15,
      expect: { kind: 'noticed', stage: 'first' },
    },
    {
      id: 'crew-noted',
      text: {
        zh: '供应商到场后 10 分钟内记录预计恢复时间',
        en: 'The expected time on record within 10 minutes of the crew arriving',
      },
      of: trunk,
      since: 'crew',
      withinS: 600,
      marks: 10,
      expect: { kind: 'noted' },
    },
    {
      id: 'verified',
      text: { zh: '恢复后 15 分钟内验证', en: 'Verified within 15 minutes of the fibre coming up' },
      of: trunk,
      since: 'up',
      withinS: 900,
      marks: 20,
      expect: { kind: 'verified' },
    },
  ],
};
