import { z } from 'zod';
import { idIn, manyOf } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  siteAnswer,
  siteCreate,
  sitePatch,
  siteReplace,
  siteKinds,
  type SiteAnswer,
} from '../../../contracts/directory/sites.js';
import { sites } from '../../../records/directory/sites.js';
import { createRoute, readRoutes, removeRoute, updateRoute, upsertRoute } from './crud.js';

const core = {
  path: 'sites',
  operations: 'sites',
  words: { zh: '站点', en: 'sites' },
  read: 'directory.read',
  write: 'site.write',
  answer: siteAnswer,
  query: z.strictObject({
    ...pagingQuery,
    parent: manyOf(idIn).optional(),
    under: manyOf(idIn).optional(),
    kind: manyOf(z.enum(siteKinds)).optional(),
  }),
  show: (answer: SiteAnswer) => answer,
} as const;

export const siteRoutes = [
  ...readRoutes(core, sites),
  createRoute(core, siteCreate, (access, draft) => sites.create(access, draft)),
  updateRoute(core, sitePatch, sites.update),
  upsertRoute(core, siteReplace, sites.upsert),
  removeRoute(core, sites.remove),
];
