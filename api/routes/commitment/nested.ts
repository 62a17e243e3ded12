import { z } from 'zod';
import { idIn } from '../../../contracts/api/fields.js';
import { pageOf, pagingQuery, type Page, type Paging } from '../../../contracts/api/paging.js';
import { notFound } from '../../../contracts/api/refused.js';
import type { Access } from '../../../records/directory/access.js';
import type { PatchOf, Versioned } from '../../../records/directory/noun.js';
import type { Permission } from '../../permissions.js';
import { reply } from '../../reply.js';
import { route, type Route } from '../../route.js';
import { accessOf } from '../directory/access.js';

/** The ids in the path above the noun: `id`, and `service` where it lies two levels below. */
type Above = Record<string, string>;

interface Nested {
  /** Such as `/api/v1/customers/{id}/contacts`. */
  path: string;
  /** Names of the parameters in it. */
  above: readonly string[];
  /** The name of its own parameter. */
  one: string;
  operations: string;
  words: { zh: string; en: string };
  read: Permission;
  write: Permission;
  answer: z.ZodType;
  create: z.ZodType;
  patch: z.ZodType;
  replace: z.ZodType;
  /** The parent's id, once the caller is known to see it; 404 else. */
  parentOf(access: Access, above: Above): Promise<string>;
}

interface Verbs<Row, Draft> {
  list(access: Access, parent: string, paging: Paging): Promise<Page<Row>>;
  get(access: Access, id: string): Promise<Row>;
  parentIn(row: Row): string;
  /** The draft with its parent. */
  within(draft: object, parent: string): Draft;
  create(access: Access, draft: Draft): Promise<Row>;
  update(access: Access, of: Versioned, patch: PatchOf<Draft>): Promise<Row>;
  upsert(
    access: Access,
    given: { version: number | undefined; draft: Draft },
  ): Promise<{ created: boolean; answer: Row }>;
  remove(access: Access, of: Versioned): Promise<void>;
}

type Stored = { id: string };

const tags = ['directory'];

const paramsOf = (names: readonly string[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, idIn])));

const onePath = ({ path, one }: Nested): string => `${path}/{${one}}`;

/** A row by its whole path: 404 where it lies below another parent. */
async function own<Row extends Stored, Draft>(
  spec: Nested,
  verbs: Verbs<Row, Draft>,
  { access, params }: { access: Access; params: Above },
): Promise<Row> {
  const parent = await spec.parentOf(access, params);
  const row = await verbs.get(access, params[spec.one] ?? '');
  if (verbs.parentIn(row) !== parent) throw notFound(spec.operations);
  return row;
}

function readsOf<Row extends Stored, Draft>(spec: Nested, verbs: Verbs<Row, Draft>): Route[] {
  const { path, operations, words, read, answer, above, one } = spec;
  return [
    route({
      ...{ method: 'get', path, tags, permission: read, operationId: `${operations}_list` },
      summary: { zh: `${words.zh}列表`, en: `List ${words.en}` },
      params: paramsOf(above),
      query: z.strictObject(pagingQuery),
      response: pageOf(answer),
      handler: async (call) => {
        const access = accessOf(call, read);
        const parent = await spec.parentOf(access, call.params);
        return verbs.list(access, parent, call.query);
      },
    }),
    route({
      ...{ method: 'get', path: onePath(spec), tags, permission: read },
      operationId: `${operations}_get`,
      summary: { zh: `读取${words.zh}`, en: `Get one of ${words.en}` },
      params: paramsOf([...above, one]),
      response: answer,
      handler: (call) => own(spec, verbs, { access: accessOf(call, read), params: call.params }),
    }),
  ];
}

function makingOf<Row extends Stored, Draft>(spec: Nested, verbs: Verbs<Row, Draft>): Route[] {
  const { path, operations, words, write, answer, above } = spec;
  const common = { path, tags, permission: write, params: paramsOf(above), response: answer };
  return [
    route({
      ...{ ...common, method: 'post', operationId: `${operations}_create`, status: 201 },
      summary: { zh: `新建${words.zh}`, en: `Create one of ${words.en}` },
      body: spec.create,
      handler: async (call) => {
        const access = accessOf(call, write);
        const parent = await spec.parentOf(access, call.params);
        const made = await verbs.create(access, verbs.within(call.body as object, parent));
        const place = path.replace(/\{(\w+)\}/g, (_, name: string) => call.params[name] ?? '');
        return reply(made, { headers: { Location: `${place}/${made.id}` } });
      },
    }),
    route({
      ...{ ...common, method: 'put', operationId: `${operations}_upsert` },
      summary: {
        zh: `按 externalRef 新建或替换${words.zh}`,
        en: `Create or replace one of ${words.en} by externalRef`,
      },
      body: spec.replace,
      handler: async (call) => {
        const access = accessOf(call, write);
        const parent = await spec.parentOf(access, call.params);
        const draft = verbs.within(call.body as object, parent);
        const made = await verbs.upsert(access, { version: call.ifMatch, draft });
        return reply(made.answer, { status: made.created ? 201 : 200 });
      },
    }),
  ];
}

function changingOf<Row extends Stored, Draft>(spec: Nested, verbs: Verbs<Row, Draft>): Route[] {
  const { operations, words, write, answer, above, one } = spec;
  const params = paramsOf([...above, one]);
  const common = { path: onePath(spec), tags, permission: write, params };
  return [
    route({
      ...{ ...common, method: 'patch', operationId: `${operations}_update`, versioned: true },
      summary: { zh: `修改${words.zh}`, en: `Change one of ${words.en}` },
      body: spec.patch,
      response: answer,
      handler: async (call) => {
        const access = accessOf(call, write);
        const { id } = await own(spec, verbs, { access, params: call.params });
        const patch = call.body as PatchOf<Draft>;
        return verbs.update(access, { id, version: call.ifMatch }, patch);
      },
    }),
    route({
      ...{ ...common, method: 'delete', operationId: `${operations}_delete`, status: 204 },
      summary: { zh: `删除${words.zh}`, en: `Delete one of ${words.en}` },
      response: z.undefined(),
      handler: async (call) => {
        const access = accessOf(call, write);
        const { id } = await own(spec, verbs, { access, params: call.params });
        await verbs.remove(access, { id, version: call.ifMatch });
        return undefined;
      },
    }),
  ];
}

/** CRUD of rows that lie below a parent in the path and are answered as they are. */
export const nestedRoutes = <Row extends Stored, Draft>(
  spec: Nested,
  verbs: Verbs<Row, Draft>,
): Route[] => [...readsOf(spec, verbs), ...makingOf(spec, verbs), ...changingOf(spec, verbs)];
