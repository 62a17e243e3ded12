import { Refused } from '../../../../contracts/api/refused.js';
import { processParams } from '../../../../contracts/process/requests.js';
import { shortNumberOf } from '../../../../contracts/names.js';
import { text } from '../../../../contracts/text.js';
import { traceAnswer, traceQuery } from '../../../../contracts/uat/trace.js';
import { readTrace } from '../../../../records/uat/trace.js';
import { attachment } from '../../../files/sniff.js';
import { streamed } from '../../../reply.js';
import { route, type Route } from '../../../route.js';
import { writeTable } from '../../../tables/write-table.js';
import { handoverDoor } from '../door.js';
import { shownHandover } from './changing.js';
import { matrixOf } from './matrix.js';
import {
  presentCase,
  presentRequirement,
  presentVerdict,
  shownTrace,
  verdictOf,
  type Shown,
} from './present.js';

/** Rows of each kind that the answer carries; the lists and the table have all. */
const rowsMax = 100;
const tableRowsMax = 20_000;

function answerOf(shown: Shown) {
  const requirements = shown.trace.requirements.map((row) => presentRequirement(shown, row));
  const cases = shown.trace.cases.map((row) => presentCase(shown, row));
  return {
    verdict: presentVerdict(verdictOf(shown)),
    uncovered: requirements.filter(({ standing }) => standing === 'uncovered').slice(0, rowsMax),
    orphans: cases.filter(({ orphan }) => orphan).slice(0, rowsMax),
    stale: cases.filter(({ stale }) => stale).slice(0, rowsMax),
  };
}

const trace = route({
  method: 'get',
  path: '/api/v1/handovers/{id}/trace',
  operationId: 'handovers_trace',
  summary: {
    zh: '需求—用例—结果追溯；可导出 CSV 或 XLSX',
    en: 'Trace from requirement to case to result; also as CSV or XLSX',
  },
  tags: ['handovers'],
  permission: handoverDoor.read,
  params: processParams,
  query: traceQuery,
  response: traceAnswer,
  handler: async (call) => {
    const { language } = call;
    const row = await shownHandover(call);
    const shown = shownTrace(await readTrace(call.db, row.id));
    const { format } = call.query;
    if (format === undefined || format === 'json') return answerOf(shown);
    const { header, rows } = matrixOf(shown, language);
    if (rows.length > tableRowsMax) {
      const why = text(language, 'table/rows', { max: tableRowsMax });
      throw new Refused('table_too_large', { why });
    }
    const number = shortNumberOf('handover', row.number);
    const name = `${number} ${text(language, 'uat/sheet')}`;
    const file = await writeTable({ name, header, rows }, format);
    call.exchange.response
      .set('Content-Disposition', attachment(file.fileName))
      .type(file.contentType)
      .send(file.bytes);
    return streamed;
  },
});

export const traceRoutes: readonly Route[] = [trace];
