import { z } from 'zod';
import { idIn } from '../../../contracts/api/fields.js';
import { pageOf, type Page, type Paging } from '../../../contracts/api/paging.js';
import type { Access } from '../../../records/directory/access.js';
import type { Call } from '../../call.js';
import type { Permission } from '../../permissions.js';
import { reply } from '../../reply.js';
import { route, type Route } from '../../route.js';
import { accessOf } from './access.js';

export const idParams = z.strictObject({ id: idIn });

interface Versioned {
  id: string;
  version: number | undefined;
}

type AnyCall = Pick<
  Call<unknown, unknown, unknown>,
  'db' | 'principal' | 'requestId' | 'now' | 'deps'
>;

/** What every noun of the directory is to its routes. */
interface CrudCore<A extends z.ZodType, F extends object, Row> {
  /** Plural path segment below `/api/v1`, such as `role-bindings`. */
  path: string;
  /** Prefix of operation ids, such as `role_bindings`. */
  operations: string;
  words: { zh: string; en: string };
  read: Permission;
  write: Permission;
  answer: A;
  /** Paging and the filters of the noun. */
  query: z.ZodType<Paging & F>;
  /** The row as this caller may see it. */
  show(row: Row, call: AnyCall): z.input<A>;
  /** Filters that come from the caller's reach and not from the query. */
  reach?(access: Access): Promise<object>;
  /** After a write that this process, or a running one, must know of at once; no row when removed. */
  written?(call: AnyCall, row?: Row): void;
}

interface Listed<F extends object, Row> {
  list(access: Access, listing: { filters: F; paging: Paging }): Promise<Page<Row>>;
  get(access: Access, id: string, filters: F): Promise<Row>;
}

const tags = ['directory'];

/** `GET /noun` and `GET /noun/{id}`. */
export function readRoutes<A extends z.ZodType, F extends object, Row>(
  core: CrudCore<A, F, Row>,
  verbs: Listed<F, Row>,
): Route[] {
  const { path, operations, words, read, query } = core;
  return [
    route({
      method: 'get',
      path: `/api/v1/${path}`,
      operationId: `${operations}_list`,
      summary: { zh: `${words.zh}列表`, en: `List ${words.en}` },
      tags,
      permission: read,
      query,
      response: pageOf(core.answer),
      handler: async (call) => {
        const { cursor, limit, count, ...filters } = call.query;
        const access = accessOf(call, read);
        const page = await verbs.list(access, {
          filters: { ...filters, ...(await core.reach?.(access)) } as unknown as F,
          paging: { cursor, limit, count },
        });
        const items = page.items.map((row) => core.show(row, call));
        return { ...page, items } as z.input<ReturnType<typeof pageOf<A>>>;
      },
    }),
    route({
      method: 'get',
      path: `/api/v1/${path}/{id}`,
      operationId: `${operations}_get`,
      summary: { zh: `读取${words.zh}`, en: `Get one of the ${words.en}` },
      tags,
      permission: read,
      params: idParams,
      response: core.answer,
      handler: async (call) => {
        const access = accessOf(call, read);
        const reach = ((await core.reach?.(access)) ?? {}) as F;
        return core.show(await verbs.get(access, call.params.id, reach), call);
      },
    }),
  ];
}

/** `POST /noun`. */
export function createRoute<
  A extends z.ZodType,
  F extends object,
  Row extends { id: string },
  C extends z.ZodType,
>(
  core: CrudCore<A, F, Row>,
  body: C,
  create: (access: Access, draft: z.output<C>) => Promise<Row>,
): Route {
  const { path, operations, words, write } = core;
  return route({
    method: 'post',
    path: `/api/v1/${path}`,
    operationId: `${operations}_create`,
    summary: { zh: `新建${words.zh}`, en: `Create one of the ${words.en}` },
    tags,
    permission: write,
    body,
    response: core.answer,
    status: 201,
    handler: async (call) => {
      const row = await create(accessOf(call, write), call.body);
      core.written?.(call, row);
      const headers = { Location: `/api/v1/${path}/${row.id}` };
      return reply(core.show(row, call), { headers });
    },
  });
}

/** `PATCH /noun/{id}` with If-Match: a merge patch in which null takes a member away. */
export function updateRoute<A extends z.ZodType, F extends object, Row, P extends z.ZodType>(
  core: CrudCore<A, F, Row>,
  body: P,
  update: (access: Access, of: Versioned, patch: z.output<P>) => Promise<Row>,
): Route {
  const { path, operations, words, write } = core;
  return route({
    method: 'patch',
    path: `/api/v1/${path}/{id}`,
    operationId: `${operations}_update`,
    summary: { zh: `修改${words.zh}`, en: `Change one of the ${words.en}` },
    tags,
    permission: write,
    versioned: true,
    params: idParams,
    body,
    response: core.answer,
    handler: async (call) => {
      const of = { id: call.params.id, version: call.ifMatch };
      const row = await update(accessOf(call, write), of, call.body);
      core.written?.(call, row);
      return core.show(row, call);
    },
  });
}

/** `PUT /noun`: creates (201) or replaces (200) the one with the body's `externalRef`. */
export function upsertRoute<A extends z.ZodType, F extends object, Row, R extends z.ZodType>(
  core: CrudCore<A, F, Row>,
  body: R,
  upsert: (
    access: Access,
    given: { version: number | undefined; draft: z.output<R> },
  ) => Promise<{ created: boolean; answer: Row }>,
): Route {
  const { path, operations, words, write } = core;
  return route({
    method: 'put',
    path: `/api/v1/${path}`,
    operationId: `${operations}_upsert`,
    summary: {
      zh: `按 externalRef 新建或替换${words.zh}`,
      en: `Create or replace one of the ${words.en} by externalRef`,
    },
    tags,
    permission: write,
    body,
    response: core.answer,
    handler: async (call) => {
      const given = { version: call.ifMatch, draft: call.body };
      const { created, answer } = await upsert(accessOf(call, write), given);
      core.written?.(call, answer);
      return reply(core.show(answer, call), { status: created ? 201 : 200 });
    },
  });
}

/** `DELETE /noun/{id}`: 204, or 422 `in_use` with what stands on it. */
export function removeRoute<A extends z.ZodType, F extends object, Row>(
  core: CrudCore<A, F, Row>,
  remove: (access: Access, of: Versioned) => Promise<void>,
): Route {
  const { path, operations, words, write } = core;
  return route({
    method: 'delete',
    path: `/api/v1/${path}/{id}`,
    operationId: `${operations}_delete`,
    summary: { zh: `删除${words.zh}`, en: `Delete one of the ${words.en}` },
    tags,
    permission: write,
    params: idParams,
    response: z.undefined(),
    status: 204,
    handler: async (call) => {
      await remove(accessOf(call, write), { id: call.params.id, version: call.ifMatch });
      core.written?.(call);
      return undefined;
    },
  });
}
