import { z } from 'zod';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  coverageAnswer,
  daysAnswer,
  daysQuery,
  importAnswer,
  walkAnswer,
  walkQuery,
} from '../../../contracts/calendar/answers.js';
import {
  calendarAnswer,
  calendarCreate,
  calendarPatch,
  calendarReplace,
  type CalendarAnswer,
} from '../../../contracts/calendar/calendars.js';
import { importBody } from '../../../contracts/calendar/import.js';
import { tellCalendarChanged } from '../../../intake/calendar-changed.js';
import { coverageOf, daysOf, walkOf } from '../../../records/calendar/answers.js';
import { calendars } from '../../../records/calendar/calendars.js';
import { importCalendar } from '../../../records/calendar/import.js';
import type { ApiDeps } from '../../deps.js';
import { route } from '../../route.js';
import { accessOf } from '../directory/access.js';
import {
  createRoute,
  idParams,
  readRoutes,
  removeRoute,
  updateRoute,
  upsertRoute,
} from '../directory/crud.js';

const core = {
  path: 'calendars',
  operations: 'calendars',
  words: { zh: '工作日历', en: 'calendars' },
  read: 'calendar.read',
  write: 'calendar.write',
  answer: calendarAnswer,
  query: z.strictObject(pagingQuery),
  show: (answer: CalendarAnswer) => answer,
  written: ({ deps }: { deps: ApiDeps }, answer?: CalendarAnswer) => {
    if (answer) tellClocks(deps, answer.id);
  },
} as const;

/** A process that could not be told walks again within a day, while its due time is provisional. */
function tellClocks(deps: ApiDeps, calendar: string): void {
  const { database, engine, log } = deps;
  const { client } = engine;
  engine
    .within(() => tellCalendarChanged({ database, client }, calendar))
    .catch((error: unknown) => log.warn({ err: error, calendar }, 'clocks walk again later'));
}

const tags = ['directory'];

const coverage = route({
  method: 'get',
  path: '/api/v1/calendars/{id}/coverage',
  operationId: 'calendars_coverage',
  summary: { zh: '已载入哪些年份', en: 'Which years are loaded' },
  tags,
  permission: 'calendar.read',
  params: idParams,
  response: coverageAnswer,
  handler: ({ db, params, now }) => coverageOf(db, params.id, now),
});

const days = route({
  method: 'get',
  path: '/api/v1/calendars/{id}/days',
  operationId: 'calendars_days',
  summary: { zh: '逐日的工作时间', en: 'Working hours day by day' },
  tags,
  permission: 'calendar.read',
  params: idParams,
  query: daysQuery,
  response: daysAnswer,
  handler: ({ db, params, query }) => daysOf(db, params.id, query),
});

const walk = route({
  method: 'get',
  path: '/api/v1/calendars/{id}/walk',
  operationId: 'calendars_walk',
  summary: { zh: '推算到期时刻并逐步说明', en: 'When a target is due, explained step by step' },
  tags,
  permission: 'calendar.read',
  params: idParams,
  query: walkQuery,
  response: walkAnswer,
  handler: ({ db, params, query, language }) =>
    walkOf(db, params.id, {
      start: query.start,
      target: query.target,
      language: query.lang ?? language,
    }),
});

const importRoute = route({
  method: 'post',
  path: '/api/v1/calendars/{id}/import',
  operationId: 'calendars_import',
  summary: { zh: '导入节假日与补班日', en: 'Import holidays and make-up workdays' },
  tags,
  permission: 'calendar.write',
  params: idParams,
  body: importBody,
  response: importAnswer,
  handler: async (call) => {
    const of = { id: call.params.id, version: call.ifMatch };
    const imported = await importCalendar(accessOf(call, 'calendar.write'), of, call.body);
    tellClocks(call.deps, call.params.id);
    return imported;
  },
});

export const calendarRoutes = [
  ...readRoutes(core, calendars),
  createRoute(core, calendarCreate, (access, draft) => calendars.create(access, draft)),
  updateRoute(core, calendarPatch, calendars.update),
  upsertRoute(core, calendarReplace, calendars.upsert),
  removeRoute(core, calendars.remove),
  coverage,
  days,
  walk,
  importRoute,
];
