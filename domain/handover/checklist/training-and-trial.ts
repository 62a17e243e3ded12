import { said, sectionOf } from './item.js';

/** J 培训与试运行 · Training and trial run. */
export const trainingAndTrial = sectionOf(
  {
    section: 'J',
    name: said('培训与试运行', 'Training and trial run'),
    gate: 'trial',
  },
  [
    {
      name: said('运维两人以上认证', 'Two certified'),
      ask: said(
        '运维至少两人通过本产品认证，认证在有效期内。',
        'At least two of operations hold a certificate for the product that has not run out.',
      ),
      is: { critical: true, gate: 'training' },
    },
    {
      name: said('客户培训与考核', 'Customer training'),
      ask: said(
        '客户人员参加了培训并通过考核，教材已交付。',
        'The customer attended the training, passed the assessment and has the materials.',
      ),
      is: { gate: 'training' },
    },
    {
      name: said('试运行达标', 'Trial criteria met'),
      ask: said(
        '试运行天数、故障数、告警测试和独立处置均已达标。',
        'Days, faults, alarms and the work done alone all met the criteria of the trial run.',
      ),
      is: { critical: true },
    },
    {
      name: said('遗留问题清单', 'Punch list'),
      ask: said(
        '列出遗留问题的级别、负责人和期限，严重项已清零。',
        'Lists what is left over with level, owner and date; nothing critical is open.',
      ),
      is: { critical: true },
    },
    {
      name: said('知识文章', 'Knowledge article'),
      ask: said(
        '附上供值班使用的知识文章链接。',
        'Links the knowledge article that the duty desk will use.',
      ),
    },
    {
      name: said('计费起点', 'Billing start'),
      ask: said(
        '写明开始计费的日期和依据。',
        'States the day from which it is billed and on what ground.',
      ),
      is: { from: 'presales' },
    },
  ],
);
