import type { ErrorCode } from '../errors.js';
import { commitmentErrorTexts } from './errors-commitment.js';
import { drillErrorTexts } from './errors-drill.js';
import { escalationErrorTexts } from './errors-escalation.js';
import { fileErrorTexts } from './errors-file.js';
import { gradingErrorTexts } from './errors-grading.js';
import { handoverDoorErrorTexts } from './errors-handover-door.js';
import { handoverErrorTexts } from './errors-handover.js';
import { noticeErrorTexts } from './errors-notice.js';
import { requestErrorTexts } from './errors-request.js';
import { promiseErrorTexts } from './errors-promise.js';
import { reviewErrorTexts } from './errors-review.js';
import { shiftErrorTexts } from './errors-shift.js';

type Said = Record<ErrorCode, { title: string; detail: string }>;

const zh: Said = {
  ...requestErrorTexts.zh,
  unauthenticated: {
    title: '需要密钥',
    detail: '密钥缺失、错误、过期或已吊销。请用 Authorization: Bearer bt_… 重试。',
  },
  forbidden: {
    title: '无此权限',
    detail: '此操作需要权限 {{permission}}。请向管理员申请相应角色。',
  },
  not_holder: {
    title: '不是持有人',
    detail: '只有接力棒持有人 {{holder}} 能这样做。请先接手（accept），或请持有人操作。',
  },
  not_found: { title: '找不到', detail: '不存在，或您看不到：{{what}}。请检查标识。' },
  method_not_allowed: { title: '方法不允许', detail: '此地址只接受 {{allow}}。' },
  not_acceptable: { title: '无法给出该格式', detail: '此地址只能给出 {{offers}}。' },
  wrong_state: {
    title: '当前阶段不允许',
    detail: '当前阶段为 {{stage}}，此操作只在以下阶段允许：{{allowed}}。请先查看最新状态。',
  },
  already_held: {
    title: '已有人持有',
    detail: '接力棒在 {{holder}} 手中。要换人请用 {{verb}}。',
  },
  no_offer: {
    title: '没有待接受的交接',
    detail: '没有人请您接手，或请求已过期。请让持有人重新 assign。',
  },
  conflict: { title: '与现有数据冲突', detail: '与现有数据冲突：{{what}}。请读取最新数据后重试。' },
  idempotency_in_progress: {
    title: '同一请求仍在处理',
    detail: '使用同一 Idempotency-Key 的请求仍在处理。请稍后用同一个键重试。',
  },
  link_used: {
    title: '链接已使用',
    detail: '此链接已使用过，不会再次生效。需要时请到控制台或命令行操作。',
  },
  link_expired: { title: '链接已过期', detail: '此链接已过期。请到控制台或命令行操作。' },
  stale_version: {
    title: '版本已过时',
    detail: '您修改的是版本 {{given}}，当前为 {{current}}。请重新读取后再改。',
  },
  body_too_large: { title: '请求体过大', detail: '请求体超过 {{limit}}。请拆小后重试。' },
  unsupported_media_type: { title: '内容类型不受支持', detail: '请以 {{expected}} 发送请求体。' },
  header_too_large: { title: '请求头过大', detail: '请求头或查询串过大。请缩短后重试。' },
  idempotency_mismatch: {
    title: '幂等键与内容不符',
    detail: '同一 Idempotency-Key 曾用于不同的请求体。请换一个新键。',
  },
  rule_violation: { title: '违反规则', detail: '规则不允许：{{why}}。' },
  unknown_reference: {
    title: '引用不存在',
    detail: '{{field}} 引用的对象不存在：{{id}}。请改用存在的标识。',
  },
  time_in_past: { title: '时间已过去', detail: '{{field}} 须晚于现在。请给出将来的时间。' },
  time_too_far: { title: '时间过远', detail: '{{field}} 最远可到 {{limit}}。请给出更近的时间。' },
  impossible_order: {
    title: '时间顺序不可能',
    detail: '{{field}} 的先后顺序不可能成立。请核对时间。',
  },
  interruption_not_snoozable: {
    title: '中断不可暂停',
    detail: '业务中断期间不能暂停呼叫。请确认（acknowledge）或转交（assign）。',
  },
  no_such_rung: { title: '没有这一级', detail: '升级策略没有第 {{step}} 级，共 {{rungs}} 级。' },
  same_subject: { title: '同一事件', detail: '不能并入自己。请给出另一个事件。' },
  service_cannot_hold: {
    title: '服务密钥不能担责',
    detail: '服务密钥不能持有、确认或签字。请用个人密钥操作。',
  },
  in_use: { title: '仍被使用', detail: '仍被 {{by}} 使用。请先解除引用。' },
  ...commitmentErrorTexts.zh,
  ...drillErrorTexts.zh,
  ...escalationErrorTexts.zh,
  ...fileErrorTexts.zh,
  ...gradingErrorTexts.zh,
  ...noticeErrorTexts.zh,
  ...promiseErrorTexts.zh,
  ...reviewErrorTexts.zh,
  ...shiftErrorTexts.zh,
  ...handoverErrorTexts.zh,
  ...handoverDoorErrorTexts.zh,
  version_required: {
    title: '缺少版本',
    detail: '修改须带 If-Match（上次读到的版本）。请先读取，再带版本修改。',
  },
  rate_limited: { title: '请求过快', detail: '请求过快。请按 Retry-After 等待后重试。' },
  too_many_streams: {
    title: '实时连接过多',
    detail: '实时连接已达 {{max}} 条。请关闭一些后重试。',
  },
  internal: { title: '内部错误', detail: '出现内部错误，已记录，请带上 requestId 联系管理员。' },
  unavailable: {
    title: '暂不可用',
    detail: '{{part}} 暂不可用。请按 Retry-After 等待，用同一 Idempotency-Key 重试。',
  },
};

