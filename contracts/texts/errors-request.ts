const zh = {
  bad_request: {
    title: '请求无法理解',
    detail: '请求无法理解：{{why}}。请对照 API 文档修改后重试。',
  },
  invalid_field: {
    title: '字段取值不对',
    detail: '有字段的取值不符合要求，见 errors 中每一项，改正后重试。',
  },
  unknown_field: {
    title: '未知字段',
    detail: '请求里有此接口不认识的字段，见 errors，删去或改正拼写后重试。',
  },
  malformed_json: {
    title: 'JSON 格式错误',
    detail: '请求体不是合法的 JSON：{{why}}。请修正后重试。',
  },
  invalid_cursor: {
    title: '翻页游标无效',
    detail: '游标不属于此列表。请去掉 cursor，从第一页重新读取。',
  },
  invalid_idempotency_key: {
    title: '幂等键无效',
    detail: 'Idempotency-Key 须为 1 到 {{max}} 个可见 ASCII 字符。请换一个键重试。',
  },
  unsupported_body: { title: '请求体不受支持', detail: '请求体不是所期待的格式：{{expected}}。' },
};

const en: typeof zh = {
  bad_request: {
    title: 'The request is not understood',
    detail:
      'The request is not understood: {{why}}. Compare it with the API page and send it again.',
  },
  invalid_field: {
    title: 'A field has a wrong value',
    detail: 'One or more fields have wrong values; see errors, correct each and send it again.',
  },
  unknown_field: {
    title: 'Unknown field',
    detail:
      'The request has fields that this call does not know; see errors, remove or respell them.',
  },
  malformed_json: {
    title: 'Malformed JSON',
    detail: 'The body is not valid JSON: {{why}}. Correct it and send it again.',
  },
  invalid_cursor: {
    title: 'Invalid cursor',
    detail: 'The cursor does not belong to this list. Leave it out and read from the first page.',
  },
  invalid_idempotency_key: {
    title: 'Invalid idempotency key',
    detail: 'Idempotency-Key takes 1 to {{max}} visible ASCII characters. Use another key.',
  },
  unsupported_body: {
    title: 'Unsupported body',
    detail: 'The body is not in the expected format: {{expected}}.',
  },
};

/** Requests that could not be read. */
export const requestErrorTexts = { zh, en };
