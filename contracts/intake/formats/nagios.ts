import { hostNotificationReader } from './host-notification.js';

/** Reads the macros of a Nagios (or Icinga 1, Naemon) notification command. */
export const readNagios = hostNotificationReader(
  'a Nagios notification: NOTIFICATIONTYPE, HOSTNAME, HOSTSTATE or SERVICEDESC, SERVICESTATE',
);
