import { z } from 'zod';
import { cycleParams, exportQuery } from '../../../contracts/review/cycles.js';
import type { ReviewView } from '../../../domain/review/view.js';
import { shortNumberOf } from '../../../contracts/names.js';
import { reviewsFacts } from '../../../records/review/gate.js';
import { sheetOf } from '../../../records/review/sheet.js';
import { text } from '../../../contracts/text.js';
import { streamed } from '../../reply.js';
import { route, type RawCall, type Route } from '../../route.js';
import { writeTable, type Cell, type WrittenTable } from '../../tables/write-table.js';
import { partsFor, tellViewed } from '../reviews/door.js';
import { sayIn } from '../reviews/sheet-table.js';
import { departmentSheets } from './departments.js';
import { seenCycle, type SeenCycle } from './door.js';

const blocks = ['results', 'quality', 'linkage', 'growth'] as const;
const reviewsMax = 1_000;

interface ReviewRow {
  id: string;
  number: number;
  view: ReviewView;
}

const scoreCells = (seen: Awaited<ReturnType<typeof sheetOf>>): Cell[] => {
  const score = seen?.seen;
  if (!score?.blocks) return [...blocks.map(() => null), null, null, null, null, null];
  const byKey = new Map(score.blocks.map((block) => [block.key, block.score]));
  const tenth = (value: number | undefined) =>
    value === undefined ? null : Math.round(value * 10) / 10;
  return [
    ...blocks.map((key) => tenth(byKey.get(key))),
    ...[tenth(score.coverage), score.manager, score.calibration, score.final, score.band],
  ];
};

/** People whose review the caller may see; scores only where the gate gives them. */
async function peopleTable(call: RawCall, { row, now }: SeenCycle) {
  const { db, principal, language } = call;
  const say = sayIn(language);
  const found = (await db.processRow.findMany({
    where: { process: 'review', about: row.id },
    orderBy: { number: 'asc' },
    take: reviewsMax,
  })) as unknown as ReviewRow[];
  const facts = await reviewsFacts(
    db,
    found.map(({ id }) => id),
  );
  const exported: { review: string; parts: string[] }[] = [];
  const rows: Cell[][] = [];
  for (const { id, number, view } of found) {
    const known = facts.get(id);
    const parts = known && partsFor(principal, known, view.department?.id ?? null);
    if (!parts?.has('completion')) continue;
    const asked = { cycle: row.id, person: view.person.id };
    const sheet = parts.has('score') ? await sheetOf(db, asked, parts) : undefined;
    const open = view.tasks.filter(({ outcome }) => outcome === undefined);
    exported.push({ review: id, parts: sheet ? ['completion', 'score'] : ['completion'] });
    rows.push([
      ...[shortNumberOf('review', number), view.person.name, view.department?.name],
      text(language, `review/stage/${view.stage}`),
      ...[open.length, open.filter(({ dueAt }) => dueAt < now).length],
      ...scoreCells(sheet),
    ]);
  }
  const header = [
    ...['RV', say('person'), say('department'), say('stage'), say('open'), say('late')],
    ...blocks.map((key) => say(`blocks/${key}`)),
    ...[say('coverage'), say('manager'), say('calibration'), say('final'), say('band')],
  ];
  return { exported, table: { name: row.key, header, rows } satisfies WrittenTable };
}

async function departmentsTable(call: RawCall, seen: SeenCycle) {
  const say = sayIn(call.language);
  const sheets = await departmentSheets(call, seen);
  const exported = sheets.map(({ department }) => ({ department: department.id }));
  const keys = ['responsiveness', 'joint', 'feedback', 'kept'] as const;
  const rows = sheets.map(({ department, indicators, coverage, final, band }): Cell[] => [
    ...[department.id, department.name],
    ...keys.map((key) => indicators.find((one) => one.key === key)?.value),
    ...[coverage, final, band],
  ]);
  const header = [
    ...['id', say('department'), ...keys.map((key) => say(`indicators/${key}`))],
    ...[say('coverage'), say('final'), say('band')],
  ];
  const table: WrittenTable = { name: `${seen.row.key}-departments`, header, rows };
  return { exported, table };
}

const exported = route({
  method: 'get',
  path: '/api/v1/review-cycles/{id}/export',
  operationId: 'review_cycles_export',
  summary: { zh: '导出（CSV 或 XLSX，经发布闸口）', en: 'Export as CSV or XLSX, behind the gate' },
  tags: ['review-cycles'],
  permission: 'review.read',
  params: cycleParams,
  query: exportQuery,
  response: z.unknown(),
  produces: 'text/csv',
  handler: async (call) => {
    const { query, exchange } = call;
    const seen = await seenCycle(call, call.params.id);
    const made =
      query.of === 'people' ? await peopleTable(call, seen) : await departmentsTable(call, seen);
    const after = { of: query.of, format: query.format, exported: made.exported };
    await tellViewed(call, { subject: seen.row.id, action: 'review.export', after });
    const { bytes, contentType, fileName } = await writeTable(made.table, query.format);
    exchange.response
      .set('Cache-Control', 'no-store')
      .set('Content-Disposition', `attachment; filename="${fileName}"`)
      .type(contentType)
      .send(bytes);
    return streamed;
  },
});

/** What leaves as a file; its line of the trail is written before. */
export const reviewExportRoutes: readonly Route[] = [exported];
