import { z } from 'zod';
import { pageOf, pagingQuery } from '../../../contracts/api/paging.js';
import { Refused } from '../../../contracts/api/refused.js';
import { processParams } from '../../../contracts/process/requests.js';
import {
  meetingAnswer,
  meetingCreate,
  meetingVerbs,
  meetingVerbTexts,
  minutesAnswer,
  reviewItemAnswer,
} from '../../../contracts/promise/meetings.js';
import type { MeetingAsked } from '../../../domain/meeting/commands.js';
import type { Meeting } from '../../../domain/meeting/process.js';
import type { MeetingParty } from '../../../domain/meeting/state.js';
import type { MeetingView } from '../../../domain/meeting/view.js';
import { promiseId, startMeeting } from '../../../intake/promise.js';
import { listMinutes, reviewItems } from '../../../records/promise/meeting-facts.js';
import { meetingParties, type PartyAsked } from '../../../records/promise/parties.js';
import { ownMeetings } from '../../../records/promise/visible.js';
import { personOf } from '../../auth/principal.js';
import { processRoutes, type DoorSpec } from '../../processes/routes.js';
import { seenProcess } from '../../processes/subject.js';
import { route, type RawCall, type Route } from '../../route.js';
import { personNamed, started } from './started.js';

type Body<V extends keyof typeof meetingVerbs> = z.output<(typeof meetingVerbs)[V]>;

const usualMinutes = 60;

async function partiesOf(call: RawCall, asked: readonly PartyAsked[]): Promise<MeetingParty[]> {
  const found = await meetingParties(call.db, asked);
  if (!('unknown' in found)) return found;
  if (found.unknown === 'interface') {
    const why = `${found.id} has no interface person, deputy or head: name a person`;
    throw new Refused('rule_violation', { why });
  }
  throw new Refused('unknown_reference', { field: found.unknown, id: found.id });
}

async function held(body: Body<'held'>, call: RawCall): Promise<MeetingAsked> {
  const { minutes, link, heldAt, actions = [] } = body;
  const agreed = await Promise.all(
    actions.map(async ({ title, owner, due }) => ({
      ...{ title, due },
      owner: await personNamed(call, 'owner', owner),
    })),
  );
  return {
    ...{ type: 'held', minutes, actions: agreed },
    ...(link !== undefined && { link }),
    ...(heldAt !== undefined && { heldAt }),
  };
}

const door: DoorSpec<Meeting> = {
  process: 'meeting',
  noun: 'meetings',
  name: { zh: '部门例会', en: 'meetings' },
  read: 'promise.read',
  act: 'promise.act',
  lead: 'promise.lead',
  answer: meetingAnswer,
  also: ({ principal }, { view }) =>
    view.parties.some(({ person, deputy, head, executive }) =>
      [person.id, deputy?.id, head, executive].includes(principal.person?.id ?? ''),
    ),
  alsoListed: ({ principal }) => principal.person && ownMeetings(principal.person.id),
  verbs: {
    propose: {
      body: meetingVerbs.propose,
      summary: meetingVerbTexts.propose,
      command: ({ minutes = usualMinutes, ...rest }: Body<'propose'>) => ({
        ...{ type: 'propose', minutes },
        ...rest,
      }),
    },
    accept: { body: meetingVerbs.accept, summary: meetingVerbTexts.accept },
    decline: { body: meetingVerbs.decline, summary: meetingVerbTexts.decline },
    held: { body: meetingVerbs.held, summary: meetingVerbTexts.held, command: held },
    appoint: {
      body: meetingVerbs.appoint,
      summary: meetingVerbTexts.appoint,
      command: async (body: Body<'appoint'>, call) => {
        const [party] = await partiesOf(call, [body]);
        if (!party) throw new Error('a party that is none');
        return { type: 'appoint', party };
      },
    },
    end: { body: meetingVerbs.end, summary: meetingVerbTexts.end },
  },
};

const create = route({
  method: 'post',
  path: '/api/v1/meetings',
  operationId: 'meetings_create',
  summary: { zh: '约定部门例会', en: 'Set up a meeting that departments owe each other' },
  tags: ['meetings'],
  permission: 'promise.act',
  body: meetingCreate,
  response: z.union([meetingAnswer, z.object({ id: z.string() })]),
  status: 201,
  handler: async (call) => {
    const { body, principal, now } = call;
    const me = personOf(principal);
    const { title, purpose, kind = 'regular', everyDays, firstAt = now } = body;
    const parties = await partiesOf(call, body.parties);
    const id = promiseId('meeting', call.updateId);
    const input = {
      ...{ id, kind, title, parties, everyDays, firstAt, by: principal.actor },
      opener: { id: me.id, name: me.name },
      ...(purpose !== undefined && { purpose }),
    };
    const asked = { process: 'meeting', noun: 'meetings', id, body } as const;
    return started<MeetingView>(call, asked, (deps) => startMeeting(deps, input));
  },
});

const minutes = route({
  method: 'get',
  path: '/api/v1/meetings/{id}/minutes',
  operationId: 'meetings_minutes',
  summary: { zh: '历次纪要', en: 'Minutes, the latest first' },
  tags: ['meetings'],
  permission: door.read,
  params: processParams,
  query: z.strictObject(pagingQuery),
  response: pageOf(minutesAnswer),
  handler: async (call) => {
    const { id } = await seenProcess<MeetingView>(call, door, call.params.id);
    return listMinutes(call.db, id, call.query);
  },
});

const items = route({
  method: 'get',
  path: '/api/v1/meetings/{id}/items',
  operationId: 'meetings_items',
  summary: {
    zh: '运维回顾收集的未结事项，默认最近一次',
    en: 'Open items that an operations review collected, the latest one by default',
  },
  tags: ['meetings'],
  permission: door.read,
  params: processParams,
  query: z.strictObject({ n: z.coerce.number().int().min(1).optional() }),
  response: z.object({ items: z.array(reviewItemAnswer) }),
  handler: async (call) => {
    const { id, view } = await seenProcess<MeetingView>(call, door, call.params.id);
    const n = call.query.n ?? view.occurrence.n;
    return { items: await reviewItems(call.db, id, n) };
  },
});

/** Meetings between departments, and the half-yearly operations review (N16, N48). */
export const meetingRoutes: readonly Route[] = [
  ...processRoutes<Meeting>(door),
  create,
  minutes,
  items,
];
