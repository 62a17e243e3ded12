import type { Client } from '@temporalio/client';

import { idPrefix } from '../contracts/names.js';
import { subjectsOnCalendar } from '../records/incident/clocks.js';
import type { Database } from '../records/database.js';
import { tellTo } from './engine.js';

/** Signals under way at the same time. */
const tellsAtOnce = 16;

/**
 * Tells the open incidents whose clocks run on a calendar that it was edited, or that a year was
 * loaded: they walk again (R11). Answers how many heard.
 */
export const tellCalendarChanged = async (
  { database, client }: { database: Database; client: Client },
  calendar: string,
): Promise<number> => {
  const subjects = await subjectsOnCalendar(database.prisma, calendar);
  const incidents = subjects.filter((id) => id.startsWith(idPrefix.incident));
  let heard = 0;
  for (let from = 0; from < incidents.length; from += tellsAtOnce) {
    const batch = incidents.slice(from, from + tellsAtOnce);
    const told = await Promise.all(
      batch.map((id) => tellTo(client, id, { type: 'calendar_changed' })),
    );
    heard += told.filter(Boolean).length;
  }
  return heard;
};
