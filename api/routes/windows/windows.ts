import { pageOf } from '../../../contracts/api/paging.js';
import {
  conflictAnswer,
  conflictQuery,
  windowAnswer,
  windowCancel,
  windowCreate,
  windowPatch,
  windowQuery,
} from '../../../contracts/window/windows.js';
import type { Access } from '../../../records/directory/access.js';
import { listConflicts } from '../../../records/window/conflicts.js';
import { circuitsOf, windowReach } from '../../../records/window/reach.js';
import { windowAnswerOf } from '../../../records/window/window-row.js';
import { windows, type WindowFilters, type WindowRow } from '../../../records/window/windows.js';
import type { Paging } from '../../../contracts/api/paging.js';
import { personOf } from '../../auth/principal.js';
import { route, type Route } from '../../route.js';
import { accessOf } from '../directory/access.js';
import { createRoute, idParams, readRoutes, updateRoute } from '../directory/crud.js';
import { settling } from './settling.js';

const tags = ['windows'];
const path = '/api/v1/windows';

/** A service is also meant by the circuits it stands on. */
const listed = {
  list: async (access: Access, listing: { filters: WindowFilters; paging: Paging }) => {
    const circuits = await circuitsOf(access.db, listing.filters.service ?? []);
    return windows.list(access, { ...listing, filters: { ...listing.filters, circuits } });
  },
  get: windows.get,
};

const core = {
  path: 'windows',
  operations: 'windows',
  words: { zh: '维护窗口', en: 'windows' },
  read: 'window.read',
  write: 'window.write',
  answer: windowAnswer,
  query: windowQuery,
  show: (row: WindowRow, { now }: { now: number }) => windowAnswerOf(row, now),
  reach: async (access: Access) => ({ reach: await windowReach(access.db, access.scope) }),
} as const;

const cancel = route({
  method: 'post',
  path: `${path}/{id}/cancel`,
  operationId: 'windows_cancel',
  summary: { zh: '取消维护窗口', en: 'Call a window off' },
  tags,
  permission: 'window.write',
  params: idParams,
  body: windowCancel,
  response: windowAnswer,
  handler: async (call) => {
    const of = { id: call.params.id, version: call.ifMatch };
    const row = await windows.cancel(accessOf(call, 'window.write'), of, call.body.reason);
    return windowAnswerOf(row, call.now);
  },
});

const approve = route({
  method: 'post',
  path: `${path}/{id}/approve`,
  operationId: 'windows_approve',
  summary: { zh: '批准维护窗口', en: 'Approve a window' },
  tags,
  permission: 'window.approve',
  params: idParams,
  response: windowAnswer,
  handler: async (call) => {
    const of = { id: call.params.id, version: call.ifMatch };
    const person = personOf(call.principal);
    const row = await windows.approve(accessOf(call, 'window.approve'), of, person.id);
    return windowAnswerOf(row, call.now);
  },
});

const conflicts = route({
  method: 'get',
  path: `${path}/conflicts`,
  operationId: 'windows_conflicts',
  summary: {
    zh: '冗余的两条腿落入重叠窗口',
    en: 'Overlapping windows over both legs of a pair',
  },
  tags,
  permission: 'window.read',
  query: conflictQuery,
  response: pageOf(conflictAnswer),
  handler: (call) => {
    const { cursor, limit, count, ...filters } = call.query;
    const listing = { filters, paging: { cursor, limit, count } };
    return listConflicts(accessOf(call, 'window.read'), listing);
  },
});

/** `conflicts` stands before `{id}`, which would take the word for an id. */
export const windowRoutes: readonly Route[] = [
  conflicts,
  ...readRoutes(core, listed),
  settling(createRoute(core, windowCreate, (access, draft) => windows.create(access, draft))),
  settling(updateRoute(core, windowPatch, windows.update)),
  settling(cancel),
  approve,
];
