import { z } from 'zod';

import { cutPage, decodeCursor, pageOf, pagingQuery } from '../../../contracts/api/paging.js';
import { alertAnswer } from '../../../contracts/incident/answers.js';
import { idParams } from '../../../contracts/incident/requests.js';
import { route, type Route } from '../../route.js';
import { seen } from './subject.js';

const cursorKeys = z.tuple([z.string()]);

const alerts = route({
  method: 'get',
  path: '/api/v1/incidents/{id}/alerts',
  operationId: 'incident_alerts',
  summary: { zh: '告警，各有其状态', en: 'Alerts, each with its own state' },
  tags: ['incidents'],
  permission: 'incident.trace',
  params: idParams,
  query: z.strictObject(pagingQuery),
  response: pageOf(alertAnswer),
  handler: async (call) => {
    const { db, query } = call;
    const { id } = await seen(call, call.params.id, { permission: 'incident.trace' });
    const list = `alerts ${id}`;
    const where = { subject: id, kind: 'alert' };
    const after = query.cursor && decodeCursor(list, cursorKeys, query.cursor)[0];
    const rows = await db.processFact.findMany({
      where: { ...where, ...(after ? { key: { gt: after } } : {}) },
      orderBy: { key: 'asc' },
      take: query.limit + 1,
    });
    const page = cutPage(list, rows, { limit: query.limit, keysOf: ({ key }) => [key] });
    const items = page.items.map(({ key, data }) => ({ key, data: data as Data }));
    const total = query.count ? { total: await db.processFact.count({ where }) } : {};
    return { nextCursor: page.nextCursor, items, ...total };
  },
});

type Data = (typeof alertAnswer)['_zod']['input']['data'];

export const incidentAlertRoutes: readonly Route[] = [alerts];
