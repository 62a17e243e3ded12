import { z } from 'zod';

import { pageOf, pagingQuery } from '../../../contracts/api/paging.js';
import { timelineEntry } from '../../../contracts/incident/answers.js';
import { idParams } from '../../../contracts/incident/requests.js';
import { localTime } from '../../../contracts/local-time.js';
import { word, wordMembers } from '../../../contracts/incident/words.js';
import { text, type Language } from '../../../contracts/text.js';
import { listTimeline, namesIn, type TimelineLine } from '../../../records/incident/timeline.js';
import { route, type Route } from '../../route.js';
import { seen } from './subject.js';

/** Above this a number in a line is a time in epoch milliseconds. */
const earliestMs = Date.UTC(2000, 0, 1);
const timeMembers: ReadonlySet<string> = new Set(['until', 'expires', 'occurredAt', 'at', 'due']);

/** Who reads a line, and what ids are called for them. */
export interface Reader {
  names: ReadonlyMap<string, string>;
  language: Language;
  zone: string;
}

/** A line's text in `language`: names for ids, times as text, words of the machine translated. */
export function lineText(
  line: Pick<TimelineLine, 'what' | 'with'>,
  { names, language, zone }: Reader,
): string {
  const values = Object.entries(line.with ?? {}).map(([member, value]) => {
    if (typeof value === 'number' && timeMembers.has(member) && value > earliestMs) {
      return [member, localTime(zone, value)];
    }
    if (typeof value !== 'string') return [member, value];
    const named = names.get(value) ?? value;
    return [member, wordMembers.has(member) ? word(language, named) : named];
  });
  return text(language, `timeline/${line.what}`, Object.fromEntries(values) as object as Values);
}

type Values = Record<string, unknown>;

const timeline = route({
  method: 'get',
  path: '/api/v1/incidents/{id}/timeline',
  operationId: 'incident_timeline',
  summary: { zh: '时间线', en: 'Timeline' },
  tags: ['incidents'],
  permission: 'incident.trace',
  params: idParams,
  query: z.strictObject(pagingQuery),
  response: pageOf(timelineEntry),
  handler: async (call) => {
    const { db, language, params, query } = call;
    const { id } = await seen(call, params.id, { permission: 'incident.trace' });
    const page = await listTimeline(db, id, query);
    const names = await namesIn(db, page.items, language);
    const items = page.items.map((line) => ({
      ...line,
      actor: { ...line.actor, name: names.get(line.actor.person ?? line.actor.id) },
      text: lineText(line, { names, language, zone: call.deps.settings.zone }),
    }));
    return { ...page, items };
  },
});

export const incidentTimelineRoutes: readonly Route[] = [timeline];
