import { escalation } from '../../../contracts/escalation/answers.js';
import {
  escalationVerbs as bodies,
  escalationVerbTexts as texts,
} from '../../../contracts/escalation/requests.js';
import type { Escalation } from '../../../domain/escalation/process.js';
import { seesChain } from '../../../records/escalation/legs-seen.js';
import { departmentsOf } from '../../../records/escalation/standing.js';
import type { DoorSpec } from '../../processes/routes.js';
import { commandOf, movedTo } from './commands.js';

export const door: DoorSpec<Escalation> = {
  process: 'escalation',
  noun: 'escalations',
  name: { zh: '升级', en: 'escalations' },
  read: 'escalation.read',
  act: 'escalation.answer',
  lead: 'incident.lead',
  answer: escalation,
  also: async ({ db, principal }, { id }) =>
    principal.person !== undefined &&
    seesChain(db, id, await departmentsOf(db, principal.person.id)),
  verbs: {
    accept: {
      body: bodies.accept,
      summary: texts.accept,
      command: commandOf(({ by }: { by?: number }) => ({
        type: 'accept',
        ...(by !== undefined && { until: by }),
      })),
    },
    reject: { body: bodies.reject, summary: texts.reject, command: commandOf('reject') },
    bounce: { body: bodies.bounce, summary: texts.bounce, command: movedTo('bounce') },
    address: { body: bodies.address, summary: texts.address, command: movedTo('address') },
    update: { body: bodies.update, summary: texts.update, command: commandOf('update') },
    fulfil: { body: bodies.fulfil, summary: texts.fulfil, command: commandOf('fulfil') },
    reopen: { body: bodies.reopen, summary: texts.reopen, command: commandOf('reopen') },
    confirm: { body: bodies.confirm, summary: texts.confirm, command: commandOf('confirm') },
    withdraw: { body: bodies.withdraw, summary: texts.withdraw, command: commandOf('withdraw') },
    contact: { body: bodies.contact, summary: texts.contact, command: commandOf('contact') },
  },
};
