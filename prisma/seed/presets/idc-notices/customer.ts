import { given, written } from './writing.js';

const first = written('first', 'customer', {
  zh: {
    subject: '{{ number }}【{{ level }}·首次】{{ title }}',
    body:
      '【{{ level }}·首次】{{ place }}：{{ title }}，发生于{{ occurredAt }}。' +
      '贵司{{ services }}{{ impact }}。' +
      given('acknowledgedAt', '我方已于{{ acknowledgedAt }}开始处置。') +
      given('eta', '预计恢复：{{ eta }}。') +
      given('nextAt', '下次通告{{ nextAt }}。') +
      '联系人：{{ contact }}。',
  },
  en: {
    subject: '{{ number }} [{{ level }} · first] {{ title }}',
    body:
      '[{{ level }} · first] {{ title }} at {{ place }} from {{ occurredAt }}; ' +
      'your {{ services }}: {{ impact }}. ' +
      given('acknowledgedAt', 'We began work at {{ acknowledgedAt }}. ') +
      given('eta', 'Expected: {{ eta }}. ') +
      given('nextAt', 'Next notice {{ nextAt }}. ') +
      'Contact {{ contact }}.',
  },
});

const progress = written('progress', 'customer', {
  zh: {
    subject: '{{ number }}【{{ level }}·进展{{ sequence }}】{{ title }}',
    body:
      '【{{ level }}·进展{{ sequence }}】当前{{ state }}。已完成：{{ done }}。' +
      '下一步：{{ nextStep }}。' +
      given('eta', '预计恢复：{{ eta }}。') +
      given('nextAt', '下次通告{{ nextAt }}。'),
  },
  en: {
    subject: '{{ number }} [{{ level }} · update {{ sequence }}] {{ title }}',
    body:
      '[{{ level }} · update {{ sequence }}] Now: {{ state }}. Done: {{ done }}. ' +
      'Next: {{ nextStep }}. ' +
      given('eta', 'Expected {{ eta }}. ') +
      given('nextAt', 'Next notice {{ nextAt }}.'),
  },
});

const levelChange = written('level_change', 'customer', {
  zh: {
    subject: '{{ number }}【级别变更】{{ title }}',
    body:
      '【级别变更】由{{ fromLevel }}调整为{{ toLevel }}，依据：{{ why }}。' +
      '处置与通告频次随之调整' +
      given('nextAt', '，下次通告{{ nextAt }}') +
      '。',
  },
  en: {
    subject: '{{ number }} [Level change] {{ title }}',
    body:
      '[Level change] {{ fromLevel }} to {{ toLevel }} because {{ why }}. ' +
      'Handling and cadence follow' +
      given('nextAt', '; next notice {{ nextAt }}') +
      '.',
  },
});

const recovery = written('recovery', 'customer', {
  zh: {
    subject: '{{ number }}【{{ level }}·恢复】{{ title }}',
    body:
      '【{{ level }}·恢复】{{ services }}于{{ restoredAt }}恢复，历时{{ duration }}，' +
      '经{{ verifiedBy }}确认。原因{{ causeStatus }}。' +
      given('observeUntil', '观察至{{ observeUntil }}。') +
      '如仍异常请联系{{ contact }}。',
  },
  en: {
    subject: '{{ number }} [{{ level }} · restored] {{ title }}',
    body:
      '[{{ level }} · restored] {{ services }} back at {{ restoredAt }} after {{ duration }}, ' +
      'verified by {{ verifiedBy }}. Cause: {{ causeStatus }}. ' +
      given('observeUntil', 'Under watch until {{ observeUntil }}. ') +
      'Call {{ contact }} if anything is still wrong.',
  },
});

const combined = written('combined', 'customer', {
  zh: {
    subject: '{{ number }}【{{ level }}·首次及恢复】{{ title }}',
    body:
      '【{{ level }}·首次及恢复】{{ place }}：{{ title }}，发生于{{ occurredAt }}，' +
      '贵司{{ services }}{{ impact }}；已于{{ restoredAt }}恢复，历时{{ duration }}，' +
      '经{{ verifiedBy }}确认。原因{{ causeStatus }}。' +
      given('observeUntil', '观察至{{ observeUntil }}。') +
      '如仍异常请联系{{ contact }}。',
  },
  en: {
    subject: '{{ number }} [{{ level }} · first and restored] {{ title }}',
    body:
      '[{{ level }} · first and restored] {{ title }} at {{ place }} from {{ occurredAt }}; ' +
      'your {{ services }}: {{ impact }}. Back at {{ restoredAt }} after {{ duration }}, ' +
      'verified by {{ verifiedBy }}. Cause: {{ causeStatus }}. ' +
      given('observeUntil', 'Under watch until {{ observeUntil }}. ') +
      'Call {{ contact }} if anything is still wrong.',
  },
});

const closure = written('closure', 'customer', {
  zh: {
    subject: '{{ number }}【{{ level }}·结案】{{ title }}',
    body:
      '【{{ level }}·结案】' +
      given('rootCause', '根因：{{ rootCause }}。') +
      given('actions', '整改：{{ actions }}。') +
      given('downtimeMinutes', '本次计入可用率{{ downtimeMinutes }}分钟。') +
      given('slaEffect', 'SLA影响：{{ slaEffect }}。'),
  },
  en: {
    subject: '{{ number }} [{{ level }} · closed] {{ title }}',
    body:
      '[{{ level }} · closed] ' +
      given('rootCause', 'Root cause: {{ rootCause }}. ') +
      given('actions', 'Actions: {{ actions }}. ') +
      given('downtimeMinutes', 'Counted downtime {{ downtimeMinutes }} min. ') +
      given('slaEffect', 'SLA effect: {{ slaEffect }}.'),
  },
});

/** What customers read at each stage (5b, operations.md). */
export const customerStages = [
  ...first,
  ...progress,
  ...levelChange,
  ...recovery,
  ...combined,
  ...closure,
];
