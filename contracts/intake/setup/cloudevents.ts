import { type SetupTarget, type SetupText, setupIn } from '../setup-text.js';

const words = {
  title: { zh: '接入 CloudEvents', en: 'Connect a CloudEvents source' },
  steps: [
    {
      zh: '把事件以 HTTP 发到下面的地址：结构化、批量或二进制（ce- 头）都可以。',
      en: 'Send events by HTTP to the address below: structured, batch or binary (ce- headers).',
    },
    {
      zh: 'source + subject 相同就是同一件事；扩展属性 dedupkey 优先。source + id 相同的重发只算一次。',
      en:
        'The same source + subject is the same matter; an extension attribute dedupkey ' +
        'wins. The same source + id again is a redelivery and counts once.',
    },
    {
      zh: '在接入选项 typeMap 中写明哪些类型是恢复，例如 {"com.example.ok": "resolve"}；未写明的类型都发起事件。',
      en:
        'Say in the option typeMap which types resolve, for example {"com.example.ok": ' +
        '"resolve"}; a type that is not named triggers.',
    },
  ],
};

/** One event as structured and as binary CloudEvent by curl. */
export function cloudEventsSetup({ url, language }: SetupTarget): SetupText {
  const event = {
    specversion: '1.0',
    id: 'trial-1',
    source: '/trial',
    subject: 'core-sw-01',
    type: 'com.example.alert',
    data: { title: 'Core switch unreachable', severity: 'critical' },
  };
  const binary = [
    `curl -fsS '${url}' -H 'Content-Type: application/json'`,
    ...['specversion', 'id', 'source', 'subject', 'type'].map(
      (name) => `-H 'ce-${name}: ${String(event[name as keyof typeof event])}'`,
    ),
    `-d '${JSON.stringify(event.data)}'`,
  ].join(' ');
  const structured = [
    `curl -fsS '${url}' -H 'Content-Type: application/cloudevents+json'`,
    `-d '${JSON.stringify(event)}'`,
  ].join(' ');
  return setupIn(language, words, [
    { language: 'sh', text: structured },
    { language: 'sh', text: binary },
  ]);
}
