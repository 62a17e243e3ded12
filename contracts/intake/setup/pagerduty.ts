import { type SetupTarget, type SetupText, setupIn } from '../setup-text.js';

const words = {
  title: { zh: '接入任何会发 PagerDuty 的工具', en: 'Connect any tool with a PagerDuty output' },
  steps: [
    {
      zh: '在工具的 PagerDuty（Events API v2）设置中，把事件地址改为下面第一项，集成密钥填第二项。',
      en:
        "In the tool's PagerDuty (Events API v2) settings set the events address to the " +
        'first value below and the integration key to the second.',
    },
    {
      zh: '不能改地址的工具，可以直接向本接入的 /in/ 地址发送同样的内容，不需要 routing_key。',
      en:
        'A tool that lets you choose only the address may send the same body to this ' +
        "integration's /in/ address, without a routing_key.",
    },
    {
      zh: '不支持 Events API v1 和变更事件。第三项是 Alertmanager 的例子，第四项用来试一下。',
      en:
        'Events API v1 and change events are not read. The third is an example for ' +
        'Alertmanager, the fourth a trial.',
    },
  ],
};

/** The events address, the key, and an example client configuration. */
export function pagerDutySetup({ url, key, language }: SetupTarget): SetupText {
  const events = url.replace(/\/in\/[^/]*$/, '/v2/enqueue');
  const receiver = `global:
  pagerduty_url: '${events}'
receivers:
  - name: baton
    pagerduty_configs:
      - routing_key: '${key}'
        send_resolved: true
`;
  const body = JSON.stringify({
    routing_key: key,
    event_action: 'trigger',
    dedup_key: 'trial-1',
    payload: { summary: 'Baton trial', source: 'trial', severity: 'warning' },
  });
  return setupIn(language, words, [
    { language: 'text', text: events },
    { language: 'text', text: key },
    { language: 'yaml', text: receiver },
    {
      language: 'sh',
      text: `curl -fsS -H 'Content-Type: application/json' '${events}' -d '${body}'`,
    },
  ]);
}
