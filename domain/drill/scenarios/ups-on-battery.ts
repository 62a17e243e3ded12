import type { Scenario } from '../scenario.js';

const room = 'ups';

/** Power: on battery for more than a minute is a P2 of the standard (5a, operations.md). */
export const upsOnBattery: Scenario = {
  id: 'ups-on-battery',
  version: 1,
  title: { zh: 'UPS 转电池供电', en: 'UPS on battery' },
  story: {
    zh: '一间机房的市电输入中断，UPS 转为电池供电超过一分钟，备用时间 25 分钟；油机正在启动，机柜双路供电未断。请定级、通报、安排人员，直到市电恢复并验证。',
    en: 'Utility power to one room is lost. The UPS has been on battery for more than a minute with 25 minutes in reserve; the generator is starting and no rack has lost a feed. Grade it, tell those who must know, send somebody, until power is back and verified.',
  },
  facts: [
    {
      zh: '电池供电已超过 1 分钟，备用 25 分钟。',
      en: 'On battery for over a minute, 25 in reserve.',
    },
    { zh: '机柜负载未中断。', en: 'No rack has lost its load.' },
  ],
  lengthS: 5_400,
  script: [
    {
      id: 'battery',
      afterS: 0,
      kind: 'alert',
      key: room,
      title: { zh: 'UPS-2 电池供电', en: 'UPS-2 on battery' },
      severity: 'critical',
      impactClass: 'redundancy_loss',
      description: {
        zh: '市电输入中断；UPS-2 电池供电 70 秒，备用 25 分钟。',
        en: 'Utility input lost; UPS-2 on battery for 70 s, 25 min in reserve.',
      },
    },
    {
      id: 'customer-asks',
      afterS: 900,
      kind: 'word',
      key: room,
      from: 'customer',
      text: {
        zh: '客户来电：我们的机柜会断电吗？什么时候恢复？',
        en: 'A customer calls: will our racks lose power, and when is it over?',
      },
    },
    {
      id: 'generator',
      afterS: 1_500,
      kind: 'word',
      key: room,
      from: 'site',
      text: {
        zh: '现场：油机已带载，电池停止放电。',
        en: 'The site: the generator is on load, the battery has stopped discharging.',
      },
    },
    {
      id: 'utility',
      afterS: 3_000,
      kind: 'restore',
      key: room,
      title: { zh: 'UPS-2 市电恢复', en: 'UPS-2 back on utility' },
    },
  ],
  steps: [
    {
      id: 'acknowledged',
      text: { zh: '5 分钟内确认', en: 'Acknowledged within 5 minutes' },
      of: room,
      withinS: 300,
      marks: 20,
      expect: { kind: 'acknowledged' },
    },
    {
      id: 'graded',
      text: { zh: '10 分钟内定为 P2', en: 'Graded P2 within 10 minutes' },
      of: room,
      withinS: 600,
      marks: 20,
      expect: { kind: 'graded', level: 'P2' },
    },
    {
      id: 'first-notice',
      text: { zh: '20 分钟内发出首次通告', en: 'First notice out within 20 minutes' },
      of: room,
      withinS: 1_200,
      marks: 15,
      expect: { kind: 'noticed', stage: 'first' },
    },
    {
      id: 'customer-answered',
      text: {
        zh: '客户来电后 10 分钟内记录答复',
        en: 'The answer to the customer on record within 10 minutes of the call',
      },
      of: room,
      since: 'customer-asks',
      withinS: 600,
      marks: 10,
      expect: { kind: 'noted' },
    },
    {
      id: 'mitigated',
      text: {
        zh: '油机带载后 10 分钟内标记缓解',
        en: 'Marked as mitigated within 10 minutes of the generator on load',
      },
      of: room,
      since: 'generator',
      withinS: 600,
      marks: 10,
      expect: { kind: 'mitigated' },
    },
    {
      id: 'verified',
      text: { zh: '市电恢复后 15 分钟内验证', en: 'Verified within 15 minutes of utility power' },
      of: room,
      since: 'utility',
      withinS: 900,
      marks: 25,
      expect: { kind: 'verified' },
    },
  ],
};
