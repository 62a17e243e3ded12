import { z } from 'zod';
import { idIn, manyOf, timeIn } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  absenceAnswer,
  absenceCreate,
  absencePatch,
  type AbsenceAnswer,
} from '../../../contracts/directory/absences.js';
import { absences } from '../../../records/directory/absences.js';
import { createRoute, readRoutes, removeRoute, updateRoute } from './crud.js';

const core = {
  path: 'absences',
  operations: 'absences',
  words: { zh: '缺勤', en: 'absences' },
  read: 'oncall.read',
  write: 'oncall.write',
  answer: absenceAnswer,
  query: z.strictObject({
    ...pagingQuery,
    person: manyOf(idIn).optional(),
    deputy: manyOf(idIn).optional(),
    from: timeIn.optional(),
    until: timeIn.optional(),
  }),
  show: (answer: AbsenceAnswer) => answer,
} as const;

export const absenceRoutes = [
  ...readRoutes(core, absences),
  createRoute(core, absenceCreate, (access, draft) => absences.create(access, draft)),
  updateRoute(core, absencePatch, absences.update),

  removeRoute(core, absences.remove),
];
