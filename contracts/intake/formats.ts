import { readAlertmanager } from './formats/alertmanager.js';
import { readCloudEvents } from './formats/cloudevents.js';
import { readGeneric } from './formats/generic.js';
import { readGrafana } from './formats/grafana.js';
import { readHeartbeat } from './formats/heartbeat.js';
import { readIcinga2 } from './formats/icinga2.js';
import { readMaintnote } from './formats/maintnote.js';
import { readNagios } from './formats/nagios.js';
import { readPagerDuty } from './formats/pagerduty.js';
import { readPrtg } from './formats/prtg.js';
import { readZabbix } from './formats/zabbix.js';
import type { FormatReader } from './event.js';
import type { IntakeFormat } from './format-name.js';

export { intakeFormats, type IntakeFormat } from './format-name.js';

const readers: Record<IntakeFormat, FormatReader> = {
  alertmanager: readAlertmanager,
  grafana: readGrafana,
  zabbix: readZabbix,
  nagios: readNagios,
  icinga2: readIcinga2,
  prtg: readPrtg,
  pagerduty: readPagerDuty,
  cloudevents: readCloudEvents,
  generic: readGeneric,
  maintnote: readMaintnote,
  heartbeat: readHeartbeat,
};

/** The reader of a format; it never throws, whatever the bytes. */
export function readerOf(format: IntakeFormat): FormatReader {
  return readers[format];
}
