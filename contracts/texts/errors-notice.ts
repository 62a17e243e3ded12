import type { SameKeys } from './same-keys.js';

const zh = {
  notice_blocked: {
    title: '通告未通过核对',
    detail: '通告 {{notice}} 未发出：见 errors 中每个字段，改正后重试。',
  },
  notice_not_open: {
    title: '通告不在待发状态',
    detail: '通告 {{notice}} 的状态是 {{state}}。请先查看该事件的通告列表。',
  },
  field_required: { title: '必填字段为空', detail: '此级别与阶段必须填写该字段。' },
  unresolved_placeholder: { title: '占位符未替换', detail: '该字段里仍有占位符，请填入实际内容。' },
  wrong_template: {
    title: '模板不符',
    detail: '模板须与级别、阶段、对象、语言一致，且为现行版本。请重新起草。',
  },
  stage_skipped: {
    title: '不可跳过阶段',
    detail: '此前的阶段尚未通告，不能发 {{notice}}。请先发出前一阶段的通告。',
  },
  cause_unknown: {
    title: '原因尚未知',
    detail: '原因状态为“未知”时不得写原因。请先更新原因状态。',
  },
  blame_word: { title: '措辞推责', detail: '客户版不得出现推责用语。请改为陈述事实。' },
  foreign_customer: {
    title: '出现其他客户',
    detail: '客户版不得出现其他客户的名称或编号。请删去。',
  },
  numbers_differ: { title: '中英文数字不一致', detail: '两种语言中的数字须一致。请改正后重试。' },
  level_provisional: {
    title: '级别未定',
    detail: '级别 {{level}} 是暂定的，定级前不发客户通告。请先定级（grade）。',
  },
  approval_needed: {
    title: '需要批准',
    detail: '{{level}} 的通告须先批准（approve）再发送。',
  },
  approval_not_needed: {
    title: '无需批准',
    detail: '{{level}} 的通告无需批准，可直接发送（send）。',
  },
  too_many_notices: {
    title: '待发通告过多',
    detail: '待发通告已达 {{most}} 条。请先发出或撤回一些。',
  },
  second_name_needed: {
    title: '须由另一人确认',
    detail: '提出、起草或核算的人不能自己确认。请另一位有权限的人用自己的密钥确认。',
  },
};

const en: SameKeys<typeof zh> = {
  notice_blocked: {
    title: 'The notice did not pass its checks',
    detail: 'Notice {{notice}} was not sent: see each field in errors, mend it and send it again.',
  },
  notice_not_open: {
    title: 'The notice is not open',
    detail: "Notice {{notice}} is {{state}}. Look at the incident's notices first.",
  },
  field_required: {
    title: 'A required field is empty',
    detail: 'This field must be filled at this level and stage.',
  },
  unresolved_placeholder: {
    title: 'A placeholder is left',
    detail: 'The field still holds a placeholder. Put in what it stands for.',
  },
  wrong_template: {
    title: 'Wrong template',
    detail:
      'The template must match level, stage, audience and language, in the version in force. Draft it again.',
  },
  stage_skipped: {
    title: 'A stage cannot be skipped',
    detail: 'A stage before {{notice}} was not told yet. Send that one first.',
  },
  cause_unknown: {
    title: 'The cause is unknown',
    detail: 'No cause may be written while its status is unknown. Change the status first.',
  },
  blame_word: {
    title: 'Words of blame',
    detail: 'The version for customers may not blame anyone. State what is known.',
  },
  foreign_customer: {
    title: 'Names another customer',
    detail: 'The version for a customer may not name another customer or its code. Take it out.',
  },
  numbers_differ: {
    title: 'The languages differ in a number',
    detail: 'Both languages must carry the same numbers. Correct one of them.',
  },
  level_provisional: {
    title: 'The level is provisional',
    detail: 'Level {{level}} is provisional; no customer notice goes out before grading. Grade it.',
  },
  approval_needed: {
    title: 'Approval needed',
    detail: 'A notice at {{level}} is approved before it is sent.',
  },
  approval_not_needed: {
    title: 'No approval needed',
    detail: 'A notice at {{level}} needs no approval. Send it.',
  },
  too_many_notices: {
    title: 'Too many open notices',
    detail: 'There are {{most}} open notices already. Send or withdraw some first.',
  },
  second_name_needed: {
    title: 'Another person must confirm',
    detail:
      'Whoever proposed, wrote or computed it cannot confirm it. Ask another person to, with their own key.',
  },
};

/** What the gate and the board of notices refuse (R8, I7). */
export const noticeErrorTexts = { zh, en };
