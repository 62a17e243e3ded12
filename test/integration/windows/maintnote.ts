/** One notice of a supplier; null leaves the line out. */
export interface Notice {
  id: string;
  uid?: string;
  sequence?: number | null;
  status?: string | null;
  impact?: string;
  /** Epoch milliseconds. */
  from: number;
  until: number;
  objects: string[];
}

const stamp = (at: number): string =>
  new Date(at).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');

/** The iCalendar body that a supplier sends for it. */
export function maintnote(notice: Notice): string {
  const { sequence = 1, status = 'CONFIRMED' } = notice;
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//example//maintenance//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${notice.uid ?? `${notice.id}@tongda.example`}`,
    ...(sequence === null ? [] : [`SEQUENCE:${sequence}`]),
    'DTSTAMP:20261101T000000Z',
    `DTSTART:${stamp(notice.from)}`,
    `DTEND:${stamp(notice.until)}`,
    'SUMMARY:Fibre work',
    'X-MAINTNOTE-PROVIDER:tongda.example',
    'X-MAINTNOTE-ACCOUNT:BT-77',
    `X-MAINTNOTE-MAINTENANCE-ID:${notice.id}`,
    ...notice.objects.map((object) => `X-MAINTNOTE-OBJECT-ID:${object}`),
    `X-MAINTNOTE-IMPACT:${notice.impact ?? 'OUTAGE'}`,
    ...(status === null ? [] : [`X-MAINTNOTE-STATUS:${status}`]),
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}
