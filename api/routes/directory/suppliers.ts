import { z } from 'zod';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  supplierAnswer,
  supplierCreate,
  supplierPatch,
  supplierReplace,
  type SupplierAnswer,
} from '../../../contracts/directory/suppliers.js';
import { suppliers } from '../../../records/directory/suppliers.js';
import { createRoute, readRoutes, removeRoute, updateRoute, upsertRoute } from './crud.js';

const core = {
  path: 'suppliers',
  operations: 'suppliers',
  words: { zh: '供应商', en: 'suppliers' },
  read: 'supplier.read',
  write: 'supplier.write',
  answer: supplierAnswer,
  query: z.strictObject({
    ...pagingQuery,
  }),
  show: (answer: SupplierAnswer) => answer,
} as const;

export const supplierRoutes = [
  ...readRoutes(core, suppliers),
  createRoute(core, supplierCreate, (access, draft) => suppliers.create(access, draft)),
  updateRoute(core, supplierPatch, suppliers.update),
  upsertRoute(core, supplierReplace, suppliers.upsert),
  removeRoute(core, suppliers.remove),
];
