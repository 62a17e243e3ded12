const zh = {
  table_broken: { title: '表格读不了', detail: '表格读不了：{{why}}。请修正文件后重新导入。' },
  table_too_large: { title: '表格过大', detail: '表格超出上限：{{why}}。请拆成几份导入。' },
  table_header_missing: {
    title: '表头不全',
    detail: '第一行缺少表头：{{missing}}。请在第一行写上这些列名后重新导入。',
  },
  file_empty: { title: '文件是空的', detail: '没有收到内容。请以请求体发送文件的字节。' },
  file_type_refused: {
    title: '不收此类文件',
    detail: '按内容判断，此文件不在允许之列。可上传：{{allowed}}。请转换格式后重试。',
  },
  too_many_records: {
    title: '记录过多',
    detail: '一次移交最多 {{max}} 条 {{what}}。请先撤销不再需要的，或合并。',
  },
  result_contradicts: {
    title: '结论与数值不符',
    detail: '用例 {{key}} 要求 {{expected}}，实测 {{given}}。请给出 measured，或改正 result。',
  },
};

const en: typeof zh = {
  table_broken: {
    title: 'The table cannot be read',
    detail: 'The table cannot be read: {{why}}. Mend the file and import it again.',
  },
  table_too_large: {
    title: 'The table is too large',
    detail: 'The table has too many {{why}}. Split it and import the parts.',
  },
  table_header_missing: {
    title: 'A header is missing',
    detail: 'The first line lacks: {{missing}}. Put these names there and import it again.',
  },
  file_empty: {
    title: 'The file is empty',
    detail: 'Nothing came. Send the bytes of the file as the body of the request.',
  },
  file_type_refused: {
    title: 'This type of file is not taken',
    detail: 'By its content the file is none of: {{allowed}}. Convert it and send it again.',
  },
  too_many_records: {
    title: 'Too many records',
    detail: 'A hand-over takes at most {{max}} {{what}}. Withdraw what is not needed, or merge.',
  },
  result_contradicts: {
    title: 'The result does not fit the number',
    detail:
      'Case {{key}} asks for {{expected}}; measured: {{given}}. Give measured, or correct result.',
  },
};

/** Refusals of tables, files and acceptance tests. */
export const fileErrorTexts = { zh, en };
