import { z } from 'zod';
import { pageOf } from '../../../contracts/api/paging.js';
import { notFound } from '../../../contracts/api/refused.js';
import {
  cycleDepartmentParams,
  cycleParams,
  recomputeAnswer,
} from '../../../contracts/review/cycles.js';
import {
  departmentSheetAnswer,
  drillQuery,
  recordAnswer,
  sheetQuery,
} from '../../../contracts/review/sheets.js';
import { Refused } from '../../../contracts/api/refused.js';
import { listRecords } from '../../../records/review/drill-down.js';
import { departmentFacts } from '../../../records/review/gate.js';
import { recompute } from '../../../records/review/recompute.js';
import { NotFrozenError } from '../../../records/review/score.js';
import {
  departmentScores,
  seenDepartment,
  type DepartmentScoreRow,
} from '../../../records/review/sheet.js';
import { seesDepartment } from '../../../records/review/visible.js';
import { escapeHtml, htmlPage } from '../../pages/html.js';
import { streamed } from '../../reply.js';
import { route, type RawCall, type Route } from '../../route.js';
import { tellViewed } from '../reviews/door.js';
import { sayIn, scoreTables, titleOf } from '../reviews/sheet-table.js';
import { shownRecord, wantsPage } from '../reviews/sheet.js';
import { keptCycle, seenCycle, type SeenCycle } from './door.js';
import { departmentName } from './present.js';

const tags = ['review-cycles'];
const path = '/api/v1/review-cycles/{id}';

export type DepartmentSheet = z.input<typeof departmentSheetAnswer>;

const sees = async (call: RawCall, cycle: string, department: string): Promise<boolean> => {
  const { person } = call.principal;
  const facts = await departmentFacts(call.db, cycle, department);
  return facts !== undefined && seesDepartment(person ? { person: person.id } : {}, facts);
};

const sheetOf = (
  call: RawCall,
  { row }: SeenCycle,
  score: DepartmentScoreRow,
): DepartmentSheet | undefined => {
  const seen = seenDepartment(score.result);
  if (!seen) return undefined;
  const { department: id, name, version, formula, at } = score;
  return {
    ...{ cycle: row.id, key: row.key, formula, scoredAt: at, scoreVersion: version },
    department: { id, name: departmentName(name, id, call.language) },
    period: { from: row.periodFrom, until: row.periodUntil },
    ...seen,
    indicators: seen.indicators.map((one) => ({ ...one, title: titleOf(one.key) })),
  };
};

/** The departments' sheets of a cycle that the caller may see, through the gate. */
export async function departmentSheets(call: RawCall, seen: SeenCycle): Promise<DepartmentSheet[]> {
  const scores = await departmentScores(call.db, seen.row.id);
  const shown: DepartmentSheet[] = [];
  for (const score of scores) {
    const sheet = sheetOf(call, seen, score);
    if (sheet && (await sees(call, seen.row.id, score.department))) shown.push(sheet);
  }
  return shown;
}

const list = route({
  method: 'get',
  path: `${path}/departments`,
  operationId: 'review_cycles_departments',
  summary: { zh: '各部门的联动得分', en: 'Scores of departments' },
  tags,
  permission: 'review.read',
  params: cycleParams,
  response: z.object({ items: z.array(departmentSheetAnswer) }),
  handler: async (call) => {
    const seen = await seenCycle(call, call.params.id);
    const items = await departmentSheets(call, seen);
    const departments = items.map(({ department }) => department.id);
    const after = { departments };
    await tellViewed(call, { subject: seen.row.id, action: 'review.view', after });
    return { items };
  },
});

const one = route({
  method: 'get',
  path: `${path}/departments/{department}`,
  operationId: 'review_cycles_department',
  summary: { zh: '一个部门的结果单', en: 'The result sheet of a department, as JSON or a page' },
  tags,
  permission: 'review.read',
  params: cycleDepartmentParams,
  query: sheetQuery,
  response: departmentSheetAnswer,
  handler: async (call) => {
    const { params, language, exchange } = call;
    const seen = await seenCycle(call, params.id);
    const sheets = await departmentSheets(call, seen);
    const sheet = sheets.find(({ department }) => department.id === params.department);
    if (!sheet) throw notFound(params.department);
    const after = { department: params.department, version: sheet.scoreVersion };
    await tellViewed(call, { subject: seen.row.id, action: 'review.view', after });
    if (!wantsPage(call, call.query.format)) return sheet;
    const say = sayIn(language);
    const printed = departmentSheetAnswer.parse(sheet);
    const title = say('title', { key: `${printed.key} ${printed.department.name}` });
    const { from, until } = printed.period;
    const facts: [string, string][] = [
      [say('department'), printed.department.name],
      [say('period'), `${from.slice(0, 10)} – ${until.slice(0, 10)}`],
      [say('formula'), String(printed.formula)],
    ];
    const body = `<h1>${escapeHtml(title)}</h1>\n${scoreTables(facts, printed, language)}`;
    exchange.response
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(htmlPage({ language, title, body }));
    return streamed;
  },
});

const records = route({
  method: 'get',
  path: `${path}/departments/{department}/drill-down`,
  operationId: 'review_cycles_department_drill_down',
  summary: { zh: '部门数字背后的每条记录', en: 'Every record behind a department’s number' },
  tags,
  permission: 'review.read',
  params: cycleDepartmentParams,
  query: drillQuery.omit({ of: true }),
  response: pageOf(recordAnswer),
  handler: async (call) => {
    const { params, query } = call;
    const { row } = await seenCycle(call, params.id);
    if (!(await sees(call, row.id, params.department))) throw notFound(params.department);
    const { indicator, ...paging } = query;
    const after = { department: params.department, drillDown: indicator };
    await tellViewed(call, { subject: row.id, action: 'review.view', after });
    const asked = {
      cycle: row.id,
      kind: 'department',
      owner: params.department,
      indicator,
    } as const;
    const page = await listRecords(call.db, asked, paging);
    return { ...page, items: page.items.map(shownRecord) };
  },
});

const again = route({
  method: 'post',
  path: `${path}/recompute`,
  operationId: 'review_cycles_recompute',
  summary: { zh: '重算并比对', en: 'Compute every score again and compare' },
  tags,
  permission: 'review.schedule',
  params: cycleParams,
  body: z.strictObject({}),
  response: recomputeAnswer,
  handler: async (call) => {
    const { row } = await keptCycle(call, call.params.id);
    try {
      const line = { subject: row.id, action: 'reviewCycle.recompute' };
      await tellViewed(call, line);
      const asked = { cycle: row.id, now: call.now };
      const { checked, mismatches } = await recompute(call.deps.database, asked);
      if (mismatches.length > 0) {
        call.deps.log.error({ cycle: row.id, count: mismatches.length }, 'scores do not recompute');
      }
      return {
        checked,
        mismatches: mismatches.map(({ what, of }) => ({ what, ...(of !== undefined && { of }) })),
      };
    } catch (error) {
      throw error instanceof NotFrozenError ? new Refused('not_frozen') : error;
    }
  },
});

/** Scores of departments through the gate, and the check that every score recomputes. */
export const reviewDepartmentRoutes: readonly Route[] = [list, one, records, again];
