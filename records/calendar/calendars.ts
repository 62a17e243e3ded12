import type { CalendarAnswer, CalendarDraft } from '../../contracts/calendar/calendars.js';
import { calendarProblems } from '../../domain/calendar/calendar-problems.js';
import type { CalendarException, WorkCalendar } from '../../domain/calendar/work-calendar.js';
import type { Prisma, WorkCalendar as Row } from '../../prisma/generated/client.js';
import {
  externalRefColumn,
  externalRefOf,
  jsonColumn,
  namesOf,
  sameExternalRef,
  stampsOf,
} from '../directory/columns.js';
import type { Noun } from '../directory/noun.js';
import { usersOf } from '../directory/users.js';
import { verbsOf } from '../directory/verbs.js';
import { refuseCalendarProblems } from './faults.js';

type CalendarFilters = Record<never, never>;
type Columns = Omit<Prisma.WorkCalendarUncheckedCreateInput, 'id' | 'version'>;

const noun: Noun<Row, CalendarDraft, Columns, Prisma.WorkCalendarWhereInput, CalendarFilters> = {
  name: 'calendar',
  idPrefix: 'cal_',
  table: (rows) => rows.workCalendar,
  draftOf: (row) => ({
    name: namesOf(row.name),
    ...(calendarOf(row) as Drawn),
    externalRef: externalRefOf(row.externalRef),
  }),
  columns: (draft) => {
    const { zone, weekly, exceptions, closedMode, coveredYears } = plainOf(draft);
    return {
      name: jsonColumn(draft.name),
      ...{ zone, closedMode },
      weekly: jsonColumn(weekly),
      exceptions: jsonColumn(sorted(exceptions)),
      byYear: coveredYears !== null,
      coveredYears: (coveredYears ?? []).toSorted((a, b) => a - b),
      externalRef: externalRefColumn(draft.externalRef),
    };
  },
  where: () => ({}),
  byExternalRef: sameExternalRef,
  scoped: () => ({}),
  check: (_rows, draft) =>
    Promise.resolve(refuseCalendarProblems(calendarProblems(plainOf(draft)))),
  usedBy: (rows, id) =>
    usersOf([
      ['departments', rows.department.findMany({ where: { calendarId: id }, ...usersOf.some })],
      ['commitments', rows.commitment.findMany({ where: { calendarId: id }, ...usersOf.some })],
      ['supplierSlas', rows.supplierSla.findMany({ where: { calendarId: id }, ...usersOf.some })],
    ]),
};

/** The domain's calendar with mutable lists, as a draft has it. */
type Drawn = Pick<CalendarAnswer, 'zone' | 'weekly' | 'exceptions' | 'closedMode' | 'coveredYears'>;

/** By date, so that a list reads in order and equal calendars are stored alike. */
const sorted = (exceptions: readonly CalendarException[]): CalendarException[] =>
  exceptions.toSorted((a, b) => (a.date < b.date ? -1 : 1));

/** A draft without hours by year covers none yet; `null` says that it needs none. */
const plainOf = (draft: CalendarDraft): WorkCalendar => ({
  zone: draft.zone,
  weekly: draft.weekly,
  exceptions: draft.exceptions ?? [],
  closedMode: draft.closedMode ?? 'closed',
  coveredYears: draft.coveredYears === undefined ? [] : draft.coveredYears,
});

/** The rules of a stored calendar; every write has passed `calendarProblems`. */
export const calendarOf = (row: Row): WorkCalendar => ({
  zone: row.zone,
  weekly: row.weekly as unknown as WorkCalendar['weekly'],
  exceptions: row.exceptions as unknown as WorkCalendar['exceptions'],
  closedMode: row.closedMode as WorkCalendar['closedMode'],
  coveredYears: row.byYear ? row.coveredYears : null,
});

const answerOf = (row: Row): CalendarAnswer => ({
  ...stampsOf(row),
  name: namesOf(row.name),
  ...(calendarOf(row) as Drawn),
  externalRef: externalRefOf(row.externalRef),
});

/** Work calendars (3a, operations.md). */
export const calendars = verbsOf(noun, answerOf);
