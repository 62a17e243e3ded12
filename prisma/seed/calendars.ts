import type { CalendarDraft } from '../../contracts/calendar/calendars.js';
import { calendars } from '../../records/calendar/calendars.js';
import { importCalendar } from '../../records/calendar/import.js';
import type { Access } from '../../records/directory/access.js';

const zone = 'Asia/Shanghai';
const firstYears = [2025, 2026];

const daily = (from: string, to: string): CalendarDraft['weekly'] =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, intervals: [{ from, to }] }));

const office: CalendarDraft = {
  name: { zh: '中国办公时间', en: 'China office hours' },
  zone,
  weekly: [1, 2, 3, 4, 5].map((day) => ({
    day,
    intervals: [
      { from: '09:00', to: '12:00' },
      { from: '13:30', to: '18:00' },
    ],
  })),
};

const always: CalendarDraft = {
  name: { zh: '7×24', en: '24×7' },
  zone,
  weekly: daily('00:00', '24:00'),
  coveredYears: null,
};

/** Most ADSL lines: at night a report is only taken (N38, operations.md). */
const adsl: CalendarDraft = {
  name: { zh: 'ADSL 供应商服务时间', en: 'ADSL supplier hours' },
  zone,
  weekly: daily('08:00', '22:00'),
  closedMode: 'accept_only',
  coveredYears: null,
};

/** The calendars that every installation begins with; one that is there already is left alone. */
export async function ensureCalendars(access: Access): Promise<void> {
  const rows = access.tx ?? access.db;
  const drafts = { cal_24x7: always, cal_supplier_adsl: adsl, cal_china_office: office };
  for (const [id, draft] of Object.entries(drafts)) {
    if (await rows.workCalendar.findUnique({ where: { id } })) continue;
    await calendars.create(access, draft, id);
    if (draft !== office) continue;
    const of = { id, version: undefined };
    await importCalendar(access, of, { source: 'chinese-days', years: firstYears });
  }
}
