import { z } from 'zod';
import { pageOf, pagingQuery } from '../../../contracts/api/paging.js';
import {
  hardFaultAnswer,
  hardFaultStepAnswer,
  hardFaultVerbs,
  hardFaultVerbTexts,
} from '../../../contracts/hard-fault/hard-fault.js';
import { processParams } from '../../../contracts/process/requests.js';
import type { HardFault } from '../../../domain/hard-fault/process.js';
import type { HardFaultView } from '../../../domain/hard-fault/view.js';
import { listSteps } from '../../../records/hard-fault/tracks.js';
import { processRoutes, type DoorSpec } from '../../processes/routes.js';
import { seenProcess } from '../../processes/subject.js';
import { route, type RawCall, type Route } from '../../route.js';
import { leadOf, openHardFaultRoute, suppliersOf } from './open.js';

type Body<V extends keyof typeof hardFaultVerbs> = z.output<(typeof hardFaultVerbs)[V]>;

async function warRoom(body: Body<'war-room'>, call: RawCall): Promise<HardFault['asked']> {
  const { link, participants } = body;
  for (const [k, id] of participants.entries()) await leadOf(call, `participants/${k}`, id);
  const named = body.supplier === undefined ? [] : [body.supplier];
  const [supplier] = await suppliersOf(call, 'supplier', named);
  return { type: 'war_room', link, participants, ...(supplier && { supplier }) };
}

const knowledgeOf = ({ article, none = '' }: Body<'exit'>) =>
  article === undefined ? { none } : { link: article };

const door: DoorSpec<HardFault> = {
  process: 'hardFault',
  read: 'incident.trace',
  act: 'incident.respond',
  lead: 'incident.lead',
  noun: 'hard-faults',
  name: { zh: '疑难故障', en: 'hard faults' },
  answer: hardFaultAnswer,
  verbs: {
    step: { body: hardFaultVerbs.step, summary: hardFaultVerbTexts.step },
    lead: {
      body: hardFaultVerbs.lead,
      summary: hardFaultVerbTexts.lead,
      command: async ({ to }: Body<'lead'>, call) => ({
        type: 'lead',
        to: await leadOf(call, 'to', to),
      }),
    },
    accept: { body: hardFaultVerbs.accept, summary: hardFaultVerbTexts.accept },
    refuse: { body: hardFaultVerbs.refuse, summary: hardFaultVerbTexts.refuse },
    'war-room': {
      body: hardFaultVerbs['war-room'],
      summary: hardFaultVerbTexts['war-room'],
      command: warRoom,
    },
    exit: {
      body: hardFaultVerbs.exit,
      summary: hardFaultVerbTexts.exit,
      command: (body: Body<'exit'>) => ({
        type: 'exit',
        problem: body.problem,
        knowledge: knowledgeOf(body),
      }),
    },
  },
};

const steps = route({
  method: 'get',
  path: '/api/v1/hard-faults/{id}/steps',
  operationId: 'hard_faults_steps',
  summary: { zh: '逐日进展', en: 'The daily steps, in full' },
  tags: ['hard-faults'],
  permission: door.read,
  params: processParams,
  query: z.strictObject(pagingQuery),
  response: pageOf(hardFaultStepAnswer),
  handler: async (call) => {
    const { id } = await seenProcess<HardFaultView>(call, door, call.params.id);
    return listSteps(call.db, id, call.query);
  },
});

/** The track of hard faults: open one, its verbs, its steps (N42, operations.md). */
export const hardFaultRoutes: readonly Route[] = [
  ...processRoutes<HardFault>(door),
  openHardFaultRoute,
  steps,
];
