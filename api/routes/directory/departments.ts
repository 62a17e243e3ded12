import { z } from 'zod';
import { idIn, manyOf } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  departmentAnswer,
  departmentCreate,
  departmentPatch,
  departmentReplace,
  type DepartmentAnswer,
} from '../../../contracts/directory/departments.js';
import { departments } from '../../../records/directory/departments.js';
import { createRoute, readRoutes, removeRoute, updateRoute, upsertRoute } from './crud.js';

const core = {
  path: 'departments',
  operations: 'departments',
  words: { zh: '部门', en: 'departments' },
  read: 'directory.read',
  write: 'directory.write',
  answer: departmentAnswer,
  query: z.strictObject({
    ...pagingQuery,
    parent: manyOf(idIn).optional(),
    head: manyOf(idIn).optional(),
  }),
  show: (answer: DepartmentAnswer) => answer,
} as const;

export const departmentRoutes = [
  ...readRoutes(core, departments),
  createRoute(core, departmentCreate, departments.create),
  updateRoute(core, departmentPatch, departments.update),
  upsertRoute(core, departmentReplace, departments.upsert),
  removeRoute(core, departments.remove),
];
