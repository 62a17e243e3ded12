const zh = {
  cycle_incomplete: {
    title: '周期不完整',
    detail: '还缺：{{missing}}。请补全参与人、主管、协作部门、权重或数据源后再开启。',
  },
  not_calibrator: {
    title: '不是校准小组成员',
    detail: '只有校准小组（{{panel}}）能这样做。请由其中一人操作。',
  },
  not_frozen: {
    title: '数据尚未冻结',
    detail: '评审数据尚未冻结，得分不能校准。请先冻结（freeze）或等待其完成。',
  },
  scores_pending: {
    title: '得分计算中',
    detail: '得分正在计算，请稍候再试。',
  },
  unreviewed_outliers: {
    title: '有离群分数未复核',
    detail: '以下人员的分数偏离过大且未复核：{{people}}。请逐一给出理由后再结束校准。',
  },
  too_many_changes: {
    title: '变更数不合适',
    detail: '一次校准须有 1 至 {{max}} 项变更。请分批提交。',
  },
  appeals_pending: {
    title: '有申诉未结',
    detail: '还有 {{count}} 项申诉未裁决，周期不能关闭。请先裁决。',
  },
  own_case: {
    title: '涉及本人',
    detail: '任何人不得处理自己的评审或自己评过的申诉。请由另一人操作。',
  },
  marks_out_of_range: {
    title: '加减分超出范围',
    detail: '主管加减分须在 -{{max}} 至 {{max}} 之间。',
  },
  marks_need_evidence: {
    title: '加减分须有证据',
    detail: '加减分不为 0 时请至少附一条证据。',
  },
  not_asked_to_rate: {
    title: '该部门未被请求评价',
    detail: '{{party}} 不在此人的协作部门之列，或已答复。',
  },
  ratings_needed: {
    title: '须有评价',
    detail: '请至少评价一个共同事件，或注明无往来（noDealings）。',
  },
  appeal_over: {
    title: '申诉期已过',
    detail: '申诉截至 {{until}}，已不能提出。',
  },
  appealed_twice: {
    title: '申诉次数已满',
    detail: '最多申诉 {{max}} 次，裁决为最终结果。',
  },
  items_needed: {
    title: '须列出申诉项',
    detail: '请至少列出一项申诉内容及证据。',
  },
  already_done: {
    title: '已经完成',
    detail: '这一步已经完成，无需重复。请先查看最新状态。',
  },
  same_manager: {
    title: '主管未变',
    detail: '此人已是当前主管。请指定另一人。',
  },
  days_out_of_range: {
    title: '天数超出范围',
    detail: '在岗天数须为 0 至 {{max}} 的整数。',
  },
  unknown_key: {
    title: '没有这个周期',
    detail: '{{key}} 不是此计划的周期。请用 next 查看接下来的周期。',
  },
  key_taken: {
    title: '该编号的周期已存在',
    detail: '{{key}} 已有周期（{{id}}）。一个编号只有一个周期，请查看它或换一个编号。',
  },
  participants_fixed: {
    title: '参与人已定',
    detail: '周期已开启，参与人不能再改。请用 reassign 或 prorate 处理变更。',
  },
  not_scored: {
    title: '尚无得分',
    detail: '此人还没有可校准的得分。请等待计算完成；数据不足者请由上级主管裁定（settle）。',
  },
  not_shared: {
    title: '不是共同的事件',
    detail: '{{subject}} 不是该部门与此人在本期共同经历的事件。请只评价共同事件，或注明无往来。',
  },
  data_suffice: {
    title: '数据充足',
    detail: '此人的数据充足，得分由公式计算，不得人工给出。如有异议请走申诉。',
  },
  unknown_record: {
    title: '没有这条记录',
    detail: '冻结数据里没有 {{subject}} 的 {{record}}。请先在下钻（drill-down）中查看记录。',
  },
};

const en: typeof zh = {
  cycle_incomplete: {
    title: 'The cycle is incomplete',
    detail:
      'Missing: {{missing}}. Complete participants, managers, counterparts, weights or sources, then open it.',
  },
  not_calibrator: {
    title: 'Not of the calibration panel',
    detail: 'Only the calibration panel ({{panel}}) may do this. Ask one of them.',
  },
  not_frozen: {
    title: 'Inputs are not frozen',
    detail: 'Scores stand on frozen inputs only. Freeze them first, or wait until that is done.',
  },
  scores_pending: {
    title: 'Scores are being computed',
    detail: 'The scores are being computed. Try again in a moment.',
  },
  unreviewed_outliers: {
    title: 'Outliers were not looked at',
    detail:
      'The scores of {{people}} lie far from their peers. Give a reason for each, then end the calibration.',
  },
  too_many_changes: {
    title: 'Not a fit number of changes',
    detail: 'One call takes 1 to {{max}} changes. Send them in parts.',
  },
  appeals_pending: {
    title: 'Appeals are pending',
    detail:
      '{{count}} appeals are not decided, so the cycle cannot close. Have them decided first.',
  },
  own_case: {
    title: 'Your own case',
    detail:
      'Nobody acts on their own review, nor on an appeal against their own marks. Ask another person.',
  },
  marks_out_of_range: {
    title: 'Marks out of range',
    detail: "The manager's marks go from -{{max}} to {{max}}.",
  },
  marks_need_evidence: {
    title: 'Marks need evidence',
    detail: 'Marks other than 0 need at least one piece of evidence.',
  },
  not_asked_to_rate: {
    title: 'This department was not asked',
    detail: '{{party}} is no counterpart of this person, or has answered already.',
  },
  ratings_needed: {
    title: 'A rating is needed',
    detail: 'Rate at least one event you shared, or say that you had no dealings (noDealings).',
  },
  appeal_over: {
    title: 'The time to appeal is over',
    detail: 'Appeals were taken until {{until}}.',
  },
  appealed_twice: {
    title: 'Appealed as often as possible',
    detail: 'There are {{max}} appeals at the most; the last decision stands.',
  },
  items_needed: {
    title: 'Say what the appeal is about',
    detail: 'Name at least one item of the appeal, with its evidence.',
  },
  already_done: {
    title: 'Done already',
    detail: 'This was done already. Read the current state first.',
  },
  same_manager: {
    title: 'The same manager',
    detail: 'This person is the manager already. Name another one.',
  },
  days_out_of_range: {
    title: 'Days out of range',
    detail: 'The days present are a whole number from 0 to {{max}}.',
  },
  unknown_key: {
    title: 'No such cycle',
    detail: '{{key}} is no cycle of this schedule. See the coming ones with next.',
  },
  key_taken: {
    title: 'There is a cycle of this key',
    detail: '{{key}} is {{id}} already. A key has one cycle: look at it, or choose another key.',
  },
  participants_fixed: {
    title: 'The participants are fixed',
    detail: 'The cycle is open, so its participants stay. Use reassign or prorate for changes.',
  },
  not_scored: {
    title: 'There is no score yet',
    detail:
      'This person has no score to calibrate. Wait for it; where data do not suffice, the second-level manager settles it.',
  },
  not_shared: {
    title: 'Not an event that was shared',
    detail:
      '{{subject}} is nothing that this department and this person shared in the period. Rate shared events only, or say that there were no dealings.',
  },
  data_suffice: {
    title: 'The data suffice',
    detail:
      'The data of this person suffice, so the formula scores them and nobody types a number. An objection is an appeal.',
  },
  unknown_record: {
    title: 'No such record',
    detail: 'Nothing frozen is {{record}} of {{subject}}. Look at the records with drill-down.',
  },
};

/** Refusals of review cycles and reviews. */
export const reviewErrorTexts = { zh, en };
