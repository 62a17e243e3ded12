import { z } from 'zod';
import { manyOf } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import { code } from '../../../contracts/directory/fields.js';
import {
  productAnswer,
  productCreate,
  productPatch,
  productReplace,
  type ProductAnswer,
} from '../../../contracts/directory/products.js';
import { productLines } from '../../../contracts/directory/services.js';
import { products } from '../../../records/directory/products.js';
import { createRoute, readRoutes, removeRoute, updateRoute, upsertRoute } from './crud.js';

const core = {
  path: 'products',
  operations: 'products',
  words: { zh: '产品', en: 'products' },
  read: 'directory.read',
  write: 'product.write',
  answer: productAnswer,
  query: z.strictObject({
    ...pagingQuery,
    code: manyOf(code).optional(),
    line: manyOf(z.enum(productLines)).optional(),
  }),
  show: (answer: ProductAnswer) => answer,
} as const;

export const productRoutes = [
  ...readRoutes(core, products),
  createRoute(core, productCreate, (access, draft) => products.create(access, draft)),
  updateRoute(core, productPatch, products.update),
  upsertRoute(core, productReplace, products.upsert),
  removeRoute(core, products.remove),
];
