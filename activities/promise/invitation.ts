import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator';
import type { InviteEffect } from '../../domain/meeting/effects.js';

const minuteMs = 60_000;

export interface Invited {
  id: string;
  name: string;
  email: string;
}

/**
 * The calendar part of an invitation (RFC 5546): one UID an occurrence for ever, a sequence that
 * grows with each change, METHOD REQUEST, or CANCEL when the time is off.
 */
export function invitation(
  effect: InviteEffect,
  {
    subject,
    people,
    domain,
    url,
    stamp,
  }: {
    subject: string;
    people: readonly Invited[];
    domain: string;
    url: string;
    /** When it is written: programs tell two messages of one sequence apart by it. */
    stamp: number;
  },
): string {
  const { method, occurrence, sequence, at, minutes, place, title, organizer, optional } = effect;
  const cancelled = method === 'cancel';
  const calendar = ical({
    prodId: '//Baton//Meetings//EN',
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  });
  const by = people.find(({ id }) => id === organizer) ?? people[0];
  calendar.createEvent({
    id: `${subject}.${occurrence}@${domain}`,
    sequence,
    stamp: new Date(stamp),
    start: new Date(at),
    end: new Date(at + minutes * minuteMs),
    summary: title,
    url,
    ...(place !== undefined && { location: place }),
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.TENTATIVE,
    ...(by && { organizer: { name: by.name, email: by.email } }),
    attendees: people.map(({ id, name, email }) => ({
      ...{ name, email, rsvp: !cancelled },
      role: optional.includes(id) ? ICalAttendeeRole.OPT : ICalAttendeeRole.REQ,
      status: ICalAttendeeStatus.NEEDSACTION,
    })),
  });
  return calendar.toString();
}
