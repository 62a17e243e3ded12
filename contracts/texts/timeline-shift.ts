const zh = {
  'shift.begun': '{{schedule}}：{{outgoing}} 向 {{incoming}} 交班（{{at}}）',
  'shift.listed': '清单共 {{items}} 项，请在 {{until}} 前签收；另有 {{more}} 项下一轮再列',
  'shift.listed_again':
    '第 {{round}} 轮：又有 {{items}} 项待签收，限 {{until}}；另有 {{more}} 项下一轮再列',
  'shift.signed': '{{person}} 签收 {{item}} {{title}}，接力棒随之移动',
  'shift.asked': '退回 {{item}} {{title}} 并提问：{{text}}',
  'shift.answered': '回答 {{item}} {{title}}：{{text}}',
  'shift.item_closed': '{{item}} {{title}} 已关闭，无需签收',
  'shift.item_taken': '{{item}} {{title}} 已由他人接手，无需签收',
  'shift.overdue':
    '15 分钟已到，仍有 {{count}} 项未签收；所有权不动，仍由 {{outgoing}} 负责，开始上升',
  'shift.not_moved': '{{item}} {{title}} 已签收，但接力棒没有移动，请重新签收',
  'shift.unread': '无法读取交班清单：{{why}}',
  'shift.signed_over': '交班完成：{{outgoing}} → {{incoming}}，没有无主事项',
  'shift.empty': '{{outgoing}} 名下没有未关闭的事项，无需交班',
  'shift.cancelled': '交班取消（{{text}}），{{kept}} 项未签收，仍由 {{outgoing}} 负责',
};

const en: Record<keyof typeof zh, string> = {
  'shift.begun': '{{schedule}}: {{outgoing}} hands over to {{incoming}} ({{at}})',
  'shift.listed': '{{items}} items to sign by {{until}}; {{more}} more come in the next round',
  'shift.listed_again':
    'Round {{round}}: {{items}} more items to sign by {{until}}; {{more}} come in the next round',
  'shift.signed': '{{person}} signed {{item}} {{title}}; its baton moves',
  'shift.asked': 'Gave back {{item}} {{title}} with a question: {{text}}',
  'shift.answered': 'Answered about {{item}} {{title}}: {{text}}',
  'shift.item_closed': '{{item}} {{title}} was closed and needs no signature',
  'shift.item_taken': '{{item}} {{title}} was taken over otherwise and needs no signature',
  'shift.overdue':
    '15 minutes are over with {{count}} items unsigned; they stay with {{outgoing}}, and it climbs',
  'shift.not_moved': '{{item}} {{title}} was signed but its baton did not move; sign it again',
  'shift.unread': 'The list could not be read: {{why}}',
  'shift.signed_over': 'Handed over from {{outgoing}} to {{incoming}}; nothing is unowned',
  'shift.empty': '{{outgoing}} holds nothing that is open; there is nothing to hand over',
  'shift.cancelled': 'Called off ({{text}}); {{kept}} unsigned items stay with {{outgoing}}',
};

/** Timeline lines of a shift's hand-over. */
export const shiftTimelineTexts = { zh, en };
