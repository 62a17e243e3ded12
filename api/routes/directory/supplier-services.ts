import { z } from 'zod';
import { idIn } from '../../../contracts/api/fields.js';
import { pageOf, pagingQuery } from '../../../contracts/api/paging.js';
import { notFound } from '../../../contracts/api/refused.js';
import {
  engineerVerify,
  supplierServiceAnswer,
  supplierServiceCreate,
  supplierServicePatch,
  supplierServiceReplace,
} from '../../../contracts/directory/suppliers.js';
import type { Access } from '../../../records/directory/access.js';
import { supplierServices, verifyEngineer } from '../../../records/directory/supplier-services.js';
import { suppliers } from '../../../records/directory/suppliers.js';
import { reply } from '../../reply.js';
import { route } from '../../route.js';
import { personOf } from '../../auth/principal.js';
import { accessOf } from './access.js';
import { idParams } from './crud.js';

const tags = ['directory'];
const path = '/api/v1/suppliers/{id}/services';
const read = 'supplier.read';
const write = 'supplier.write';
const nested = z.strictObject({ id: idIn, service: idIn });

/** The service, if it is this supplier's. */
async function ofSupplier(access: Access, { id, service }: z.output<typeof nested>) {
  const found = await supplierServices.get(access, service, {});
  if (found.supplier !== id) throw notFound('supplier_service');
  return found;
}

const list = route({
  method: 'get',
  path,
  operationId: 'supplier_services_list',
  summary: { zh: '供应商的服务', en: "List a supplier's services" },
  tags,
  permission: read,
  params: idParams,
  query: z.strictObject(pagingQuery),
  response: pageOf(supplierServiceAnswer),
  handler: async (call) => {
    const access = accessOf(call, read);
    const { id } = await suppliers.get(access, call.params.id, {});
    return supplierServices.list(access, { filters: { supplier: [id] }, paging: call.query });
  },
});

const get = route({
  method: 'get',
  path: `${path}/{service}`,
  operationId: 'supplier_services_get',
  summary: { zh: '供应商的一项服务', en: "Get one of a supplier's services" },
  tags,
  permission: read,
  params: nested,
  response: supplierServiceAnswer,
  handler: (call) => ofSupplier(accessOf(call, read), call.params),
});

const create = route({
  method: 'post',
  path,
  operationId: 'supplier_services_create',
  summary: { zh: '新建供应商服务', en: 'Create a service of a supplier' },
  tags,
  permission: write,
  params: idParams,
  body: supplierServiceCreate,
  response: supplierServiceAnswer,
  status: 201,
  handler: async (call) => {
    const access = accessOf(call, write);
    const { id: supplier } = await suppliers.get(access, call.params.id, {});
    const made = await supplierServices.create(access, { ...call.body, supplier });
    const headers = { Location: `/api/v1/suppliers/${supplier}/services/${made.id}` };
    return reply(made, { headers });
  },
});

const update = route({
  method: 'patch',
  path: `${path}/{service}`,
  operationId: 'supplier_services_update',
  summary: { zh: '修改供应商服务', en: 'Change a service of a supplier' },
  tags,
  permission: write,
  versioned: true,
  params: nested,
  body: supplierServicePatch,
  response: supplierServiceAnswer,
  handler: async (call) => {
    const access = accessOf(call, write);
    const { id } = await ofSupplier(access, call.params);
    return supplierServices.update(access, { id, version: call.ifMatch }, call.body);
  },
});

const upsert = route({
  method: 'put',
  path,
  operationId: 'supplier_services_upsert',
  summary: {
    zh: '按 externalRef 新建或替换供应商服务',
    en: 'Create or replace a service of a supplier by externalRef',
  },
  tags,
  permission: write,
  params: idParams,
  body: supplierServiceReplace,
  response: supplierServiceAnswer,
  handler: async (call) => {
    const access = accessOf(call, write);
    const { id: supplier } = await suppliers.get(access, call.params.id, {});
    const draft = { ...call.body, supplier };
    const { created, answer } = await supplierServices.upsert(access, {
      version: call.ifMatch,
      draft,
    });
    return reply(answer, { status: created ? 201 : 200 });
  },
});

const remove = route({
  method: 'delete',
  path: `${path}/{service}`,
  operationId: 'supplier_services_delete',
  summary: { zh: '删除供应商服务', en: 'Delete a service of a supplier' },
  tags,
  permission: write,
  params: nested,
  response: z.undefined(),
  status: 204,
  handler: async (call) => {
    const access = accessOf(call, write);
    const { id } = await ofSupplier(access, call.params);
    await supplierServices.remove(access, { id, version: call.ifMatch });
    return undefined;
  },
});

const verify = route({
  method: 'post',
  path: `${path}/{service}/verify`,
  operationId: 'supplier_services_verify',
  summary: {
    zh: '本人已电话核实供应商工程师',
    en: "Say that a call of one's own reached the supplier's engineer",
  },
  tags,
  permission: 'supplier.verify',
  params: nested,
  body: engineerVerify,
  response: supplierServiceAnswer,
  handler: async (call) => {
    const { id: person } = personOf(call.principal);
    const { id } = await ofSupplier(accessOf(call, read), call.params);
    const made = { person, note: call.body.note };
    return verifyEngineer(accessOf(call, 'supplier.verify'), id, made);
  },
});

export const supplierServiceRoutes = [list, get, create, update, upsert, remove, verify];
