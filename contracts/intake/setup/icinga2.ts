import { type SetupTarget, type SetupText, setupIn } from '../setup-text.js';

const words = {
  title: { zh: '接入 Icinga 2', en: 'Connect Icinga 2' },
  steps: [
    {
      zh: '把下面的内容存为 /etc/icinga2/conf.d/baton.conf（或全局区域）；需要 curl。',
      en:
        'Save the text below as /etc/icinga2/conf.d/baton.conf (or in a global zone); ' +
        'curl is needed.',
    },
    {
      zh: '按需要收窄 assign where；interval = 0 表示不重复通知，催办由 Baton 负责。',
      en:
        'Narrow assign where as you need; interval = 0 means no repeats, as Baton does ' +
        'the reminding.',
    },
    {
      zh: '用 icinga2 daemon -C 检查配置，然后重新加载。',
      en: 'Check with icinga2 daemon -C, then reload.',
    },
  ],
};

const hostMacros: [string, string][] = [
  ['NOTIFICATIONTYPE', 'notification.type'],
  ['NOTIFICATIONAUTHOR', 'notification.author'],
  ['NOTIFICATIONCOMMENT', 'notification.comment'],
  ['HOSTNAME', 'host.name'],
  ['HOSTALIAS', 'host.display_name'],
  ['HOSTADDRESS', 'host.address'],
  ['HOSTSTATE', 'host.state'],
  ['TIMET', 'icinga.timet'],
];
const serviceMacros: [string, string][] = [
  ...hostMacros,
  ['SERVICEDESC', 'service.name'],
  ['SERVICESTATE', 'service.state'],
  ['SERVICEOUTPUT', 'service.output'],
];

const types =
  'Problem, Recovery, Acknowledgement, Custom, FlappingStart, FlappingEnd, ' +
  'DowntimeStart, DowntimeEnd, DowntimeRemoved';

function commandOf(name: string, macros: [string, string][], url: string): string {
  const fields = macros.map(([field, macro]) => `    "--data-urlencode", "${field}=$${macro}$",\n`);
  return `object NotificationCommand "${name}" {
  command = [ "/usr/bin/curl", "-fsS", "-m", "10", "--retry", "3",
${fields.join('')}    "${url}" ]
}
`;
}

function applyOf(kind: 'Host' | 'Service', command: string, states: string): string {
  return `apply Notification "${command}" to ${kind} {
  command = "${command}"
  users = [ "baton" ]
  types = [ ${types} ]
  states = [ ${states} ]
  interval = 0
  assign where true
}
`;
}

/** Icinga 2's notification commands, user and apply rules. */
export function icinga2Setup({ url, language }: SetupTarget): SetupText {
  const text = [
    commandOf('baton-host', [...hostMacros, ['HOSTOUTPUT', 'host.output']], url),
    commandOf('baton-service', serviceMacros, url),
    'object User "baton" {\n  display_name = "Baton"\n}\n',
    applyOf('Host', 'baton-host', 'Up, Down'),
    applyOf('Service', 'baton-service', 'OK, Warning, Critical, Unknown'),
  ].join('\n');
  return setupIn(language, words, [{ language: 'icinga2', text }]);
}
