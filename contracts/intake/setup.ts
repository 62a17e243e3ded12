import type { IntakeFormat } from './format-name.js';
import { alertmanagerSetup } from './setup/alertmanager.js';
import { cloudEventsSetup } from './setup/cloudevents.js';
import { genericSetup } from './setup/generic.js';
import { grafanaSetup } from './setup/grafana.js';
import { heartbeatSetup } from './setup/heartbeat.js';
import { icinga2Setup } from './setup/icinga2.js';
import { maintnoteSetup } from './setup/maintnote.js';
import { nagiosSetup } from './setup/nagios.js';
import { pagerDutySetup } from './setup/pagerduty.js';
import { prtgSetup } from './setup/prtg.js';
import { zabbixSetup } from './setup/zabbix.js';
import type { SetupTarget, SetupText } from './setup-text.js';

const setups: Record<IntakeFormat, (target: SetupTarget) => SetupText> = {
  alertmanager: alertmanagerSetup,
  grafana: grafanaSetup,
  zabbix: zabbixSetup,
  nagios: nagiosSetup,
  icinga2: icinga2Setup,
  prtg: prtgSetup,
  pagerduty: pagerDutySetup,
  cloudevents: cloudEventsSetup,
  generic: genericSetup,
  maintnote: maintnoteSetup,
  heartbeat: heartbeatSetup,
};

/** What to paste into the tool so that it sends to Baton (api.md §2), in Chinese or English. */
export function setupText(format: IntakeFormat, target: SetupTarget): SetupText {
  return setups[format](target);
}
