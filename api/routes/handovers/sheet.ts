import { notFound } from '../../../contracts/api/refused.js';
import { exportQuery, sheetQuery } from '../../../contracts/handover/requests.js';
import { sheetAnswer } from '../../../contracts/handover/sheet.js';
import { shortNumberOf } from '../../../contracts/names.js';
import { processParams } from '../../../contracts/process/requests.js';
import { text } from '../../../contracts/text.js';
import type { HandoverView } from '../../../domain/handover/view.js';
import { checklistTable } from '../../../records/handover/export.js';
import { shownSheet } from '../../../records/handover/shown-sheet.js';
import { htmlPage } from '../../pages/html.js';
import { sheetHtml } from '../../pages/sheet.js';
import { seenProcess } from '../../processes/subject.js';
import { streamed } from '../../reply.js';
import { route, type Route } from '../../route.js';
import { writeTable } from '../../tables/write-table.js';
import { handoverDoor } from './door.js';
import { itemsOf } from './items.js';

const sheet = route({
  method: 'get',
  path: '/api/v1/handovers/{id}/sheet',
  operationId: 'handovers_sheet',
  summary: {
    zh: '验收单：打印页或数据；验收前为草稿',
    en: 'The acceptance sheet, to print or as data; a draft before the acceptance',
  },
  tags: ['handovers'],
  permission: handoverDoor.read,
  params: processParams,
  query: sheetQuery,
  response: sheetAnswer,
  handler: async (call) => {
    const { exchange, db, now, query, deps } = call;
    const row = await seenProcess<HandoverView>(call, handoverDoor, call.params.id);
    const shown = await shownSheet(db, row, { hash: query.hash, at: now });
    if (!shown) throw notFound('sheet');
    if (query.format === 'json') return shown;
    const { zone } = deps.settings;
    const language = query.lang ?? call.language;
    const body = sheetHtml(sheetAnswer.parse(shown), { language, zone });
    const number = shortNumberOf('handover', row.number);
    const title = `${text(language, 'sheet/title')} ${number}`;
    exchange.response.type('html').send(htmlPage({ language, title, body }));
    return streamed;
  },
});

const checklist = route({
  method: 'get',
  path: '/api/v1/handovers/{id}/checklist',
  operationId: 'handovers_checklist',
  summary: {
    zh: '导出检查清单及结论（CSV 或 XLSX）',
    en: 'The checklist with its verdicts as CSV or XLSX',
  },
  tags: ['handovers'],
  permission: handoverDoor.read,
  params: processParams,
  query: exportQuery,
  response: sheetAnswer,
  produces: 'application/octet-stream',
  handler: async (call) => {
    const { language, exchange, db, query } = call;
    const { view, number } = await seenProcess<HandoverView>(call, handoverDoor, call.params.id);
    const table = await checklistTable(db, itemsOf(view), language);
    const name = `${shortNumberOf('handover', number)}-checklist`;
    const file = await writeTable({ name, ...table }, query.format ?? 'xlsx');
    exchange.response
      .type(file.contentType)
      .set('Content-Disposition', `attachment; filename="${file.fileName}"`)
      .send(file.bytes);
    return streamed;
  },
});

export const handoverSheetRoutes: readonly Route[] = [sheet, checklist];
