const zh = {
  help: {
    import: '导入已关闭的历史记录（JSON 文件；不通知任何人，不启动任何流程）',
    file: 'JSON 文件，或 - 表示标准输入',
    rejects: '把未接收的记录写入此文件（JSON）',
  },
  done: '已导入 {{incidents}} 个事件、{{chains}} 条升级链、{{handovers}} 个移交；{{unchanged}} 条已存在且未变；{{rejected}} 条未接收。',
  rejected: '{{kind}} 第 {{n}} 条（{{id}}）：{{code}} — {{what}}',
  unreadable: '{{file}} 读不出 JSON：{{why}}',
};

const en: typeof zh = {
  help: {
    import: 'Import closed records from a JSON file: nobody is told and nothing starts',
    file: 'the JSON file, or - for the standard input',
    rejects: 'write what was not taken into this file, as JSON',
  },
  done: 'Imported: {{incidents}} incidents, {{chains}} chains, {{handovers}} hand-overs; {{unchanged}} were here unchanged; {{rejected}} were not taken.',
  rejected: '{{kind}} {{n}} ({{id}}): {{code}} — {{what}}',
  unreadable: '{{file}} is no readable JSON: {{why}}',
};

/** What `baton import` says. */
export const cliImport = { zh: { import: zh }, en: { import: en } };
