import type { z } from 'zod';
import { pageOf } from '../../../contracts/api/paging.js';
import { notFound, Refused } from '../../../contracts/api/refused.js';
import { shortNumberOf, type ProcessName } from '../../../contracts/names.js';
import { processParams } from '../../../contracts/process/requests.js';
import {
  drillQuery,
  recordAnswer,
  sheetAnswer,
  sheetQuery,
} from '../../../contracts/review/sheets.js';
import type { IndicatorKey } from '../../../domain/score/formula.js';
import type { OwnerKind } from '../../../records/review/inputs.js';
import { listRecords, type CountedRecord } from '../../../records/review/drill-down.js';
import { sheetOf } from '../../../records/review/sheet.js';
import { escapeHtml, htmlPage } from '../../pages/html.js';
import { streamed } from '../../reply.js';
import { route, type RawCall, type Route } from '../../route.js';
import { seenReview, tellViewed, type SeenReview } from './door.js';
import { sayIn, scoreTables, titleOf } from './sheet-table.js';

const tags = ['reviews'];

type Sheet = z.input<typeof sheetAnswer>;

/** The sheet behind the publication gate; 409 while there is nothing of it to see. */
async function readSheet(call: RawCall, { found, facts, parts }: SeenReview): Promise<Sheet> {
  const { db } = call;
  const { view, number } = found;
  const row = await db.reviewCycle.findUnique({ where: { id: view.cycle } });
  const asked = { cycle: view.cycle, person: facts.person };
  const sheet = row && (await sheetOf(db, asked, parts));
  if (!sheet) throw new Refused('not_frozen');
  const { seen, ...stands } = sheet;
  return {
    ...{ review: found.id, number: shortNumberOf('review', number), key: view.key },
    ...{ person: view.person, card: view.card, stage: view.stage, released: facts.released },
    ...(view.department && { department: view.department }),
    period: { from: row.periodFrom, until: row.periodUntil },
    ...stands,
    ...seen,
    indicators: seen.indicators.map((one) => ({ ...one, title: titleOf(one.key) })),
  };
}

/** By `?format=html`, or where the caller would rather have a page than JSON. */
export const wantsPage = (call: Pick<RawCall, 'exchange'>, format: string | undefined): boolean =>
  format === 'html' ||
  (format === undefined && call.exchange.request.accepts(['json', 'html']) === 'html');

const day = (at: string): string => at.slice(0, 10);

const sheet = route({
  method: 'get',
  path: '/api/v1/reviews/{id}/sheet',
  operationId: 'reviews_sheet',
  summary: { zh: '评审结果单（JSON 或可打印页面）', en: 'The result sheet, as JSON or a page' },
  tags,
  permission: 'review.read',
  params: processParams,
  query: sheetQuery,
  response: sheetAnswer,
  handler: async (call) => {
    const { language, exchange, query } = call;
    const seen = await seenReview(call, call.params.id);
    const found = await readSheet(call, seen);
    const parts = found.blocks === undefined ? ['inputs'] : ['inputs', 'score'];
    const page = wantsPage(call, query.format);
    const after = { sheet: page ? 'html' : 'json', parts, version: found.scoreVersion };
    await tellViewed(call, { subject: found.review, action: 'review.view', after });
    if (!page) return found;
    const say = sayIn(language);
    const printed = sheetAnswer.parse(found);
    const title = say('title', { key: `${printed.key} ${printed.person.name}` });
    const facts: [string, string | undefined][] = [
      [say('person'), printed.person.name],
      [say('department'), printed.department?.name],
      [say('period'), `${day(printed.period.from)} – ${day(printed.period.until)}`],
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

/** J is the department's, as are R and K of its head. */
const ownerKindOf = (indicator: IndicatorKey, head: boolean): OwnerKind => {
  const shared = head && (indicator === 'responsiveness' || indicator === 'kept');
  return indicator === 'joint' || shared ? 'department' : 'person';
};

/** A form owed on somebody else's review is counted and not named. */
export const shownRecord = (record: CountedRecord): z.input<typeof recordAnswer> => {
  const { subject, number, process, title, value, weight, corrected, at } = record;
  const secret = process === 'review';
  return {
    subject: secret ? 'review' : subject,
    record: record.record,
    ...{ at, value, weight, corrected },
    ...(!secret && number !== null && process !== null
      ? { number: shortNumberOf(process as ProcessName, number) }
      : {}),
    ...(!secret && title !== null && { title }),
  };
};

const drillDown = route({
  method: 'get',
  path: '/api/v1/reviews/{id}/drill-down',
  operationId: 'reviews_drill_down',
  summary: { zh: '一个数字背后的每条记录', en: 'Every record behind a number' },
  tags,
  permission: 'review.read',
  params: processParams,
  query: drillQuery,
  response: pageOf(recordAnswer),
  handler: async (call) => {
    const { db, query } = call;
    const { found, facts, parts } = await seenReview(call, call.params.id);
    if (!parts.has('inputs')) throw notFound(call.params.id);
    const { cycle } = found.view;
    const key = { cycle_person: { cycle, person: facts.person } };
    const row = await db.reviewPerson.findUnique({ where: key });
    if (!row) throw new Refused('not_frozen');
    const { indicator, of = ownerKindOf(indicator, row.head), ...paging } = query;
    const owner = of === 'person' ? facts.person : row.department;
    const after = { drillDown: indicator, of };
    await tellViewed(call, { subject: found.id, action: 'review.view', after });
    if (owner === null) return { items: [], nextCursor: null };
    const page = await listRecords(db, { cycle, kind: of, owner, indicator }, paging);
    return { ...page, items: page.items.map(shownRecord) };
  },
});

/** How a score came about, and every record behind it (V7, V21). */
export const reviewSheetRoutes: readonly Route[] = [sheet, drillDown];
