import { type SetupTarget, type SetupText, setupIn } from '../setup-text.js';

const words = {
  title: { zh: '接入 Grafana 告警', en: 'Connect Grafana alerting' },
  steps: [
    {
      zh: '在“告警 → 联络点”新建类型为 Webhook 的联络点，地址如下，方法 POST；或把下面的文件放到 provisioning/alerting/ 后重启。',
      en:
        'Under Alerting → Contact points add one of type Webhook with the address below ' +
        'and method POST; or put the file below into provisioning/alerting/ and restart.',
    },
    {
      zh: '在“通知策略”中把默认策略或一条子策略指向它；分组等待设为 0 秒。',
      en:
        'Under Notification policies point the default or a nested policy at it; set ' +
        'group wait to 0 s.',
    },
    {
      zh: '不要勾选“禁用恢复消息”，否则事件不会自动恢复。',
      en: 'Leave "Disable resolved message" off, or incidents are not restored by themselves.',
    },
    { zh: '按“测试”发送一条样例。', en: 'Press Test to send a sample.' },
  ],
};

/** A Grafana contact point, provisioned by file. */
export function grafanaSetup({ url, language }: SetupTarget): SetupText {
  const text = `apiVersion: 1
contactPoints:
  - orgId: 1
    name: Baton
    receivers:
      - uid: baton
        type: webhook
        disableResolveMessage: false
        settings:
          url: '${url}'
          httpMethod: POST
`;
  return setupIn(language, words, [{ language: 'yaml', text }]);
}
