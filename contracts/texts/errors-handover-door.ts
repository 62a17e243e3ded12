const zh = {
  item_fields_missing: {
    title: '缺少必填的列',
    detail: '{{key}} 是一张表，每行须填写：{{fields}}。请用 rows 提交，或上传文件。',
  },
};

const en: typeof zh = {
  item_fields_missing: {
    title: 'Columns are missing',
    detail: '{{key}} is a table whose rows need {{fields}}. Hand it in as rows, or as a file.',
  },
};

/** What refusals at the door of a hand-over say. */
export const handoverDoorErrorTexts = { zh, en };
