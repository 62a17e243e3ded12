import { z } from 'zod';
import { Refused } from '../../../contracts/api/refused.js';
import { askAnswer, askCreate, askVerbs, askVerbTexts } from '../../../contracts/promise/asks.js';
import type { AskAsked } from '../../../domain/ask/commands.js';
import type { Ask } from '../../../domain/ask/process.js';
import type { AskView } from '../../../domain/ask/view.js';
import { promiseId, startAsk } from '../../../intake/promise.js';
import { findProcess } from '../../../records/process/read.js';
import { standsInFor } from '../../../records/promise/delegate.js';
import { askParties } from '../../../records/promise/parties.js';
import { leads, ownAsks } from '../../../records/promise/visible.js';
import { personOf } from '../../auth/principal.js';
import { processRoutes, type DoorSpec } from '../../processes/routes.js';
import { route, type RawCall, type Route } from '../../route.js';
import { aboutOf, personNamed, started } from './started.js';

/** The word of a requester, or of whoever stands in for one who left. */
const requesterWord =
  <B extends object>(type: 'confirm' | 'reopen' | 'withdraw') =>
  async (body: B, call: RawCall): Promise<AskAsked> => {
    const person = personOf(call.principal).id;
    const { id: idOrNumber } = call.params as { id: string };
    const row = await findProcess<AskView>(call.db, { process: 'ask', idOrNumber });
    const requester = row?.view.requester.id;
    const stands =
      requester !== undefined &&
      requester !== person &&
      (await standsInFor(call.db, { requester, person }));
    const command = { type, ...body } as AskAsked;
    return { ...command, ...(stands && { standing: { forRequester: true as const } }) };
  };

const door: DoorSpec<Ask> = {
  process: 'ask',
  noun: 'asks',
  name: { zh: '支持请求', en: 'asks' },
  read: 'promise.read',
  act: 'promise.act',
  lead: 'promise.lead',
  answer: askAnswer,
  also: async ({ db, principal }, { view }) => {
    const person = principal.person?.id;
    if (person === undefined) return false;
    const named = [view.requester, view.askedOf, view.answerer];
    return named.some(({ id }) => id === person) || leads(db, view.requesterDepartment?.id, person);
  },
  alsoListed: ({ principal }) => principal.person && ownAsks(principal.person.id),
  verbs: {
    acknowledge: { body: askVerbs.acknowledge, summary: askVerbTexts.acknowledge },
    commit: { body: askVerbs.commit, summary: askVerbTexts.commit },
    decline: { body: askVerbs.decline, summary: askVerbTexts.decline },
    delegate: {
      body: askVerbs.delegate,
      summary: askVerbTexts.delegate,
      command: async ({ to }: { to: string }, call) => ({
        type: 'delegate',
        to: (await personNamed(call, 'to', to)).person,
      }),
    },
    done: { body: askVerbs.done, summary: askVerbTexts.done },
    confirm: {
      body: askVerbs.confirm,
      summary: askVerbTexts.confirm,
      command: requesterWord('confirm'),
    },
    reopen: {
      body: askVerbs.reopen,
      summary: askVerbTexts.reopen,
      command: requesterWord('reopen'),
    },
    withdraw: {
      body: askVerbs.withdraw,
      summary: askVerbTexts.withdraw,
      command: requesterWord('withdraw'),
    },
  },
};

const create = route({
  method: 'post',
  path: '/api/v1/asks',
  operationId: 'asks_create',
  summary: { zh: '请求支持', en: 'Ask somebody for help by a date' },
  tags: ['asks'],
  permission: 'promise.act',
  body: askCreate,
  response: z.union([askAnswer, z.object({ id: z.string() })]),
  status: 201,
  handler: async (call) => {
    const { body, db, principal, now } = call;
    const requester = personOf(principal).id;
    const { to, what, neededBy, effectOfDelay } = body;
    if (to === requester) throw new Refused('same_party');
    if (neededBy <= now) throw new Refused('time_in_past', { field: 'neededBy' });
    const parties = await askParties(db, { requester, to, at: now });
    if (!parties) throw new Refused('unknown_reference', { field: 'to', id: to });
    const id = promiseId('ask', call.updateId);
    const about = body.about === undefined ? undefined : await aboutOf(call, body.about);
    const input = {
      ...{ id, what, neededBy, effectOfDelay, ...parties, by: principal.actor },
      ...(about !== undefined && { about }),
    };
    const asked = { process: 'ask', noun: 'asks', id, body } as const;
    return started<AskView>(call, asked, (deps) => startAsk(deps, input));
  },
});

/** Asks between departments (N47, 4g in operations.md). */
export const askRoutes: readonly Route[] = [...processRoutes<Ask>(door), create];
