import { type SetupTarget, type SetupText, setupIn } from '../setup-text.js';

const words = {
  title: { zh: '接入任意系统（通用）', en: 'Connect anything (generic)' },
  steps: [
    {
      zh: '向下面的地址 POST JSON：第一条发起事件，第二条恢复它。相同的 dedupKey 就是同一件事。',
      en:
        'POST JSON to the address below: the first raises an incident, the second ' +
        'restores it. The same dedupKey is the same matter.',
    },
    {
      zh: '字段名不同的系统：在接入选项 paths 中写明 title、severity、dedupKey、action 在哪里。',
      en:
        'For a system with other field names say in the option paths where title, ' +
        'severity, dedupKey and action are.',
    },
    {
      zh: '也接受表单编码和一次多条的列表。',
      en: 'Form-encoded bodies and lists of several events are read too.',
    },
  ],
};

/** Two curl commands: one raises, one restores. */
export function genericSetup({ url, language }: SetupTarget): SetupText {
  const trigger = {
    action: 'trigger',
    title: 'Core switch unreachable',
    dedupKey: 'core-sw-01',
    severity: 'critical',
    details: { host: 'core-sw-01' },
  };
  const resolve = { action: 'resolve', dedupKey: 'core-sw-01' };
  const snippet = [trigger, resolve].map((body) => ({
    language: 'sh',
    text: `curl -fsS -H 'Content-Type: application/json' '${url}' -d '${JSON.stringify(body)}'`,
  }));
  return setupIn(language, words, snippet);
}
