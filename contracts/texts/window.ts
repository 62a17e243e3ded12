const zh = {
  conflict: {
    title: '「{{pair}}」的两条腿在重叠的窗口内',
    detail:
      '{{from}} 到 {{until}}，{{legs}} 同时中断。窗口：{{windows}}。请在此之前与供应商改期，或由有权的人接受风险后关闭。',
  },
};

type Said = { conflict: Record<keyof (typeof zh)['conflict'], string> };

const en: Said = {
  conflict: {
    title: 'both legs of {{pair}} in overlapping windows',
    detail:
      'From {{from}} to {{until}} {{legs}} are away together. Windows: {{windows}}. Have one of ' +
      'them moved before then, or close this once somebody entitled has accepted the risk.',
  },
};

/** What is said of maintenance windows to people who hold what comes of them. */
export const windowTexts = { zh, en } satisfies Record<'zh' | 'en', Said>;
