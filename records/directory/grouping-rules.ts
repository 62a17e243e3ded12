import type {
  GroupingRuleAnswer,
  GroupingRuleDraft,
} from '../../contracts/directory/grouping-rules.js';
import type { GroupingRule, Prisma } from '../../prisma/generated/client.js';
import { jsonColumn, stampsOf } from './columns.js';
import type { Noun } from './noun.js';
import { verbsOf } from './verbs.js';
import { refuseUnknown } from './references.js';

interface GroupingRuleFilters {
  enabled?: boolean | undefined;
}

type Columns = Omit<Prisma.GroupingRuleUncheckedCreateInput, 'id' | 'version' | 'by'> & {
  by: string[];
};

const windowDefaultS = 300;

const noun: Noun<
  GroupingRule,
  GroupingRuleDraft,
  Columns,
  Prisma.GroupingRuleWhereInput,
  GroupingRuleFilters
> = {
  name: 'grouping_rule',
  idPrefix: 'grp_',
  table: (rows) => rows.groupingRule,
  draftOf: (row) => ({
    name: row.name,
    position: row.position,
    match: matchOf(row),
    by: row.by,
    window: row.windowS,
    reopenWindow: row.reopenWindowS,
    enabled: row.enabled,
  }),
  columns: (draft) => ({
    name: draft.name,
    position: draft.position ?? 0,
    match: jsonColumn(draft.match ?? {}),
    by: draft.by,
    windowS: draft.window ?? windowDefaultS,
    reopenWindowS: draft.reopenWindow ?? 0,
    enabled: draft.enabled ?? true,
  }),
  where: ({ enabled }) => (enabled === undefined ? {} : { enabled }),
  scoped: () => ({}),
  check: (rows, draft) =>
    refuseUnknown(
      rows,
      (draft.match?.integrations ?? []).map((id, k) => ({
        pointer: `/match/integrations/${k}`,
        kind: 'integration',
        id,
      })),
    ),
  usedBy: async () => [],
};

const matchOf = (row: GroupingRule): GroupingRuleAnswer['match'] =>
  row.match as unknown as GroupingRuleAnswer['match'];

const answerOf = (row: GroupingRule): GroupingRuleAnswer => ({
  ...stampsOf(row),
  name: row.name,
  position: row.position,
  match: matchOf(row),
  by: row.by,
  window: row.windowS,
  reopenWindow: row.reopenWindowS,
  enabled: row.enabled,
});

/** Which alerts belong to one incident (api.md §2). */
export const groupingRules = verbsOf(noun, answerOf);
