import { z } from 'zod';
import { idIn, manyOf } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  scheduleAnswer,
  scheduleCreate,
  schedulePatch,
  scheduleReplace,
  type ScheduleAnswer,
} from '../../../contracts/directory/schedules.js';
import { schedules } from '../../../records/directory/schedules.js';
import { createRoute, readRoutes, removeRoute, updateRoute, upsertRoute } from './crud.js';

const core = {
  path: 'schedules',
  operations: 'schedules',
  words: { zh: '排班', en: 'schedules' },
  read: 'oncall.read',
  write: 'oncall.write',
  answer: scheduleAnswer,
  query: z.strictObject({
    ...pagingQuery,
    department: manyOf(idIn).optional(),
    owner: manyOf(idIn).optional(),
  }),
  show: (answer: ScheduleAnswer) => answer,
} as const;

export const scheduleRoutes = [
  ...readRoutes(core, schedules),
  createRoute(core, scheduleCreate, (access, draft) => schedules.create(access, draft)),
  updateRoute(core, schedulePatch, schedules.update),
  upsertRoute(core, scheduleReplace, schedules.upsert),
  removeRoute(core, schedules.remove),
];
