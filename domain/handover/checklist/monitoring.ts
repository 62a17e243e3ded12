import { said, sectionOf } from './item.js';

/** G 监控与应急 · Monitoring and emergencies. */
export const monitoring = sectionOf(
  {
    section: 'G',
    name: said('监控与应急', 'Monitoring and emergencies'),
    gate: 'disclosure_review',
  },
  [
    {
      name: said('告警全量测试', 'Alarms tested'),
      ask: said(
        '每一项告警都真实触发过一次，并到达值班台。',
        'Every alarm was set off once for real and arrived at the duty desk.',
      ),
      is: { critical: true, perRoom: true, validDays: 90 },
    },
    {
      name: said('看板', 'Dashboard'),
      ask: said(
        '附上值班人员使用的看板链接和指标说明。',
        'Links the dashboard that the duty desk uses and says what its figures mean.',
      ),
      is: { tiers: ['A', 'B'] },
    },
    {
      name: said('应急预案与回退', 'Runbook and rollback'),
      ask: said(
        '写明常见故障的处置步骤、回退办法和决定人。',
        'Gives the steps for the likely faults, how to go back and who decides it.',
      ),
      is: { critical: true },
    },
    {
      name: said('远程与带外访问', 'Remote and out-of-band access'),
      ask: said(
        '写明远程与带外的进入方式，并由运维亲自登录一次。',
        'Says how to get in remotely and out of band; operations signed in once themselves.',
      ),
      is: { perRoom: true },
    },
    {
      name: said('备份与恢复演练', 'Restore drill'),
      ask: said(
        '写明备份周期和存放地点，并附一次恢复演练的结果。',
        'Says how often and where it is backed up, with the result of one restore.',
      ),
      is: { validDays: 365 },
    },
  ],
);
