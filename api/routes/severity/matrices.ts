import { z } from 'zod';
import { idIn } from '../../../contracts/api/fields.js';
import { pageOf } from '../../../contracts/api/paging.js';
import {
  matricesQuery,
  matrixAnswer,
  matrixDiff,
  matrixEdit,
  matrixHead,
  matrixInstall,
} from '../../../contracts/severity/matrices.js';
import { diffMatrix, getMatrix, listMatrices } from '../../../records/severity/matrices.js';
import { editMatrix, installMatrix } from '../../../records/severity/write-matrix.js';
import { reply } from '../../reply.js';
import { route, type Route } from '../../route.js';
import { accessOf } from '../directory/access.js';
import { idParams } from '../directory/crud.js';

const tags = ['severity'];

const list = route({
  method: 'get',
  path: '/api/v1/matrices',
  operationId: 'matrices_list',
  summary: { zh: '定级标准的各版本', en: 'Versions of the severity standard' },
  tags,
  permission: 'severity.read',
  query: matricesQuery,
  response: pageOf(matrixHead),
  handler: ({ db, query }) => {
    const { cursor, limit, count, current } = query;
    return listMatrices({ db }, { filters: { current }, paging: { cursor, limit, count } });
  },
});

const get = route({
  method: 'get',
  path: '/api/v1/matrices/{id}',
  operationId: 'matrices_get',
  summary: {
    zh: '读取定级标准的一个版本；current 为现行版本',
    en: 'One version of the severity standard; current is the one in force',
  },
  tags,
  permission: 'severity.read',
  params: idParams,
  response: matrixAnswer,
  handler: ({ db, params }) => getMatrix({ db }, params.id),
});

const diff = route({
  method: 'get',
  path: '/api/v1/matrices/{id}/diff',
  operationId: 'matrices_diff',
  summary: {
    zh: '与来源预置版本（或另一版本）的差异',
    en: 'What it changes against the preset it came from, or another version',
  },
  tags,
  permission: 'severity.read',
  params: idParams,
  query: z.strictObject({ against: idIn.optional() }),
  response: matrixDiff,
  handler: ({ db, params, query }) => diffMatrix({ db }, params.id, query.against),
});

const install = route({
  method: 'post',
  path: '/api/v1/matrices',
  operationId: 'matrices_install',
  summary: {
    zh: '安装预置的新版本，本地修改保留其上',
    en: 'Install a newer preset; local edits are kept over it',
  },
  tags,
  permission: 'severity.write',
  body: matrixInstall,
  response: matrixAnswer,
  status: 201,
  handler: async (call) => {
    const answer = await installMatrix(accessOf(call, 'severity.write'), call.body);
    return reply(answer, { headers: { Location: `/api/v1/matrices/${answer.id}` } });
  },
});

const edit = route({
  method: 'patch',
  path: '/api/v1/matrices/{id}',
  operationId: 'matrices_update',
  summary: {
    zh: '修改现行定级标准，成为新版本',
    en: 'Edit the standard in force, as a new version',
  },
  tags,
  permission: 'severity.write',
  versioned: true,
  params: idParams,
  body: matrixEdit,
  response: matrixAnswer,
  handler: async (call) => {
    const of = { id: call.params.id, version: call.ifMatch };
    const answer = await editMatrix(accessOf(call, 'severity.write'), of, call.body);
    return reply(answer, { headers: { Location: `/api/v1/matrices/${answer.id}` } });
  },
});

export const matrixRoutes: readonly Route[] = [list, get, diff, install, edit];
