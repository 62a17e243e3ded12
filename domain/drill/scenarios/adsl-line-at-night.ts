import type { Scenario } from '../scenario.js';

const line = 'line';

/** An access line of one customer not of tier A: P3, and a supplier that only accepts reports at night. */
export const adslLineAtNight: Scenario = {
  id: 'adsl-line-at-night',
  version: 1,
  title: { zh: '夜间 ADSL 线路中断', en: 'ADSL line down at night' },
  story: {
    zh: '凌晨，一家非 A 级客户的 ADSL 线路中断。线路供应商夜间只受理、不处理。请确认、定级、报障给供应商、答复客户，并在恢复后验证。',
    en: 'In the small hours the ADSL line of one customer, not of tier A, goes down. At night its supplier takes reports and does no work. Acknowledge, grade, report it to the supplier, answer the customer, and verify once it is back.',
  },
  facts: [
    { zh: '一家客户、一条线路；无备用线路。', en: 'One customer, one line; no second line.' },
    {
      zh: '供应商 22:00–08:00 仅受理报障。',
      en: 'From 22:00 to 08:00 the supplier only accepts reports.',
    },
  ],
  lengthS: 7_200,
  script: [
    {
      id: 'down',
      afterS: 0,
      kind: 'alert',
      key: line,
      title: { zh: 'ADSL 线路中断', en: 'ADSL line down' },
      severity: 'error',
      impactClass: 'interruption',
    },
    {
      id: 'supplier-accepts',
      afterS: 1_200,
      kind: 'word',
      key: line,
      from: 'supplier',
      text: {
        zh: '供应商：已受理，工单 ADSL-7731，最早 08:00 派工。',
        en: 'The supplier: accepted, ticket ADSL-7731, work begins at 08:00 at the earliest.',
      },
    },
    {
      id: 'customer-asks',
      afterS: 1_800,
      kind: 'word',
      key: line,
      from: 'customer',
      text: {
        zh: '客户来电：门店 07:00 开业，能否提前恢复？',
        en: 'The customer calls: the shop opens at 07:00, can it be back before?',
      },
    },
    {
      id: 'up',
      afterS: 5_400,
      kind: 'restore',
      key: line,
      title: { zh: 'ADSL 线路恢复', en: 'ADSL line up' },
    },
  ],
  steps: [
    {
      id: 'acknowledged',
      text: { zh: '10 分钟内确认', en: 'Acknowledged within 10 minutes' },
      of: line,
      withinS: 600,
      marks: 20,
      expect: { kind: 'acknowledged' },
    },
    {
      id: 'graded',
      text: { zh: '15 分钟内定为 P3', en: 'Graded P3 within 15 minutes' },
      of: line,
      withinS: 900,
      marks: 20,
      expect: { kind: 'graded', level: 'P3' },
    },
    {
      id: 'supplier',
      text: { zh: '20 分钟内报障给供应商', en: 'Reported to the supplier within 20 minutes' },
      of: line,
      withinS: 1_200,
      marks: 20,
      expect: { kind: 'escalated', to: 'supplier' },
    },
    {
      id: 'first-notice',
      text: { zh: '30 分钟内发出首次通告', en: 'First notice out within 30 minutes' },
      of: line,
      withinS: 1_800,
      marks: 15,
      expect: { kind: 'noticed', stage: 'first' },
    },
    {
      id: 'customer-answered',
      text: {
        zh: '客户来电后 10 分钟内记录答复',
        en: 'The answer to the customer on record within 10 minutes of the call',
      },
      of: line,
      since: 'customer-asks',
      withinS: 600,
      marks: 10,
      expect: { kind: 'noted' },
    },
    {
      id: 'verified',
      text: { zh: '恢复后 15 分钟内验证', en: 'Verified within 15 minutes of the line coming up' },
      of: line,
      since: 'up',
      withinS: 900,
      marks: 15,
      expect: { kind: 'verified' },
    },
  ],
};