const en: Said = {
  ...requestErrorTexts.en,
  unauthenticated: {
    title: 'A key is needed',
    detail: 'The key is missing, wrong, expired or revoked. Send Authorization: Bearer bt_… .',
  },
  forbidden: {
    title: 'Not permitted',
    detail:
      'This needs the permission {{permission}}. Ask an administrator for a role that has it.',
  },
  not_holder: {
    title: 'Not the holder',
    detail: 'Only the holder {{holder}} may do this. Accept the baton first, or ask the holder.',
  },
  not_found: {
    title: 'Not found',
    detail: 'There is nothing here, or nothing you may see: {{what}}. Check the id.',
  },
  method_not_allowed: { title: 'Method not allowed', detail: 'This address takes {{allow}} only.' },
  not_acceptable: { title: 'Not acceptable', detail: 'This address can only answer {{offers}}.' },
  wrong_state: {
    title: 'Not in this state',
    detail:
      'The state is {{stage}}; this is allowed only in: {{allowed}}. Read the current state first.',
  },
  already_held: {
    title: 'Already held',
    detail: '{{holder}} holds the baton. Use {{verb}} to move it.',
  },
  no_offer: {
    title: 'No offer to answer',
    detail: 'Nobody offers you the baton, or the offer ran out. Ask the holder to assign again.',
  },
  conflict: {
    title: 'Conflicts with existing data',
    detail: 'This conflicts with existing data: {{what}}. Read it again and retry.',
  },
  idempotency_in_progress: {
    title: 'Still running',
    detail:
      'A request with this Idempotency-Key is still running. Repeat it later with the same key.',
  },
  link_used: {
    title: 'The link was used',
    detail: 'This link was used and acts only once. Use the console or the command line.',
  },
  link_expired: {
    title: 'The link has expired',
    detail: 'This link has expired. Use the console or the command line.',
  },
  stale_version: {
    title: 'Stale version',
    detail: 'You edited version {{given}}; it is {{current}} by now. Read it again and then edit.',
  },
  body_too_large: {
    title: 'Body too large',
    detail: 'The body is larger than {{limit}}. Split it and send it again.',
  },
  unsupported_media_type: {
    title: 'Unsupported media type',
    detail: 'Send the body as {{expected}}.',
  },
  header_too_large: {
    title: 'Headers too large',
    detail: 'The headers or the query are too large. Shorten them and send it again.',
  },
  idempotency_mismatch: {
    title: 'Another body under this key',
    detail: 'This Idempotency-Key was used with another body. Use a new key.',
  },
  rule_violation: { title: 'Against a rule', detail: 'A rule does not allow this: {{why}}.' },
  unknown_reference: {
    title: 'Unknown reference',
    detail: '{{field}} refers to something that does not exist: {{id}}. Use an existing id.',
  },
  time_in_past: {
    title: 'Time in the past',
    detail: '{{field}} must be later than now. Give a time in the future.',
  },
  time_too_far: {
    title: 'Time too far away',
    detail: '{{field}} may be at most {{limit}}. Give a nearer time.',
  },
  impossible_order: {
    title: 'Impossible order',
    detail: '{{field}} cannot be in this order. Check the times.',
  },
  interruption_not_snoozable: {
    title: 'Interruptions cannot be snoozed',
    detail: 'Pages of an interruption cannot be snoozed. Acknowledge it or assign it.',
  },
  no_such_rung: {
    title: 'No such rung',
    detail: 'The policy has no rung {{step}}; it has {{rungs}}.',
  },
  same_subject: {
    title: 'The same incident',
    detail: 'An incident cannot be merged into itself. Give another one.',
  },
  service_cannot_hold: {
    title: 'A service cannot be accountable',
    detail: "A service's key cannot hold, acknowledge or sign. Use a person's key.",
  },
  in_use: {
    title: 'Still in use',
    detail: 'It is still used by {{by}}. Remove that reference first.',
  },
  ...commitmentErrorTexts.en,
  ...drillErrorTexts.en,
  ...escalationErrorTexts.en,
  ...fileErrorTexts.en,
  ...gradingErrorTexts.en,
  ...noticeErrorTexts.en,
  ...promiseErrorTexts.en,
  ...reviewErrorTexts.en,
  ...shiftErrorTexts.en,
  ...handoverErrorTexts.en,
  ...handoverDoorErrorTexts.en,
  version_required: {
    title: 'Version required',
    detail:
      'An edit needs If-Match with the version read last. Read it, then edit with its version.',
  },
  rate_limited: {
    title: 'Too many requests',
    detail: 'Too many requests. Wait as Retry-After says and send it again.',
  },
  too_many_streams: {
    title: 'Too many live connections',
    detail: 'There are {{max}} live connections already. Close some and try again.',
  },
  internal: {
    title: 'Internal error',
    detail: 'An internal error was logged. Tell an administrator the requestId.',
  },
  unavailable: {
    title: 'Not available at the moment',
    detail:
      '{{part}} is not available. Wait as Retry-After says and repeat with the same Idempotency-Key.',
  },
};

/** One title and one sentence per error code; the sentence says what to do next. */
export const errorTexts = { zh, en };
