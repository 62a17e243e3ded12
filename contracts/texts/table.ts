const zh = {
  empty: '文件是空的',
  old_excel: '文件是旧版 .xls 或带密码，请另存为不带密码的 .xlsx 或 .csv',
  not_text: '文件既不是 .xlsx，也不是 UTF-8、GB18030 或 UTF-16 编码的 CSV',
  not_csv: '第 {{line}} 行起不是合法的 CSV（多为引号未闭合）',
  not_xlsx: '文件不是完整的 .xlsx，请在表格软件中打开后另存一份',
  header_twice: '表头「{{header}}」出现了两次',
  bytes: '文件大小（最多 {{max}}）',
  unpacked: '解压后的大小（最多 {{max}}）',
  rows: '行数（最多 {{max}} 行）',
  columns: '列数（最多 {{max}} 列）',
  cells: '单元格数（最多 {{max}} 个）',
  cell_too_long: '单元格超过 {{max}} 个字符，请缩短，或以文件附上',
  too_many_cells: '此行的单元格多于表头，请检查分隔符与引号',
  unstorable: '单元格含有 NUL 或残缺的字符，请删去',
};

const en: typeof zh = {
  empty: 'the file is empty',
  old_excel: 'it is an old .xls or has a password; save it as .xlsx or .csv without one',
  not_text: 'it is neither .xlsx nor CSV in UTF-8, GB18030 or UTF-16',
  not_csv: 'it is not valid CSV from line {{line}} on (most often a quote is not closed)',
  not_xlsx: 'it is not a whole .xlsx; open it in the spreadsheet program and save it again',
  header_twice: 'the header "{{header}}" stands there twice',
  bytes: 'bytes (at most {{max}})',
  unpacked: 'bytes when unpacked (at most {{max}})',
  rows: 'rows (at most {{max}})',
  columns: 'columns (at most {{max}})',
  cells: 'cells (at most {{max}})',
  cell_too_long: 'the cell has more than {{max}} characters; shorten it, or attach a file',
  too_many_cells: 'this line has more cells than the header; check separators and quotes',
  unstorable: 'the cell has a NUL or a broken character; remove it',
};

/** What is wrong with an imported table, or with one line of it. */
export const tableTexts = { zh, en };
