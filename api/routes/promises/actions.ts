import { z } from 'zod';
import { Refused } from '../../../contracts/api/refused.js';
import {
  actionAnswer,
  actionCreate,
  actionVerbs,
  actionVerbTexts,
} from '../../../contracts/promise/actions.js';
import type { Action } from '../../../domain/action/process.js';
import { dueDaysMax } from '../../../domain/action/state.js';
import type { ActionView } from '../../../domain/action/view.js';
import { dayMs } from '../../../domain/promise/agenda.js';
import { promiseId, startAction } from '../../../intake/promise.js';
import { leads, ownActions } from '../../../records/promise/visible.js';
import { personOf } from '../../auth/principal.js';
import { processRoutes, type DoorSpec } from '../../processes/routes.js';
import { route, type Route } from '../../route.js';
import { aboutOf, personNamed, started } from './started.js';

const door: DoorSpec<Action> = {
  process: 'action',
  noun: 'actions',
  name: { zh: '行动项', en: 'actions' },
  read: 'promise.read',
  act: 'promise.act',
  lead: 'promise.lead',
  answer: actionAnswer,
  also: async ({ db, principal }, { view }) => {
    const person = principal.person?.id;
    if (person === undefined) return false;
    const named = [view.owner.id, view.opener.id, view.verifier?.id];
    return named.includes(person) || leads(db, view.department?.id, person);
  },
  alsoListed: ({ principal }) => principal.person && ownActions(principal.person.id),
  verbs: {
    done: { body: actionVerbs.done, summary: actionVerbTexts.done },
    verify: { body: actionVerbs.verify, summary: actionVerbTexts.verify },
    reject: { body: actionVerbs.reject, summary: actionVerbTexts.reject },
    move: { body: actionVerbs.move, summary: actionVerbTexts.move },
    assign: {
      body: actionVerbs.assign,
      summary: actionVerbTexts.assign,
      command: async ({ to }: { to: string }, call) => ({
        type: 'assign',
        to: await personNamed(call, 'to', to),
      }),
    },
    cancel: { body: actionVerbs.cancel, summary: actionVerbTexts.cancel },
  },
};

const create = route({
  method: 'post',
  path: '/api/v1/actions',
  operationId: 'actions_create',
  summary: { zh: '立一项行动', en: 'Open an action with an owner and a due date' },
  tags: ['actions'],
  permission: 'promise.act',
  body: actionCreate,
  response: z.union([actionAnswer, z.object({ id: z.string() })]),
  status: 201,
  handler: async (call) => {
    const { body, principal, now } = call;
    const me = personOf(principal);
    const { title, detail, due, opensAt } = body;
    if (due <= now) throw new Refused('time_in_past', { field: 'due' });
    const latest = now + dueDaysMax * dayMs;
    if (due > latest) {
      throw new Refused('time_too_far', { field: 'due', limit: new Date(latest).toISOString() });
    }
    const { person: owner, ...above } = await personNamed(call, 'owner', body.owner);
    const verifier =
      body.verifier === undefined
        ? undefined
        : (await personNamed(call, 'verifier', body.verifier)).person;
    const about = body.about === undefined ? undefined : await aboutOf(call, body.about);
    const id = promiseId('action', call.updateId);
    const input = {
      ...{ id, title, due, owner, ...above, opener: { id: me.id, name: me.name } },
      by: principal.actor,
      ...(detail !== undefined && { detail }),
      ...(opensAt !== undefined && { opensAt }),
      ...(verifier && { verifier }),
      ...(about !== undefined && { about }),
    };
    const asked = { process: 'action', noun: 'actions', id, body } as const;
    return started<ActionView>(call, asked, (deps) => startAction(deps, input));
  },
});

/** Actions with owner, due date, evidence and a second person's look at it. */
export const actionRoutes: readonly Route[] = [...processRoutes<Action>(door), create];
