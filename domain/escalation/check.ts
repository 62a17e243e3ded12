import type { Asked, Instant, Refusal } from '../machine.js';
import type { EscalationVerb } from './commands.js';
import { isSupplier } from './legs.js';
import type { Escalation } from './process.js';
import { legsMax, type EscalationState, type Stage } from './state.js';

/** The furthest a promised time may lie ahead. */
export const etaMaxMs = 90 * 86_400_000;

/** The stages in which a verb may be given. */
export const allowedIn: Record<EscalationVerb, readonly Stage[]> = {
  accept: ['asked'],
  reject: ['asked'],
  bounce: ['asked', 'accepted'],
  address: ['returned', 'deciding'],
  update: ['accepted'],
  fulfil: ['accepted'],
  reopen: ['fulfilled'],
  confirm: ['fulfilled'],
  withdraw: ['asked', 'accepted', 'fulfilled', 'returned', 'deciding'],
  contact: ['asked', 'accepted'],
};

const partyVerbs: readonly EscalationVerb[] = [
  'accept',
  'reject',
  'bounce',
  'update',
  'fulfil',
  'contact',
];

type Question = { s: EscalationState; command: Asked<Escalation>; now: Instant };

const belongs = ({ command }: Question, department: string | undefined): boolean =>
  department !== undefined && (command.standing?.departments ?? []).includes(department);

const isAsker = ({ s, command }: Question): boolean => command.by.person === s.asker.person;

/** A supplier cannot speak here: whoever asked, or their department, speaks for it. */
const mayAnswer = (question: Question): boolean => {
  const { s, command } = question;
  const { by } = command;
  const { party, paged, acceptedBy } = s.leg;
  if (isSupplier(s)) {
    return by.lead === true || isAsker(question) || belongs(question, s.asker.department?.id);
  }
  if (by.person === acceptedBy || paged.includes(by.person ?? '')) return true;
  if (party.kind === 'person') return by.person === party.id;
  return belongs(question, party.id);
};

const partyRefusal = (question: Question): Refusal | undefined =>
  mayAnswer(question)
    ? undefined
    : {
        code: 'not_asked',
        with: { party: question.s.leg.party.name, verb: question.command.type },
      };

const askerRefusal = (question: Question): Refusal | undefined => {
  const { s, command } = question;
  if (isAsker(question) || command.by.lead) return undefined;
  return { code: 'not_holder', with: { holder: s.asker.person, verb: command.type } };
};

const decideRefusal = ({ s, command }: Question): Refusal | undefined => {
  const { by, standing } = command;
  const may = by.lead || standing?.dutyManager || s.dutyPaged.includes(by.person ?? '');
  return may ? undefined : { code: 'not_asked', with: { party: 'duty_manager', verb: 'address' } };
};

const addressRefusal = (question: Question): Refusal | undefined => {
  const { s, command } = question;
  if (command.type !== 'bounce' && command.type !== 'address') return undefined;
  if (s.leg.n >= legsMax) return { code: 'too_many_legs', with: { max: legsMax } };
  if (command.type === 'address') return undefined;
  if (s.leg.decided) return { code: 'leg_decided', with: { party: s.leg.party.name } };
  const { kind, id } = s.leg.party;
  return command.to.kind === kind && command.to.id === id ? { code: 'same_party' } : undefined;
};

const within = (at: Instant | undefined, field: string, now: Instant): Refusal | undefined => {
  if (at === undefined) return undefined;
  if (at <= now) return { code: 'time_in_past', with: { field } };
  const latest = now + etaMaxMs;
  return at > latest ? { code: 'time_too_far', with: { field, latest } } : undefined;
};

const wordRefusal = ({ s, command, now }: Question): Refusal | undefined => {
  switch (command.type) {
    case 'accept':
      return isSupplier(s) ? { code: 'ticket_required' } : within(command.until, 'by', now);
    case 'update':
      return within(command.eta, 'eta', now);
    default:
      return undefined;
  }
};

const kindRefusal = ({ s, command }: Question): Refusal | undefined =>
  command.type === 'contact' && !isSupplier(s)
    ? { code: 'not_a_supplier', with: { party: s.leg.party.name } }
    : undefined;

/** Repeating what already holds for the same person is no error (api.md §1). */
export const alreadyHolds = (s: EscalationState, command: Asked<Escalation>): boolean =>
  command.type === 'accept' &&
  s.stage === 'accepted' &&
  s.leg.acceptedBy !== undefined &&
  s.leg.acceptedBy === command.by.person;

const stageRefusal = ({ s, command }: Question): Refusal | undefined => {
  const stages = allowedIn[command.type];
  if (stages.includes(s.stage)) return undefined;
  const holder = s.leg.acceptedBy;
  if (command.type === 'accept' && s.stage === 'accepted' && holder !== undefined) {
    return { code: 'already_held', with: { holder, verb: 'bounce' } };
  }
  return {
    code: 'wrong_state',
    with: { stage: s.stage, allowed: [...stages], verb: command.type },
  };
};

const standingRefusal = (question: Question): Refusal | undefined => {
  const { s, command } = question;
  if (partyVerbs.includes(command.type)) return partyRefusal(question);
  if (command.type === 'address' && s.stage === 'deciding') return decideRefusal(question);
  return askerRefusal(question);
};

/** Whether a person's command may be taken now; says which stages or which person would do. */
export const check = (
  s: EscalationState,
  command: Asked<Escalation>,
  now: Instant,
): Refusal | undefined => {
  if (command.by.person === undefined) {
    return { code: 'service_cannot_hold', with: { verb: command.type } };
  }
  if (alreadyHolds(s, command)) return undefined;
  const question = { s, command, now };
  return (
    stageRefusal(question) ??
    kindRefusal(question) ??
    standingRefusal(question) ??
    addressRefusal(question) ??
    wordRefusal(question)
  );
};
