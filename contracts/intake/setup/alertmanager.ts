import { type SetupTarget, type SetupText, setupIn } from '../setup-text.js';

const words = {
  title: { zh: '接入 Prometheus Alertmanager', en: 'Connect Prometheus Alertmanager' },
  steps: [
    {
      zh: '把下面的接收器和路由并入 alertmanager.yml。',
      en: 'Merge the receiver and the route below into alertmanager.yml.',
    },
    {
      zh: '每条告警单独成组、不等待：分组由 Baton 完成，首次通知不再晚 30 秒。',
      en:
        'Each alert is its own group without a wait: Baton groups, and the first page is ' +
        'not 30 s late.',
    },
    {
      zh: '重新加载：向 Alertmanager 的 /-/reload 发送 POST，或重启服务。',
      en: 'Reload: send a POST to /-/reload of Alertmanager, or restart the service.',
    },
    {
      zh: '在告警规则中写上 severity、service、site 标签，Baton 会据此定级和找到责任方。',
      en:
        'Give alert rules the labels severity, service and site; Baton finds grade and ' +
        'holder by them.',
    },
  ],
};

/** An Alertmanager receiver and the route to it. */
export function alertmanagerSetup({ url, language }: SetupTarget): SetupText {
  const text = `route:
  receiver: baton
  group_by: ['...']
  group_wait: 0s
  group_interval: 30s
  repeat_interval: 4h
receivers:
  - name: baton
    webhook_configs:
      - url: '${url}'
        send_resolved: true
        max_alerts: 0
`;
  return setupIn(language, words, [{ language: 'yaml', text }]);
}
