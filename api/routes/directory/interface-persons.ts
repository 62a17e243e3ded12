import { z } from 'zod';
import { idIn, manyOf } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  interfaceAnswer,
  interfaceCreate,
  interfacePatch,
  type InterfaceAnswer,
} from '../../../contracts/promise/interfaces.js';
import { interfacePersons } from '../../../records/directory/interface-persons.js';
import { createRoute, readRoutes, removeRoute, updateRoute } from './crud.js';

const ids = manyOf(idIn).optional();

const core = {
  path: 'interface-persons',
  operations: 'interface_persons',
  words: { zh: '接口人', en: 'interface persons' },
  read: 'directory.read',
  write: 'directory.write',
  answer: interfaceAnswer,
  query: z.strictObject({ ...pagingQuery, department: ids, counterpart: ids, person: ids }),
  show: (answer: InterfaceAnswer) => answer,
} as const;

export const interfacePersonRoutes = [
  ...readRoutes(core, interfacePersons),
  createRoute(core, interfaceCreate, (access, draft) => interfacePersons.create(access, draft)),
  updateRoute(core, interfacePatch, interfacePersons.update),
  removeRoute(core, interfacePersons.remove),
];
