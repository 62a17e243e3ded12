import type { Result } from '../../domain/drill/score.js';

interface Said {
  result: Record<Result, string>;
  head: Record<'step' | 'result_head' | 'marks' | 'due' | 'at' | 'proof', string>;
  led_by: string;
  played_by: string;
  ran: string;
  scaled: string;
  total: string;
}

const zh: Said = {
  result: { done: '完成', late: '迟到', wrong: '错误', missing: '缺失' },
  head: {
    step: '步骤',
    result_head: '结果',
    marks: '得分',
    due: '时限',
    at: '完成时间',
    proof: '依据',
  },
  led_by: '组织：{{leader}}',
  played_by: '参演：{{people}}',
  ran: '演练时间：{{from}} 至 {{until}}',
  scaled: '时间加速 {{factor}} 倍；表中为演练时钟的时间',
  total: '总分 {{marks}} / {{possible}}（{{percent}}%）',
};

const en: Said = {
  result: { done: 'done', late: 'late', wrong: 'wrong', missing: 'missing' },
  head: {
    step: 'Step',
    result_head: 'Result',
    marks: 'Marks',
    due: 'Due',
    at: 'Done at',
    proof: 'Proved by',
  },
  led_by: 'Led by {{leader}}',
  played_by: 'Played by {{people}}',
  ran: 'From {{from}} to {{until}}',
  scaled: 'Its clock ran {{factor}} times as fast; times are of that clock',
  total: '{{marks}} of {{possible}} marks ({{percent}} %)',
};

/** The transcript of a drill. */
export const drillTexts = { zh, en };
