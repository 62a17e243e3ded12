const zh = {
  not_asked: {
    title: '不是被请求方',
    detail: '只有 {{party}} 能 {{verb}}。请由被请求方的人答复，或联系其值班人。',
  },
  leg_decided: {
    title: '已由值班经理裁决',
    detail: '值班经理已裁决由 {{party}} 承办，不能再转。请接受，或说明理由拒绝。',
  },
  ticket_required: {
    title: '须记录工单号',
    detail: '供应商以工单受理。请联系供应商，用 contact 记录其工单号（ref）。',
  },
  not_a_supplier: {
    title: '不是供应商',
    detail: '{{party}} 不是供应商，无需记录联系。请由其用 accept 答复。',
  },
  same_party: {
    title: '同一方',
    detail: '不能转给自己。请转给另一方，或说明理由拒绝（reject）。',
  },
  too_many_legs: {
    title: '转手过多',
    detail: '一条升级最多 {{max}} 方。请撤回（withdraw）后重新发起，或由当前方办理。',
  },
};

const en: typeof zh = {
  not_asked: {
    title: 'Not the party that was asked',
    detail: 'Only {{party}} may {{verb}} here. Have one of them answer, or call their duty.',
  },
  leg_decided: {
    title: 'The duty manager has decided',
    detail: 'The duty manager decided for {{party}}. Accept it, or reject it with a reason.',
  },
  ticket_required: {
    title: 'A ticket is needed',
    detail: 'A supplier accepts by a ticket. Call it and record its ticket with contact (ref).',
  },
  not_a_supplier: {
    title: 'Not a supplier',
    detail: '{{party}} is no supplier: there are no calls to record. It answers with accept.',
  },
  same_party: {
    title: 'The same party',
    detail: 'It cannot be bounced to itself. Name another party, or reject it with a reason.',
  },
  too_many_legs: {
    title: 'Too many parties',
    detail: 'A chain has at most {{max}} parties. Withdraw it and start anew, or answer it here.',
  },
};

/** Refusals of an escalation chain. */
export const escalationErrorTexts = { zh, en };
