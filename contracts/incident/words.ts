import type { Language } from '../text.js';

const zh: Record<string, string> = {
  supplier: '供应商',
  customer: '客户',
  parts: '备件',
  window: '维护窗口',
  monitoring: '监控',
  engineer: '工程师',
  restored: '恢复',
  closed: '关闭',
  respond: '响应',
  overdue: '恢复超时',
  holder: '持有人',
  care: '待办提醒',
  confirmed: '已确认办完',
  withdrawn: '已撤回',
  delivery: '交付',
  operations: '运维',
  unknown: '未明',
  owed: '待办',
  told: '告知',
  declined_twice: '两次拒绝',
  unheld: '十天未开',
};

const en: Record<string, string> = {
  care: 'what is owed around it',
  parts: 'spare parts',
  window: 'a maintenance window',
  owed: 'something is owed',
  told: 'for information',
  declined_twice: 'declined twice',
  unheld: 'not held in ten days',
};

const said: Record<Language, Record<string, string>> = { zh, en };

/** The members of a timeline line that hold words of the machine rather than people's text. */
export const wordMembers: ReadonlySet<string> = new Set([
  'on',
  'why',
  'verifiedBy',
  'reason',
  'outcome',
]);

/** A word of the machine in a language; anything else as itself. */
export const word = (language: Language, value: string): string => said[language][value] ?? value;
