const zh = {
  'record.imported': '自 {{source}} 导入的历史记录，原编号 {{id}}',
  'record.closed': '原系统中已关闭',
};

const en: Record<keyof typeof zh, string> = {
  'record.imported': 'A closed record of {{source}}, there called {{id}}',
  'record.closed': 'Closed in the system it comes from',
};

/** Timeline lines of records that were over before they came here. */
export const importTimelineTexts = { zh, en };
