import { z } from 'zod';
import { idIn, manyOf } from '../../../contracts/api/fields.js';
import { pageOf, pagingQuery } from '../../../contracts/api/paging.js';
import { keyAnswer, keyCreate, keyCreated } from '../../../contracts/directory/keys.js';
import { createKey, getKey, listKeys, revokeKey } from '../../../records/directory/keys.js';
import { reply } from '../../reply.js';
import { route } from '../../route.js';
import { accessOf } from './access.js';
import { idParams } from './crud.js';

const tags = ['access'];
const path = '/api/v1/keys';

const list = route({
  method: 'get',
  path,
  operationId: 'keys_list',
  summary: { zh: '密钥列表', en: 'List keys' },
  tags,
  permission: 'access.read',
  query: z.strictObject({ ...pagingQuery, person: manyOf(idIn).optional() }),
  response: pageOf(keyAnswer),
  handler: (call) => {
    const { person, ...paging } = call.query;
    return listKeys(accessOf(call, 'access.read'), { filters: { person }, paging });
  },
});

const get = route({
  method: 'get',
  path: `${path}/{id}`,
  operationId: 'keys_get',
  summary: { zh: '读取密钥（不含密钥本身）', en: 'Get a key without its secret' },
  tags,
  permission: 'access.read',
  params: idParams,
  response: keyAnswer,
  handler: (call) => getKey(accessOf(call, 'access.read'), call.params.id),
});

const create = route({
  method: 'post',
  path,
  operationId: 'keys_create',
  summary: { zh: '新建密钥，仅此一次显示', en: 'Create a key, shown only once' },
  tags,
  permission: 'access.write',
  body: keyCreate,
  response: keyCreated,
  status: 201,
  secrets: ['key'],
  handler: async (call) => {
    const made = await createKey(accessOf(call, 'access.write'), call.body);
    return reply(made, { headers: { Location: `${path}/${made.id}` } });
  },
});

const revoke = route({
  method: 'delete',
  path: `${path}/{id}`,
  operationId: 'keys_revoke',
  summary: { zh: '吊销密钥', en: 'Revoke a key' },
  tags,
  permission: 'access.write',
  params: idParams,
  response: z.undefined(),
  status: 204,
  handler: async (call) => {
    await revokeKey(accessOf(call, 'access.write'), call.params.id);
    call.deps.keys.forget();
    return undefined;
  },
});

export const keyRoutes = [list, get, create, revoke];
