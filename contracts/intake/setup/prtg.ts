import { type SetupTarget, type SetupText, setupIn } from '../setup-text.js';

const words = {
  title: { zh: '接入 PRTG', en: 'Connect PRTG' },
  steps: [
    {
      zh: '在“设置 → 通知模板”新建模板，启用“执行 HTTP 操作”，方法 POST，填入下面的地址和负载。',
      en:
        'Under Setup → Notification templates add one, enable "Execute HTTP action", ' +
        'method POST, with the address and payload below.',
    },
    {
      zh: '在根组的“通知触发器”加状态触发器：故障和警告时执行该模板，状态不再成立时也执行该模板。',
      en:
        'On the root group add state triggers for Down and for Warning that perform this ' +
        'template, also when the state no longer holds.',
    },
    {
      zh: '保持 message 在负载的最后，里面的特殊字符才不会截断其他字段。',
      en:
        'Keep message last in the payload, so that special characters in it cut off no ' +
        'other field.',
    },
    {
      zh: '若 PRTG 的状态词不是英文，请在接入选项 actionMap 中写明，例如 {"正常": "resolve"}。',
      en:
        'Where PRTG shows its states in another language, name them in the option ' +
        'actionMap of the integration, for example {"Fehler": "trigger"}.',
    },
    { zh: '用模板旁的铃铛发送测试通知。', en: 'Send a test by the bell beside the template.' },
  ],
};

const placeholders = [
  'sensorid',
  'deviceid',
  'device',
  'name',
  'group',
  'probe',
  'host',
  'status',
  'laststatus',
  'lastvalue',
  'priority',
  'linksensor',
  'datetime',
  'message',
];

/** The address and payload of PRTG's HTTP action. */
export function prtgSetup({ url, language }: SetupTarget): SetupText {
  const payload = placeholders.map((name) => `${name}=%${name}`).join('&');
  return setupIn(language, words, [
    { language: 'text', text: url },
    { language: 'text', text: payload },
  ]);
}
