const zh = {
  invite: {
    request: {
      subject: '[{{number}}] 会议邀请：{{title}}（{{at}}）',
      text: '{{title}}\n时间：{{at}}（{{zone}}），{{minutes}} 分钟\n地点：{{place}}\n请在系统中接受，或说明理由拒绝；拒绝两次将上升到各方上一级。',
    },
    cancel: {
      subject: '[{{number}}] 会议时间取消：{{title}}（{{at}}）',
      text: '{{title}}\n原定 {{at}}（{{zone}}）的时间已取消，会另行提出时间。',
    },
  },
  digest: {
    subject: '运维周报 {{week}}：{{items}} 项等您',
    hello: '{{name}}，本周（{{week}}）等您处理或在您分管部门逾期的事项：',
    asks: '等您答复的支持请求（{{count}}）',
    flagged: '分管部门十个工作日未答复的支持请求（{{count}}）',
    meetings: '未召开的部门例会（{{count}}）',
    actions: '分管部门逾期的行动项（{{count}}）',
    ask: '{{number}} {{title}}｜{{requester}} → {{holder}}｜需在 {{due}} 前｜{{stage}}｜延误的后果：{{effect}}',
    meeting:
      '{{number}} {{title}}｜{{holder}}｜第 {{n}} 次，{{since}} 起未召开，已上升 {{level}} 级',
    action: '{{number}} {{title}}｜{{holder}}｜期限 {{due}}',
    flag: '已上周报 {{flags}} 周',
    more: '另有 {{more}} 项，见系统。',
    stage: {
      raised: '未答复',
      acknowledged: '已确认，未承诺日期',
      delegated: '已转交，未接手',
      committed: '已承诺日期',
      declined: '已谢绝，等提出人',
      done: '已办，等提出人确认',
    },
  },
};

const en: typeof zh = {
  invite: {
    request: {
      subject: '[{{number}}] Invitation: {{title}} ({{at}})',
      text: '{{title}}\nWhen: {{at}} ({{zone}}), {{minutes}} minutes\nWhere: {{place}}\nAccept it in Baton, or decline with a reason; two declines take it one level up on every side.',
    },
    cancel: {
      subject: '[{{number}}] The time is off: {{title}} ({{at}})',
      text: '{{title}}\nThe time {{at}} ({{zone}}) is off; another one will be proposed.',
    },
  },
  digest: {
    subject: 'Operations digest {{week}}: {{items}} items wait for you',
    hello: '{{name}}, this week ({{week}}) these wait for you or are late in your departments:',
    asks: 'Asks that wait for you ({{count}})',
    flagged: 'Asks in your departments without an answer for ten working days ({{count}})',
    meetings: 'Meetings between departments that were not held ({{count}})',
    actions: 'Overdue actions in your departments ({{count}})',
    ask: '{{number}} {{title}} | {{requester}} → {{holder}} | needed by {{due}} | {{stage}} | a delay means: {{effect}}',
    meeting:
      '{{number}} {{title}} | {{holder}} | no. {{n}}, not held since {{since}}, {{level}} levels up',
    action: '{{number}} {{title}} | {{holder}} | due {{due}}',
    flag: 'in the digest for {{flags}} weeks',
    more: '{{more}} more are in Baton.',
    stage: {
      raised: 'no answer',
      acknowledged: 'acknowledged, no date',
      delegated: 'passed on, not taken',
      committed: 'a date is committed',
      declined: 'declined, waits for who asked',
      done: 'done, waits for who asked',
    },
  },
};

/** Invitations and the executives' weekly digest. */
export const promiseTexts = { zh, en };
