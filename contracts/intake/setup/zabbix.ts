import { type SetupTarget, type SetupText, setupIn } from '../setup-text.js';

const words = {
  title: { zh: '接入 Zabbix', en: 'Connect Zabbix' },
  steps: [
    {
      zh: '把下面的内容存为 baton.yaml，在“告警 → 媒介类型”（旧版在“管理”下）点“导入”。',
      en:
        'Save the text below as baton.yaml and import it under Alerts → Media types ' +
        '(Administration in older versions).',
    },
    {
      zh: '把媒介 Baton 加给一个对相关主机有读权限的用户；“收件人”填 baton 即可，不会用到。',
      en:
        'Give the medium Baton to a user who can read the hosts; "Send to" may be any ' +
        'word, it is not used.',
    },
    {
      zh: '新建触发器动作：操作、恢复操作、更新操作都通过 Baton 通知该用户。',
      en:
        'Add a trigger action whose operations, recovery operations and update operations ' +
        'notify that user through Baton.',
    },
    {
      zh: '时间不带时区：若 Zabbix 服务器不在 UTC，请在接入选项 timeZone 中写明，例如 Asia/Shanghai。',
      en:
        'Times carry no zone: where the Zabbix server is not on UTC, set the option ' +
        'timeZone of the integration, for example Asia/Shanghai.',
    },
  ],
};

const macros = [
  'EVENT.ID',
  'EVENT.SOURCE',
  'EVENT.VALUE',
  'EVENT.UPDATE.STATUS',
  'EVENT.ACK.STATUS',
  'EVENT.NSEVERITY',
  'EVENT.SEVERITY',
  'EVENT.NAME',
  'EVENT.TAGSJSON',
  'EVENT.OPDATA',
  'EVENT.DATE',
  'EVENT.TIME',
  'EVENT.UPDATE.DATE',
  'EVENT.UPDATE.TIME',
  'EVENT.UPDATE.MESSAGE',
  'EVENT.RECOVERY.DATE',
  'EVENT.RECOVERY.TIME',
  'HOST.NAME',
  'HOST.IP',
  'TRIGGER.ID',
  'TRIGGER.URL',
  'TRIGGER.HOSTGROUP.NAME',
  'TRIGGER.DESCRIPTION',
  'USER.FULLNAME',
];

const script = `var params = JSON.parse(value);
var address = params.URL;
delete params.URL;
var request = new HttpRequest();
request.addHeader('Content-Type: application/json');
var answer = request.post(address, JSON.stringify(params));
if (request.getStatus() < 200 || request.getStatus() > 299) {
  throw 'Baton answered ' + request.getStatus() + ': ' + answer;
}
return 'OK';`;

/** A Zabbix media type to import, with its script and macros (Zabbix 6.0 and later). */
export function zabbixSetup({ url, language }: SetupTarget): SetupText {
  const parameters = macros.map(
    (name) => `        - name: ${name}\n          value: '{${name}}'\n`,
  );
  const templates = ['PROBLEM', 'RECOVERY', 'UPDATE'].map(
    (mode) => `        - event_source: TRIGGERS
          operation_mode: ${mode}
          subject: '{EVENT.NAME}'
          message: '{EVENT.OPDATA}'
`,
  );
  const text = `zabbix_export:
  version: '6.0'
  media_types:
    - name: Baton
      type: WEBHOOK
      parameters:
        - name: URL
          value: '${url}'
${parameters.join('')}      max_sessions: '0'
      attempts: '10'
      attempt_interval: 10s
      script: |
${script.replace(/^/gm, '        ')}
      timeout: 10s
      message_templates:
${templates.join('')}`;
  return setupIn(language, words, [{ language: 'yaml', text }]);
}
