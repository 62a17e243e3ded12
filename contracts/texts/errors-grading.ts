/** What the level, the commander and the review refuse, and what to do next. */
export const gradingErrorTexts = {
  zh: {
    interruption_by_facts: {
      title: '中断只能由事实解除',
      detail: '业务中断不能凭一句话改为其它影响类别。请回答定级问题（facts），由事实得出。',
    },
    approver_only: {
      title: '须由指挥人或主管批准',
      detail: '对客户的通告由指挥人或运维主管批准。请指挥人批准，或先指定指挥人（command）。',
    },
    reason_needed: {
      title: '须说明理由',
      detail: '{{level}} 与计算级别 {{than}} 不同。请在 reason 里说明理由。',
    },
    too_many_proposals: {
      title: '待确认的提议过多',
      detail: '最多 {{most}} 条提议待确认。请先确认或驳回。',
    },
    no_such_proposal: {
      title: '没有这条提议',
      detail: '没有待确认的提议 {{proposal}}。请读取事件的 proposals。',
    },
    no_such_clock: { title: '没有这个时钟', detail: '没有时钟 {{obligation}}。请读取 …/clocks。' },
    too_many_pauses: {
      title: '暂停次数已满',
      detail: '客户时钟最多暂停 {{most}} 次。请改用其它等待原因，或先完成恢复。',
    },
    commander_holds: {
      title: '指挥人不能是持有人',
      detail: '{{holder}} 持有接力棒，不能同时指挥。请指定另一人，或先移交（assign）。',
    },
    review_missing: {
      title: '尚未复盘',
      detail:
        '关闭 P1/P2 前须登记复盘（review），并给出知识文章链接或写明不需要的理由。缺：{{what}}。',
    },
    level_not_graded: {
      title: '尚未定级',
      detail: '级别尚未确定（{{level}}），还没有通告可处理。请先 grade。',
    },
  },
  en: {
    interruption_by_facts: {
      title: 'Only facts take an interruption off',
      detail:
        'An interruption does not become another impact class by a word. Answer the questions of the standard (facts).',
    },
    approver_only: {
      title: 'Approved by the commander or a lead',
      detail:
        'The commander or an ops lead approves what customers are told. Ask them, or name a commander first.',
    },
    reason_needed: {
      title: 'A reason is needed',
      detail: '{{level}} is not the computed {{than}}. Say why in reason.',
    },
    too_many_proposals: {
      title: 'Too many proposals wait',
      detail: 'At most {{most}} proposals may wait. Confirm or decline one first.',
    },
    no_such_proposal: {
      title: 'No such proposal',
      detail: 'No proposal {{proposal}} waits. Read the proposals of the incident.',
    },
    no_such_clock: { title: 'No such clock', detail: 'No clock {{obligation}}. Read …/clocks.' },
    too_many_pauses: {
      title: 'Paused too often',
      detail:
        'The clock of the customer stops at most {{most}} times. Wait for another reason, or restore.',
    },
    commander_holds: {
      title: 'The holder cannot command',
      detail: '{{holder}} holds the baton. Name another person, or assign the baton first.',
    },
    review_missing: {
      title: 'Not reviewed yet',
      detail:
        'A P1 or P2 closes after its review, with an article or a reason why none is needed. Missing: {{what}}.',
    },
    level_not_graded: {
      title: 'Not graded yet',
      detail: 'The level ({{level}}) does not stand yet, so no notice is owed. Grade it first.',
    },
  },
};
