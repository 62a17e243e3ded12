const zh = {
  scale_not_allowed: {
    title: '不可加速时间',
    detail: '只有演练和演示环境可以设置 scale。请去掉 scale，或以演练方式开始（drill: true）。',
  },
  outside_drill: {
    title: '超出演练范围',
    detail:
      '{{what}} 不属于本次演练：演练只涉及参演人员，也不与真实事件合并。请由参演人员操作，或改选参演人员。',
  },
};

const en: typeof zh = {
  scale_not_allowed: {
    title: 'No clock of its own here',
    detail:
      'Only drills and demo installations run on a scaled clock. Leave out scale, or start it as a drill (drill: true).',
  },
  outside_drill: {
    title: 'Outside the drill',
    detail:
      '{{what}} is no part of this drill: a drill concerns its participants only and is never merged with real work. Act as a participant, or name one.',
  },
};

/** Refusals of drills and of clocks of their own. */
export const drillErrorTexts = { zh, en };
