import type { GapKind } from '../../domain/gap/gap.js';

const zh = {
  kind: {
    target: '目标差距',
    window: '服务时段差距',
    remedy: '赔付差距',
    missing: '供应商无承诺',
    constraint: '超出限制',
  } satisfies Record<GapKind, string>,
  status: { open: '未处理', accepted: '已接受', closed: '已消除' },
  hours: { always: '7×24', calendar: '按客户日历' },
  step: {
    promised: '向客户承诺 {{hours}} 小时（{{on}}）',
    promised_days: '向客户承诺 {{days}} 个工作日（{{hours}}）',
    reserve: '预留 {{percent}}% 给自己：{{reserve}} 小时，供应商最多用 {{left}} 小时',
    supplier: '供应商 {{supplier}} 承诺 {{hours}} 个服务小时',
    supplier_days: '供应商 {{supplier}} 承诺 {{days}} 个工作日',
    reported: '最坏情形：{{at}} 报障',
    walk: '{{walk}} = {{total}} 小时',
    walk_closed: '{{hours}} 小时不处理',
    walk_open: '{{hours}} 小时处理',
    walk_sum: '不处理 {{closed}} 小时 + 处理 {{worked}} 小时 = {{total}} 小时',
    gap: '差距：{{worst}} − {{left}} = {{gap}} 小时',
    never_done: '供应商的服务时间内永远完不成',
    shut: '供应商 {{supplier}} 最长 {{hours}} 小时不服务：{{from}} 到 {{until}}',
    shut_accept_only: '供应商 {{supplier}} 最长 {{hours}} 小时仅受理不处理：{{from}} 到 {{until}}',
    availability: '承诺 {{promised}}%，供应商合计 {{reached}}%，差 {{gap}} 个百分点',
    remedy:
      '我方最多抵扣月费的 {{percent}}%（{{cap}} {{currency}}），供应商 {{supplier}} 最多赔 {{back}}，敞口 {{exposure}} {{currency}}',
    no_commitment: '供应商 {{supplier}} 声明不作承诺',
    no_sla: '没有记录供应商 {{supplier}} 的承诺',
    full_cap: '抵扣上限 {{exposure}} {{currency}} 全部由我方承担',
    constraint: '需要 {{kind}} {{need}}，供应商 {{supplier}} 上限 {{limit}}',
  },
};

const en: typeof zh = {
  kind: {
    target: 'target',
    window: 'service hours',
    remedy: 'remedy',
    missing: 'nothing promised',
    constraint: 'limit',
  },
  status: { open: 'open', accepted: 'accepted', closed: 'closed' },
  hours: { always: 'every hour counts', calendar: "on the customer's calendar" },
  step: {
    promised: 'Promised to the customer: {{hours}} h ({{on}})',
    promised_days: 'Promised to the customer: {{days}} working days ({{hours}})',
    reserve:
      'Reserve {{percent}}% for our own work: {{reserve}} h, which leaves the supplier {{left}} h',
    supplier: 'The supplier {{supplier}} promises {{hours}} service hours',
    supplier_days: 'The supplier {{supplier}} promises {{days}} working days',
    reported: 'At worst it is reported at {{at}}',
    walk: '{{walk}} = {{total}} h',
    walk_closed: '{{hours}} h shut',
    walk_open: '{{hours}} h worked',
    walk_sum: '{{closed}} h shut + {{worked}} h worked = {{total}} h',
    gap: 'Gap: {{worst}} − {{left}} = {{gap}} h',
    never_done: "It is never done within the supplier's hours",
    shut: 'The supplier {{supplier}} is shut for up to {{hours}} h: {{from}} to {{until}}',
    shut_accept_only:
      'The supplier {{supplier}} only takes reports for up to {{hours}} h: {{from}} to {{until}}',
    availability:
      'Promised {{promised}}%, the suppliers together reach {{reached}}%: {{gap}} percentage points short',
    remedy:
      'We credit up to {{percent}}% of the monthly charge ({{cap}} {{currency}}), the supplier {{supplier}} pays back {{back}} at most: exposure {{exposure}} {{currency}}',
    no_commitment: 'The supplier {{supplier}} says that it promises nothing',
    no_sla: 'No promise of the supplier {{supplier}} is recorded',
    full_cap: 'All of the credit cap, {{exposure}} {{currency}}, is ours to bear',
    constraint: 'Needs {{kind}} {{need}}; the supplier {{supplier}} goes up to {{limit}}',
  },
};

/** The explanation of gaps between what we promised and what suppliers did. */
export const gapTexts = { zh, en };
