import { handover } from '../../../contracts/handover/answers.js';
import {
  boardFilters,
  handoverVerbs as bodies,
  type HandoverDoorVerb,
} from '../../../contracts/handover/requests.js';
import { handoverVerbTexts as texts } from '../../../contracts/texts/handover-verbs.js';
import type { Handover } from '../../../domain/handover/process.js';
import { onBoard, partySees, seesHandover } from '../../../records/handover/board.js';
import { departmentsOf } from '../../../records/escalation/standing.js';
import type { DoorSpec, VerbSpec } from '../../processes/routes.js';
import {
  asCommand,
  assigned,
  handledAlone,
  punched,
  signerSet,
  takenOver,
  trained,
  withReadings,
} from './commands.js';

type Verb = Omit<VerbSpec<Handover>, 'body' | 'summary'>;

const verbs: Record<HandoverDoorVerb, Verb> = {
  advance: { command: withReadings('advance') },
  assign: { command: assigned },
  signer: { command: signerSet },
  'heads-met': { command: asCommand('heads_met') },
  training: { command: trained },
  punch: { command: punched },
  shadowing: { command: asCommand('shadowing') },
  'ops-handled': { command: handledAlone },
  alarms: { command: asCommand('alarms') },
  extend: { command: asCommand('extend_trial') },
  'decide-extension': { command: asCommand('extension_decision') },
  sign: { command: withReadings('sign') },
  reject: {
    command: asCommand((body: { stage: never; items?: string[]; reason: string }) => ({
      ...{ type: 'send_back', stage: body.stage, reason: body.reason },
      items: body.items ?? [],
    })),
  },
  takeover: { command: takenOver, act: 'handover.takeover' },
  cancel: { command: asCommand('cancel') },
  'warranty-check': { command: asCommand('warranty_check') },
  'escaped-defect': { command: asCommand('escaped_defect') },
};

const named = Object.entries(verbs).map(([name, verb]): [string, VerbSpec<Handover>] => {
  const known = name as HandoverDoorVerb;
  return [name, { ...verb, body: bodies[known], summary: texts[known] }];
});

/** What people may do with hand-overs; who may do what is the process's own rule. */
export const handoverDoor: DoorSpec<Handover> = {
  process: 'handover',
  noun: 'handovers',
  name: { zh: '转维移交', en: 'hand-overs' },
  read: 'handover.read',
  act: 'handover.work',
  lead: 'incident.lead',
  answer: handover,
  verbs: Object.fromEntries(named),
  also: async ({ db, principal }, { view }) =>
    principal.person !== undefined && partySees(view, await departmentsOf(db, principal.person.id)),
  alsoListed: ({ principal }) => principal.person && seesHandover(principal.person.id),
  further: { query: boardFilters, only: onBoard },
};
