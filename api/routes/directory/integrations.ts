import { z } from 'zod';
import { idIn, manyOf } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  intakeLogAnswer,
  integrationAnswer,
  integrationCreate,
  integrationCreated,
  integrationPatch,
} from '../../../contracts/directory/integrations.js';
import { intakeFormats } from '../../../contracts/intake/format-name.js';
import { setupText } from '../../../contracts/intake/setup.js';
import {
  intakeLogOf,
  integrationAnswerOf,
  integrations,
  mintIntegrationKey,
  noteKeyShown,
  type IntegrationRow,
} from '../../../records/directory/integrations.js';
import type { ApiDeps } from '../../deps.js';
import { reply } from '../../reply.js';
import { route } from '../../route.js';
import { watching } from '../intake/watching.js';
import { accessOf } from './access.js';
import { idParams, readRoutes, removeRoute, updateRoute } from './crud.js';

const tags = ['integrations'];
const path = '/api/v1/integrations';

const core = {
  path: 'integrations',
  operations: 'integrations',
  words: { zh: '集成', en: 'integrations' },
  read: 'integration.read',
  write: 'integration.write',
  answer: integrationAnswer,
  query: z.strictObject({
    ...pagingQuery,
    format: manyOf(z.enum(intakeFormats)).optional(),
    service: manyOf(idIn).optional(),
    site: manyOf(idIn).optional(),
  }),
  show: integrationAnswerOf,
} as const;

const urlOf = (deps: ApiDeps, key: string): string => `${deps.settings.publicUrl}/in/${key}`;

const withKey = (row: IntegrationRow, deps: ApiDeps) => ({
  ...integrationAnswerOf(row),
  key: row.key,
  url: urlOf(deps, row.key),
});

const create = route({
  method: 'post',
  path,
  operationId: 'integrations_create',
  summary: { zh: '新建集成', en: 'Create an integration' },
  tags,
  permission: 'integration.write',
  body: integrationCreate,
  response: integrationCreated,
  status: 201,
  secrets: ['key', 'url'],
  handler: async (call) => {
    const row = await integrations.create(accessOf(call, 'integration.write'), call.body);
    return reply(withKey(row, call.deps), { headers: { Location: `${path}/${row.id}` } });
  },
});

const rotate = route({
  method: 'post',
  path: `${path}/{id}/rotate-key`,
  operationId: 'integrations_rotate_key',
  summary: { zh: '更换集成密钥，旧密钥立即失效', en: 'Give a new key; the old one stops at once' },
  tags,
  permission: 'integration.write',
  params: idParams,
  response: integrationCreated,
  secrets: ['key', 'url'],
  handler: async (call) => {
    const of = { id: call.params.id, version: call.ifMatch, key: mintIntegrationKey() };
    const row = await integrations.rotateKey(accessOf(call, 'integration.write'), of);
    return withKey(row, call.deps);
  },
});

const setup = route({
  method: 'get',
  path: `${path}/{id}/setup`,
  operationId: 'integrations_setup',
  summary: { zh: '可直接粘贴的配置', en: 'Configuration ready to paste' },
  tags,
  permission: 'integration.write',
  params: idParams,
  response: z.object({
    title: z.string(),
    steps: z.array(z.string()),
    snippet: z.array(z.object({ language: z.string(), text: z.string() })),
  }),
  handler: async (call) => {
    const access = accessOf(call, 'integration.write');
    const row = await integrations.get(access, call.params.id, {});
    await noteKeyShown(access, row.id);
    const target = { url: urlOf(call.deps, row.key), key: row.key, language: call.language };
    return setupText(integrationAnswerOf(row).format, target);
  },
});

const log = route({
  method: 'get',
  path: `${path}/{id}/log`,
  operationId: 'integrations_log',
  summary: { zh: '最近 200 次接收与结果', en: 'The last 200 bodies and what became of each' },
  tags,
  permission: 'integration.read',
  params: idParams,
  response: intakeLogAnswer,
  handler: async (call) => {
    const { id } = await integrations.get(accessOf(call, 'integration.read'), call.params.id, {});
    return intakeLogOf(call.db, id);
  },
});

export const integrationRoutes = [
  ...readRoutes(core, integrations),
  watching(create),
  watching(updateRoute(core, integrationPatch, integrations.update)),
  watching(removeRoute(core, integrations.remove)),
  rotate,
  setup,
  log,
];
