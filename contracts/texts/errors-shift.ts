const zh = {
  not_party: {
    title: '不由您来做',
    detail: '这一步须由 {{person}} 本人用自己的密钥来做。请其本人操作。',
  },
  unsigned_items: {
    title: '仍有未签收的事项',
    detail: '仍有 {{count}} 项未签收，不能取消。请先签收，或请运维主管取消。',
  },
};

const en: typeof zh = {
  not_party: {
    title: 'Not yours to do',
    detail: 'Only {{person}} can do this, with a key of their own. Ask them to.',
  },
  unsigned_items: {
    title: 'Items are unsigned',
    detail:
      '{{count}} items are still unsigned. Sign them first, or ask an ops lead to call it off.',
  },
};

/** What refusals around a shift's hand-over say. */
export const shiftErrorTexts = { zh, en };
