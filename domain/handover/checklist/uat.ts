import { said, sectionOf } from './item.js';

/** I UAT与需求 · Requirements and acceptance tests (N12, operations.md). */
export const uat = sectionOf(
  {
    section: 'I',
    name: said('UAT与需求', 'Requirements and UAT'),
    gate: 'uat_run',
  },
  [
    {
      name: said('需求与用例追溯', 'Trace of requirements'),
      ask: said(
        '每一条必须满足的需求都有对应当前版本的用例。',
        'Every requirement that must hold has a case made for its current version.',
      ),
      is: { critical: true, gate: 'uat_design' },
    },
    {
      name: said('必须项全部通过', 'Must cases pass'),
      ask: said(
        '必须项的最近一次执行全部通过，并附证据。',
        'The latest run of every must requirement passed and carries its evidence.',
      ),
      is: { critical: true },
    },
    {
      name: said('性能测试', 'Performance'),
      ask: said(
        '附Y.1564、RFC 2544或iperf的测试结果和门限。',
        'Attaches the results of Y.1564, RFC 2544 or iperf with their thresholds.',
      ),
    },
    {
      name: said('主备切换测试', 'Failover test'),
      ask: said(
        '主备各切换一次，写明中断时长和回切结果。',
        'Each side took over once; states how long it was interrupted and how it went back.',
      ),
      is: { perRoom: true },
    },
    {
      name: said('客户见证签字', 'Customer witness'),
      ask: said(
        '写明见证测试的客户人员，并附签字。',
        'Names who witnessed the tests for the customer, with the signature.',
      ),
    },
    {
      name: said('供电双路与温湿度实测', 'Feeds and climate measured'),
      ask: said(
        '两路供电各断开一次，并附温湿度实测记录。',
        'Each feed was opened once, and the measured temperature and humidity are attached.',
      ),
      is: { lines: ['I'], perRoom: true },
    },
  ],
);
