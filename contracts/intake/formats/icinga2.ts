import { hostNotificationReader } from './host-notification.js';

/** Reads an Icinga 2 notification, with Nagios' macro names or Icinga 2's own (`host.name`). */
export const readIcinga2 = hostNotificationReader(
  'an Icinga 2 notification: notification.type, host.name, host.state or service.name and .state',
);
