import { z } from 'zod';
import { manyOf } from '../../../contracts/api/fields.js';
import { pageOf, pagingQuery } from '../../../contracts/api/paging.js';
import {
  webhookAnswer,
  webhookCreate,
  webhookCreated,
  webhookDelivery,
  webhookPatch,
  webhookReplay,
  webhookReplayed,
} from '../../../contracts/webhook/webhooks.js';
import {
  deliveryAnswerOf,
  listWebhookDeliveries,
  replayDeliveries,
  sendTest,
} from '../../../records/webhook/deliveries.js';
import { mintWebhookSecret, webhookAnswerOf, webhooks } from '../../../records/webhook/webhooks.js';
import { reply } from '../../reply.js';
import { route, type Route } from '../../route.js';
import { accessOf } from '../directory/access.js';
import { idParams, readRoutes, removeRoute, updateRoute } from '../directory/crud.js';

const tags = ['webhooks'];
const path = '/api/v1/webhooks';

const core = {
  path: 'webhooks',
  operations: 'webhooks',
  words: { zh: '外发 webhook', en: 'webhooks' },
  read: 'webhook.read',
  write: 'webhook.write',
  answer: webhookAnswer,
  query: z.strictObject({
    ...pagingQuery,
    state: manyOf(z.enum(['active', 'paused'])).optional(),
  }),
  show: webhookAnswerOf,
} as const;

const create = route({
  method: 'post',
  path,
  operationId: 'webhooks_create',
  summary: { zh: '新建外发 webhook，密钥仅此一次显示', en: 'Subscribe; the secret is shown once' },
  tags,
  permission: 'webhook.write',
  body: webhookCreate,
  response: webhookCreated,
  status: 201,
  secrets: ['secret'],
  handler: async (call) => {
    const secret = mintWebhookSecret();
    const row = await webhooks.create(accessOf(call, 'webhook.write'), call.body, secret);
    const headers = { Location: `${path}/${row.id}` };
    return reply({ ...webhookAnswerOf(row), secret }, { headers });
  },
});

const rotate = route({
  method: 'post',
  path: `${path}/{id}/rotate-secret`,
  operationId: 'webhooks_rotate_secret',
  summary: { zh: '更换密钥，新旧同时签名', en: 'Give a new secret; both sign until the next' },
  tags,
  permission: 'webhook.write',
  params: idParams,
  response: webhookCreated,
  secrets: ['secret'],
  handler: async (call) => {
    const secret = mintWebhookSecret();
    const of = { id: call.params.id, version: call.ifMatch, secret };
    const row = await webhooks.rotateSecret(accessOf(call, 'webhook.write'), of);
    return { ...webhookAnswerOf(row), secret };
  },
});

const deliveries = route({
  method: 'get',
  path: `${path}/{id}/deliveries`,
  operationId: 'webhooks_deliveries',
  summary: { zh: '投递记录，新的在前', en: 'Deliveries, newest first' },
  tags,
  permission: 'webhook.read',
  params: idParams,
  query: z.strictObject({
    ...pagingQuery,
    state: manyOf(z.enum(['pending', 'delivered', 'failed'])).optional(),
  }),
  response: pageOf(webhookDelivery),
  handler: async (call) => {
    const { id } = await webhooks.get(accessOf(call, 'webhook.read'), call.params.id, {});
    const { state, ...paging } = call.query;
    const page = await listWebhookDeliveries(call.db, { webhook: id, state, paging });
    return { ...page, items: page.items.map(deliveryAnswerOf) };
  },
});

const replay = route({
  method: 'post',
  path: `${path}/{id}/replay`,
  operationId: 'webhooks_replay',
  summary: { zh: '重新投递，标识不变', en: 'Send deliveries once more, under the same ids' },
  tags,
  permission: 'webhook.write',
  params: idParams,
  body: webhookReplay,
  response: webhookReplayed,
  status: 202,
  handler: async (call) => {
    const access = accessOf(call, 'webhook.write');
    const { id } = await webhooks.get(access, call.params.id, {});
    return { replayed: await replayDeliveries(access, { webhook: id, asked: call.body }) };
  },
});

const test = route({
  method: 'post',
  path: `${path}/{id}/test`,
  operationId: 'webhooks_test',
  summary: { zh: '发送一次测试', en: 'Send a test, also while paused' },
  tags,
  permission: 'webhook.write',
  params: idParams,
  response: webhookDelivery,
  status: 202,
  handler: async (call) => {
    const access = accessOf(call, 'webhook.write');
    const { id } = await webhooks.get(access, call.params.id, {});
    return deliveryAnswerOf(await sendTest(access, id));
  },
});

/** Outgoing webhooks (api.md §4 and §5). */
export const webhookRoutes: readonly Route[] = [
  ...readRoutes(core, webhooks),
  create,
  updateRoute(core, webhookPatch, webhooks.update),
  removeRoute(core, webhooks.remove),
  rotate,
  deliveries,
  replay,
  test,
];
