/** What the verbs of items do, for the API page. */
export const itemVerbTexts = {
  submit: {
    zh: '提交一项：文本、链接、表格或文件',
    en: 'Hand in an item: a text, a link, a table or a file',
  },
  verify: { zh: '核实一项，不能由提交人自己', en: 'Verify an item; never by who handed it in' },
  reject: { zh: '驳回一项并说明理由，只重开该项', en: 'Reject an item; only this one reopens' },
  waive: {
    zh: '豁免一项，理由与期限；关键项不可豁免',
    en: 'Waive an item with reason and end; never a critical one',
  },
} as const;

export const bulkVerbTexts = {
  submit: { zh: '批量提交，每项一个结果', en: 'Hand in many items, a result for each' },
  verify: { zh: '批量核实，每项一个结果', en: 'Verify many items, a result for each' },
  reject: { zh: '批量驳回，每项一个结果', en: 'Reject many items, a result for each' },
} as const;
