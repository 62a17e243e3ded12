import { z } from 'zod';
import { flagIn } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  groupingRuleAnswer,
  groupingRuleCreate,
  groupingRulePatch,
  type GroupingRuleAnswer,
} from '../../../contracts/directory/grouping-rules.js';
import { groupingRules } from '../../../records/directory/grouping-rules.js';
import { createRoute, readRoutes, removeRoute, updateRoute } from './crud.js';

const core = {
  path: 'grouping-rules',
  operations: 'grouping_rules',
  words: { zh: '归并规则', en: 'grouping rules' },
  read: 'integration.read',
  write: 'integration.write',
  answer: groupingRuleAnswer,
  query: z.strictObject({
    ...pagingQuery,
    enabled: flagIn.optional(),
  }),
  show: (answer: GroupingRuleAnswer) => answer,
} as const;

export const groupingRuleRoutes = [
  ...readRoutes(core, groupingRules),
  createRoute(core, groupingRuleCreate, (access, draft) => groupingRules.create(access, draft)),
  updateRoute(core, groupingRulePatch, groupingRules.update),

  removeRoute(core, groupingRules.remove),
];
