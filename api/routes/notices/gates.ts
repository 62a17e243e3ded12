import { gateReport, gatesQuery } from '../../../contracts/notice/gates.js';
import { gateReport as readReport } from '../../../records/notice/gate-events.js';
import { route, type Route } from '../../route.js';

const gates = route({
  method: 'get',
  path: '/api/v1/reports/gates',
  operationId: 'report_gates',
  summary: {
    zh: '拦截、改写与更正的统计',
    en: 'Attempts held back, overrides and corrections in a period',
  },
  tags: ['reports'],
  permission: 'report.read',
  query: gatesQuery,
  response: gateReport,
  handler: ({ db, query }) =>
    readReport(db, { from: new Date(query.from), to: new Date(query.to) }),
});

export const gateReportRoutes: readonly Route[] = [gates];
