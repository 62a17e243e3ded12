import { type SetupTarget, type SetupText, setupIn } from '../setup-text.js';

const words = {
  title: { zh: '接入 Nagios / Naemon / Icinga 1', en: 'Connect Nagios, Naemon or Icinga 1' },
  steps: [
    {
      zh: '把下面的内容存为 objects/baton.cfg，并在 nagios.cfg 中用 cfg_file 引入；需要 curl。',
      en:
        'Save the text below as objects/baton.cfg and name it in nagios.cfg by cfg_file; ' +
        'curl is needed.',
    },
    {
      zh: '把联系人 baton 加到主机和服务的联系人组。',
      en: 'Add the contact baton to the contact groups of hosts and services.',
    },
    {
      zh: '保留 nagios.cfg 中 illegal_macro_output_chars 的默认值：它去掉输出中的引号，命令行才安全。',
      en:
        'Keep illegal_macro_output_chars in nagios.cfg at its default: it strips quotes ' +
        'from output, which keeps the command line safe.',
    },
    {
      zh: '用 nagios -v 检查配置，然后重新加载。',
      en: 'Check with nagios -v, then reload.',
    },
  ],
};

const hostMacros = [
  'NOTIFICATIONTYPE',
  'HOSTNAME',
  'HOSTALIAS',
  'HOSTADDRESS',
  'HOSTSTATE',
  'HOSTPROBLEMID',
  'NOTIFICATIONAUTHOR',
  'NOTIFICATIONCOMMENT',
  'TIMET',
];
const serviceMacros = [
  ...hostMacros,
  'SERVICEDESC',
  'SERVICESTATE',
  'SERVICEOUTPUT',
  'SERVICEPROBLEMID',
];

function commandOf(name: string, macros: string[], url: string): string {
  const fields = macros.map((macro) => `--data-urlencode "${macro}=$${macro}$"`).join(' ');
  return `define command {
    command_name  ${name}
    command_line  /usr/bin/curl -fsS -m 10 --retry 3 ${fields} '${url}'
}
`;
}

/** Nagios' two notification commands and the contact that uses them. */
export function nagiosSetup({ url, language }: SetupTarget): SetupText {
  const text = `${commandOf('notify-service-by-baton', serviceMacros, url)}
${commandOf('notify-host-by-baton', [...hostMacros, 'HOSTOUTPUT'], url)}
define contact {
    contact_name                   baton
    alias                          Baton
    service_notification_period    24x7
    host_notification_period       24x7
    service_notification_options   w,u,c,r,f,s
    host_notification_options      d,u,r,f,s
    service_notification_commands  notify-service-by-baton
    host_notification_commands     notify-host-by-baton
}
`;
  return setupIn(language, words, [{ language: 'cfg', text }]);
}
