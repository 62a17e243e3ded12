import { z } from 'zod';
import { idIn, manyOf } from '../../../contracts/api/fields.js';
import { pageOf, pagingQuery } from '../../../contracts/api/paging.js';
import {
  gapAccept,
  gapAnswer,
  gapCheck,
  gapCheckAnswer,
  gapKind,
  gapStatuses,
} from '../../../contracts/commitment/gaps.js';
import { languages } from '../../../contracts/text.js';
import { checkGaps } from '../../../records/commitment/gap-check.js';
import { acceptGap, getGap, listGaps } from '../../../records/commitment/gaps.js';
import { sitesBelow } from '../../../records/directory/services.js';
import { personOf } from '../../auth/principal.js';
import type { Permission } from '../../permissions.js';
import { route, type RawCall } from '../../route.js';
import { accessOf } from '../directory/access.js';
import { idParams } from '../directory/crud.js';
import { serviceNamed } from './lookup.js';

const tags = ['directory'];
/** Gaps in the answer of a check; the list has them all. */
const answeredMax = 500;

/** The language of explanations; the caller's own where not given. */
const told = z.strictObject({ lang: z.enum(languages).optional() });

const looking = async (
  call: Omit<RawCall, 'query'> & { query: z.output<typeof told> },
  permission: Permission,
) => {
  const access = accessOf(call, permission);
  const sites = await sitesBelow(call.db, access.scope);
  return { access, sites, language: call.query.lang ?? call.language };
};

const list = route({
  method: 'get',
  path: '/api/v1/gaps',
  operationId: 'gaps_list',
  summary: { zh: '背靠背差距列表', en: 'List gaps between promises and suppliers' },
  tags,
  permission: 'gap.read',
  query: z.strictObject({
    ...pagingQuery,
    service: manyOf(idIn).optional(),
    customer: manyOf(idIn).optional(),
    commitment: manyOf(idIn).optional(),
    kind: manyOf(gapKind).optional(),
    status: manyOf(z.enum(gapStatuses)).optional(),
    ...told.shape,
  }),
  response: pageOf(gapAnswer),
  handler: async (call) => {
    const { cursor, limit, count, lang: _told, ...filters } = call.query;
    const { access, ...rest } = await looking(call, 'gap.read');
    return listGaps(access, { ...rest, filters, paging: { cursor, limit, count } });
  },
});

const get = route({
  method: 'get',
  path: '/api/v1/gaps/{id}',
  operationId: 'gaps_get',
  summary: { zh: '一项差距及其计算说明', en: 'Get a gap with its explanation' },
  tags,
  permission: 'gap.read',
  params: idParams,
  query: told,
  response: gapAnswer,
  handler: async (call) => {
    const { access, ...rest } = await looking(call, 'gap.read');
    return getGap(access, call.params.id, rest);
  },
});

const check = route({
  method: 'post',
  path: '/api/v1/gaps/check',
  operationId: 'gaps_check',
  summary: { zh: '核算并保存差距', en: 'Compute and store gaps' },
  tags,
  permission: 'gap.check',
  query: told,
  body: gapCheck,
  response: gapCheckAnswer,
  handler: async (call) => {
    const { access, sites, language } = await looking(call, 'gap.check');
    const { service } = call.body;
    const named =
      service === undefined ? undefined : (await serviceNamed(call, service, 'gap.check')).id;
    const { ids, services, closed } = await checkGaps(access, { service: named, sites });
    const page = await listGaps(access, {
      ...{ sites, language },
      filters: { id: ids },
      paging: { limit: answeredMax },
    });
    return { services, closed, more: page.nextCursor !== null, items: page.items };
  },
});

const accept = route({
  method: 'post',
  path: '/api/v1/gaps/{id}/accept',
  operationId: 'gaps_accept',
  summary: { zh: '由指定负责人限期接受差距', en: 'Accept a gap for a time, as a named officer' },
  tags,
  permission: 'gap.accept',
  params: idParams,
  query: told,
  body: gapAccept,
  response: gapAnswer,
  handler: async (call) => {
    const { id: person } = personOf(call.principal);
    const { access, ...rest } = await looking(call, 'gap.accept');
    const of = { id: call.params.id, version: call.ifMatch, person, ...call.body };
    return acceptGap(access, of, rest);
  },
});

export const gapRoutes = [list, get, check, accept];
