import { z } from 'zod';

import { pageOf, pagingQuery } from '../../contracts/api/paging.js';
import { clockAnswer, timelineEntry } from '../../contracts/incident/answers.js';
import { processListQuery, processParams } from '../../contracts/process/requests.js';
import type { Process } from '../../domain/machine.js';
import type { SubjectView } from '../../domain/subject-view.js';
import { listTimeline, namesIn } from '../../records/incident/timeline.js';
import { listProcesses, type Condition } from '../../records/process/list.js';
import type { Permission } from '../permissions.js';
import { route, type RawCall, type Route } from '../route.js';
import { explainedClocks } from '../routes/incidents/clocks.js';
import { viewerOf } from '../routes/incidents/subject.js';
import { lineText } from '../routes/incidents/timeline.js';
import { commandProcess } from './command.js';
import { presentProcess } from './present.js';
import { seenProcess, type Doorway } from './subject.js';

type Bilingual = { zh: string; en: string };
type Shown = Process & { view: SubjectView };

/** One verb of a process: its body, what it says in the API page, and the machine's command. */
export interface VerbSpec<P extends Shown> {
  body: z.ZodType<object>;
  summary: Bilingual;
  /** The body with `type` where not given. */
  command?: (body: never, call: RawCall) => P['asked'] | Promise<P['asked']>;
  /** Instead of the kind's own. */
  act?: Permission;
}

export interface DoorSpec<P extends Shown> extends Doorway<P['view']> {
  /** `escalations`: the noun in the path, the tag and the operation ids. */
  noun: string;
  name: Bilingual;
  answer: z.ZodType;
  verbs: Record<string, VerbSpec<P>>;
  /** Widens the list as `also` widens one: a condition over `process_row i`. */
  alsoListed?: (call: RawCall) => Condition | undefined;
  /** Filters of the list beside those of every process, and the condition they make. */
  further?: { query: z.ZodRawShape; only: (query: never) => Condition | undefined };
}

/**
 * The routes that every process has: list, one, timeline, clocks, and its verbs (api.md §3). How
 * one is started is the process's own.
 */
export function processRoutes<P extends Shown>(door: DoorSpec<P>): Route[] {
  const verbs = Object.entries(door.verbs).map(([verb, spec]) => verbRoute(door, verb, spec));
  return [listRoute(door), oneRoute(door), timelineRoute(door), clocksRoute(door), ...verbs];
}

const listQueryOf = <P extends Shown>({ further }: DoorSpec<P>): typeof processListQuery =>
  (further ? processListQuery.extend(further.query) : processListQuery) as typeof processListQuery;

function listRoute<P extends Shown>(door: DoorSpec<P>): Route {
  return route({
    method: 'get',
    path: `/api/v1/${door.noun}`,
    operationId: `${door.noun.replaceAll('-', '_')}_list`,
    summary: { zh: `${door.name.zh}列表`, en: `List ${door.name.en}` },
    tags: [door.noun],
    permission: door.read,
    query: listQueryOf(door),
    response: pageOf(door.answer),
    handler: async (call) => {
      const { cursor, limit, count, ...filters } = call.query;
      const me = call.principal.person?.id ?? call.principal.actor.id;
      const holder = filters.holder?.map((id) => (id === 'me' ? me : id));
      const page = await listProcesses<P['view']>(call.db, {
        process: door.process,
        filters: { ...filters, holder },
        paging: { cursor, limit, count },
        viewer: viewerOf(call.principal, door.read),
        also: door.alsoListed?.(call),
        only: door.further?.only(call.query as never),
      });
      return { ...page, items: page.items.map(presentProcess) };
    },
  });
}

function oneRoute<P extends Shown>(door: DoorSpec<P>): Route {
  return route({
    method: 'get',
    path: `/api/v1/${door.noun}/{id}`,
    operationId: `${door.noun.replaceAll('-', '_')}_get`,
    summary: { zh: `一个${door.name.zh}`, en: `Get one of the ${door.name.en}` },
    tags: [door.noun],
    permission: door.read,
    params: processParams,
    response: door.answer,
    handler: async (call) => presentProcess(await seenProcess(call, door, call.params.id)),
  });
}

function timelineRoute<P extends Shown>(door: DoorSpec<P>): Route {
  return route({
    method: 'get',
    path: `/api/v1/${door.noun}/{id}/timeline`,
    operationId: `${door.noun.replaceAll('-', '_')}_timeline`,
    summary: { zh: '时间线', en: 'Timeline' },
    tags: [door.noun],
    permission: door.read,
    params: processParams,
    query: z.strictObject(pagingQuery),
    response: pageOf(timelineEntry),
    handler: async (call) => {
      const { db, language, query } = call;
      const { id } = await seenProcess(call, door, call.params.id);
      const page = await listTimeline(db, id, query);
      const names = await namesIn(db, page.items, language);
      const items = page.items.map((line) => ({
        ...line,
        actor: { ...line.actor, name: names.get(line.actor.person ?? line.actor.id) },
        text: lineText(line, { names, language, zone: call.deps.settings.zone }),
      }));
      return { ...page, items };
    },
  });
}

function clocksRoute<P extends Shown>(door: DoorSpec<P>): Route {
  return route({
    method: 'get',
    path: `/api/v1/${door.noun}/{id}/clocks`,
    operationId: `${door.noun.replaceAll('-', '_')}_clocks`,
    summary: { zh: '时钟', en: 'Clocks' },
    tags: [door.noun],
    permission: door.read,
    params: processParams,
    response: z.object({ items: z.array(clockAnswer) }),
    handler: async (call) => {
      const { id } = await seenProcess(call, door, call.params.id);
      return { items: await explainedClocks(call, id) };
    },
  });
}

function verbRoute<P extends Shown>(door: DoorSpec<P>, verb: string, spec: VerbSpec<P>): Route {
  const commandOf = async (body: object, call: RawCall): Promise<P['asked']> =>
    spec.command ? spec.command(body as never, call) : ({ type: verb, ...body } as P['asked']);
  return route({
    method: 'post',
    path: `/api/v1/${door.noun}/{id}/${verb}`,
    operationId: `${door.noun.replaceAll('-', '_')}_${verb.replaceAll('-', '_')}`,
    summary: spec.summary,
    tags: [door.noun],
    permission: spec.act ?? door.act,
    params: processParams,
    body: spec.body,
    response: door.answer,
    handler: async (call) => {
      const command = await commandOf(call.body, call);
      const asked = { idOrNumber: call.params.id, verb, command, body: call.body };
      const own = spec.act === undefined ? door : { ...door, act: spec.act };
      return commandProcess<P>(call, own, asked);
    },
  });
}
