import { z } from 'zod';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  pairAnswer,
  pairCreate,
  pairPatch,
  type PairAnswer,
} from '../../../contracts/window/pairs.js';
import { pairs } from '../../../records/window/pairs.js';
import type { Route } from '../../route.js';
import { createRoute, readRoutes, removeRoute, updateRoute } from '../directory/crud.js';
import { settling } from './settling.js';

const core = {
  path: 'redundancy-pairs',
  operations: 'redundancy_pairs',
  words: { zh: '冗余组', en: 'redundancy pairs' },
  read: 'window.read',
  write: 'window.write',
  answer: pairAnswer,
  query: z.strictObject(pagingQuery),
  show: (answer: PairAnswer) => answer,
} as const;

export const pairRoutes: readonly Route[] = [
  ...readRoutes(core, pairs),
  settling(createRoute(core, pairCreate, (access, draft) => pairs.create(access, draft))),
  settling(updateRoute(core, pairPatch, pairs.update)),
  settling(removeRoute(core, pairs.remove)),
];
