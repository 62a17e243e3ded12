import { z } from 'zod';
import { flagIn, idIn } from '../../../contracts/api/fields.js';
import { pageOf, pagingQuery } from '../../../contracts/api/paging.js';
import {
  packAnswer,
  packInstall,
  presetAnswer,
  templateAnswer,
  templateCreate,
  templateDiff,
  templateEdit,
  templatesFilter,
} from '../../../contracts/notice/templates.js';
import {
  diffTemplate,
  getTemplate,
  listPresets,
  listTemplates,
} from '../../../records/notice/templates.js';
import {
  createTemplate,
  editTemplate,
  installTemplates,
  removeTemplate,
} from '../../../records/notice/write-template.js';
import { reply } from '../../reply.js';
import { route, type Route } from '../../route.js';
import { accessOf } from '../directory/access.js';
import { idParams } from '../directory/crud.js';

const tags = ['templates'];
const templatesQuery = z.strictObject({
  ...pagingQuery,
  ...templatesFilter,
  current: flagIn.optional(),
});

const list = route({
  method: 'get',
  path: '/api/v1/templates',
  operationId: 'templates_list',
  summary: { zh: '通告模板的各版本', en: 'Versions of notice templates' },
  tags,
  permission: 'template.read',
  query: templatesQuery,
  response: pageOf(templateAnswer),
  handler: ({ db, query }) => {
    const { cursor, limit, count, ...filters } = query;
    return listTemplates({ db }, { filters, paging: { cursor, limit, count } });
  },
});

const get = route({
  method: 'get',
  path: '/api/v1/templates/{id}',
  operationId: 'templates_get',
  summary: { zh: '模板的一个版本', en: 'One version of a template' },
  tags,
  permission: 'template.read',
  params: idParams,
  response: templateAnswer,
  handler: ({ db, params }) => getTemplate({ db }, params.id),
});

const diff = route({
  method: 'get',
  path: '/api/v1/templates/{id}/diff',
  operationId: 'templates_diff',
  summary: {
    zh: '与来源预置（或另一版本）的差异',
    en: 'What it changes against its preset, or another version',
  },
  tags,
  permission: 'template.read',
  params: idParams,
  query: z.strictObject({ against: idIn.optional() }),
  response: templateDiff,
  handler: ({ db, params, query }) => diffTemplate({ db }, params.id, query.against),
});

const create = route({
  method: 'post',
  path: '/api/v1/templates',
  operationId: 'templates_create',
  summary: {
    zh: '新增自有模板，如仅用于 P1',
    en: 'Add a template of your own, such as for P1 alone',
  },
  tags,
  permission: 'template.write',
  body: templateCreate,
  response: templateAnswer,
  status: 201,
  handler: async (call) => {
    const answer = await createTemplate(accessOf(call, 'template.write'), call.body);
    return reply(answer, { headers: { Location: `/api/v1/templates/${answer.id}` } });
  },
});

const edit = route({
  method: 'patch',
  path: '/api/v1/templates/{id}',
  operationId: 'templates_update',
  summary: { zh: '修改现行模板，成为新版本', en: 'Edit the template in force, as a new version' },
  tags,
  permission: 'template.write',
  versioned: true,
  params: idParams,
  body: templateEdit,
  response: templateAnswer,
  handler: async (call) => {
    const of = { id: call.params.id, version: call.ifMatch };
    const answer = await editTemplate(accessOf(call, 'template.write'), of, call.body);
    return reply(answer, { headers: { Location: `/api/v1/templates/${answer.id}` } });
  },
});

const remove = route({
  method: 'delete',
  path: '/api/v1/templates/{id}',
  operationId: 'templates_remove',
  summary: {
    zh: '撤回本地修改，恢复预置文本；自有模板停用',
    en: 'Take a local edit back to the preset; retire a template of your own',
  },
  tags,
  permission: 'template.write',
  versioned: true,
  params: idParams,
  response: z.object({}),
  handler: async (call) => {
    const of = { id: call.params.id, version: call.ifMatch };
    await removeTemplate(accessOf(call, 'template.write'), of);
    return {};
  },
});

const presets = route({
  method: 'get',
  path: '/api/v1/presets',
  operationId: 'presets_list',
  summary: { zh: '已安装的内容包', en: 'Installed content packs' },
  tags,
  permission: 'template.read',
  response: z.object({ items: z.array(presetAnswer) }),
  handler: async ({ db }) => ({ items: await listPresets({ db }) }),
});

const install = route({
  method: 'post',
  path: '/api/v1/presets',
  operationId: 'presets_install',
  summary: {
    zh: '安装通告包的新版本，本地修改保留其上',
    en: 'Install a newer pack of notices; local edits are kept over it',
  },
  tags,
  permission: 'template.write',
  body: packInstall,
  response: packAnswer,
  status: 201,
  handler: (call) => installTemplates(accessOf(call, 'template.write'), call.body),
});

export const templateRoutes: readonly Route[] = [
  list,
  get,
  diff,
  create,
  edit,
  remove,
  presets,
  install,
];
