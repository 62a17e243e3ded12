import { z } from 'zod';

import { flagIn, idIn, manyOf } from '../api/fields.js';
import { pagingQuery } from '../api/paging.js';

const stageMaxChars = 40;

/** Filters of every list of processes: the same names in API, CLI and console (api.md §1). */
export const processFilters = {
  stage: manyOf(z.string().min(1).max(stageMaxChars)).optional(),
  about: manyOf(idIn).optional().describe('The subject that they are about'),
  department: manyOf(idIn).optional(),
  holder: manyOf(idIn).optional().describe('A person, or `me`'),
  open: flagIn.optional(),
  drill: flagIn.optional(),
};

export const processListQuery = z.strictObject({ ...processFilters, ...pagingQuery });

export const processParams = z.strictObject({ id: idIn.describe('Id or short number') });
