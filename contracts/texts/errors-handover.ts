const zh = {
  gate_unmet: {
    title: '门禁未满足',
    detail: '阶段 {{stage}} 还不能离开，缺：{{missing}}（另有 {{more}} 项）。请补齐后再试。',
  },
  self_verification: {
    title: '不能核验自己提供的内容',
    detail: '{{key}} 由您提供，须由另一人核验或批准豁免。请运维的其他同事处理。',
  },
  critical_not_waivable: {
    title: '关键项不能豁免',
    detail: '{{key}} 是关键项，任何人都不能豁免。请提供并核验它。',
  },
  unknown_item: {
    title: '清单里没有这一项',
    detail: '{{key}} 不在这次交接的清单里，或在一次请求中重复。请先查看清单（items）。',
  },
  wrong_item_state: {
    title: '此项当前状态不允许',
    detail: '{{key}} 当前为 {{state}}，此操作只在以下状态允许：{{allowed}}。请先查看最新状态。',
  },
  items_refused: {
    title: '部分条目被拒绝',
    detail: '这些条目不能处理：{{items}}。请去掉或改正后重试。',
  },
  too_many_items: {
    title: '一次处理的条目过多',
    detail: '一次最多 {{max}} 项。请分批提交。',
  },
  too_many_providers: {
    title: '提供人过多',
    detail: '一次交接最多记录 {{max}} 位提供人。请由已参与的人提交。',
  },
  executive_only: {
    title: '须由高管决定',
    detail: '只有具名的高管可以 {{verb}}。请由部门的分管高管操作。',
  },
  takeover_runs: {
    title: '强制接管正在进行',
    detail: '强制接管有效至 {{until}}，到期后才能再次发起。',
  },
  nothing_asked: {
    title: '没有待答复的事项',
    detail: '当前没有等待双方负责人的事项。请先查看最新状态。',
  },
  sheet_changed: {
    title: '验收单已变化',
    detail: '您签的不是当前的验收单。请重新阅读最新的验收单后再签。',
  },
  signer_not_entitled: {
    title: '无权签署',
    detail: '{{party}} 的签署须由其负责人或指定的客户签署人完成。请联系其本人。',
  },
};

const en: typeof zh = {
  gate_unmet: {
    title: 'The gate does not hold',
    detail: 'Stage {{stage}} cannot be left; missing: {{missing}} (and {{more}} more). Add them.',
  },
  self_verification: {
    title: 'Nobody verifies their own',
    detail: 'You provided {{key}}: another person of operations verifies or waives it.',
  },
  critical_not_waivable: {
    title: 'A critical item cannot be waived',
    detail: '{{key}} is critical and nobody may waive it. Provide it and have it verified.',
  },
  unknown_item: {
    title: 'Not an item of this checklist',
    detail: '{{key}} is not in the checklist, or was given twice. List the items first.',
  },
  wrong_item_state: {
    title: 'Not in this state of the item',
    detail: '{{key}} is {{state}}; this is allowed only in: {{allowed}}. Read it first.',
  },
  items_refused: {
    title: 'Some items were refused',
    detail: 'These cannot be done: {{items}}. Leave them out or mend them, and send again.',
  },
  too_many_items: {
    title: 'Too many items at once',
    detail: 'At most {{max}} items at once. Send them in parts.',
  },
  too_many_providers: {
    title: 'Too many providers',
    detail: 'A hand-over keeps at most {{max}} providers. Have one of them hand it in.',
  },
  executive_only: {
    title: 'For an executive',
    detail: 'Only a named executive may {{verb}}. Ask the executive of the department.',
  },
  takeover_runs: {
    title: 'A forced takeover runs already',
    detail: 'It lasts until {{until}}; another may be ordered after it.',
  },
  nothing_asked: {
    title: 'Nothing waits for an answer',
    detail: 'Nothing waits for the two heads at present. Read the current state first.',
  },
  sheet_changed: {
    title: 'The sheet has changed',
    detail: 'What you signed is not the current acceptance sheet. Read the latest, then sign.',
  },
  signer_not_entitled: {
    title: 'Not entitled to sign',
    detail: 'For {{party}} its head signs, or the named signer of the customer. Ask them.',
  },
};

/** What refusals around the hand-over of a service say. */
export const handoverErrorTexts = { zh, en };
