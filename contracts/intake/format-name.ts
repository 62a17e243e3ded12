/** The formats an integration may have. */
export const intakeFormats = [
  'alertmanager',
  'grafana',
  'zabbix',
  'nagios',
  'icinga2',
  'prtg',
  'pagerduty',
  'cloudevents',
  'generic',
  'maintnote',
  'heartbeat',
] as const;

export type IntakeFormat = (typeof intakeFormats)[number];
