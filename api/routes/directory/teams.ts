import { z } from 'zod';
import { idIn, manyOf } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  teamAnswer,
  teamCreate,
  teamPatch,
  type TeamAnswer,
} from '../../../contracts/directory/teams.js';
import { teams } from '../../../records/directory/teams.js';
import { createRoute, readRoutes, removeRoute, updateRoute } from './crud.js';

const core = {
  path: 'teams',
  operations: 'teams',
  words: { zh: '团队', en: 'teams' },
  read: 'directory.read',
  write: 'directory.write',
  answer: teamAnswer,
  query: z.strictObject({
    ...pagingQuery,
    department: manyOf(idIn).optional(),
    member: manyOf(idIn).optional(),
  }),
  show: (answer: TeamAnswer) => answer,
} as const;

export const teamRoutes = [
  ...readRoutes(core, teams),
  createRoute(core, teamCreate, (access, draft) => teams.create(access, draft)),
  updateRoute(core, teamPatch, teams.update),

  removeRoute(core, teams.remove),
];
