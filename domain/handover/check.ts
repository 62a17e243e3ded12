import type { Asked, Instant, Refusal } from '../machine.js';
import type { HandoverVerb } from './commands.js';
import { gateRefusal, isAdvanced, missingFor } from './gates.js';
import { checkItems, isItemCommand } from './item-check.js';
import { itemAt } from './items.js';
import { checkLater, isLater } from './later.js';
import type { Handover } from './process.js';
import { isBefore, isHeadsMeeting } from './stages.js';
import { isExecutive, isHeadOf, isSide } from './standing.js';
import { stages, type HandoverState, type Side, type Stage } from './state.js';
import { checkTakeover } from './takeover.js';
import { isUat } from './uat-task.js';

const beforeWarranty = stages.filter((stage) => isBefore(stage, 'warranty'));
const open = stages.filter((stage) => stage !== 'closed');

/** The stages in which a verb may be given. */
export const allowedIn: Record<HandoverVerb, readonly Stage[]> = {
  submit: beforeWarranty,
  verify: beforeWarranty.filter((stage) => stage !== 'initiated'),
  reject_items: beforeWarranty.filter((stage) => stage !== 'initiated'),
  waive: beforeWarranty,
  advance: beforeWarranty.filter(isAdvanced),
  requirements_changed: open,
  uat_result: open,
  assign: open,
  set_signer: beforeWarranty,
  heads_met: beforeWarranty,
  training: open,
  punch: open,
  shadowing: ['trial'],
  ops_handled: ['trial'],
  alarms: ['trial'],
  extend_trial: ['trial'],
  extension_decision: ['trial'],
  sign: ['acceptance'],
  send_back: ['disclosure_review', 'uat_design', 'uat_run', 'training', 'trial', 'acceptance'],
  takeover: beforeWarranty,
  cancel: beforeWarranty,
  warranty_check: ['warranty'],
  escaped_defect: ['warranty'],
};

type Question = { s: HandoverState; command: Asked<Handover>; now: Instant };

const stageRefusal = ({ s, command }: Question): Refusal | undefined => {
  const allowed = allowedIn[command.type];
  return allowed.includes(s.stage)
    ? undefined
    : { code: 'wrong_state', with: { stage: s.stage, allowed: [...allowed], verb: command.type } };
};

/** Imports and a customer's link carry no person; everything else is somebody's word. */
const nameRefusal = ({ command }: Question): Refusal | undefined => {
  const { by, type: verb } = command;
  const nameless = isUat(command) || (verb === 'sign' && by.kind === 'link');
  return by.person !== undefined || nameless
    ? undefined
    : { code: 'service_cannot_hold', with: { verb } };
};

const notAsked = (party: string, verb: HandoverVerb): Refusal => ({
  code: 'not_asked',
  with: { party, verb },
});

/** Whose work a stage is: any of them may say that it is done. */
const doneBy: Partial<Record<Stage, readonly Side[]>> = {
  disclosure_review: ['ops'],
  uat_design: ['uat', 'delivery', 'ops'],
};

const advanceRefusal = ({ s, command, now }: Question): Refusal | undefined => {
  if (command.type !== 'advance') return undefined;
  const sides = doneBy[s.stage] ?? (['delivery'] as const);
  const may = command.by.lead === true || sides.some((side) => isSide(s, side, command));
  if (!may) {
    return notAsked(s.parties[sides[0] ?? 'delivery']?.department.name ?? '', command.type);
  }
  const { readings } = command;
  return gateRefusal(s.stage, missingFor(s, s.stage, { readings, now }));
};

/** Either head of the side, its owner, a lead or an executive names another owner or deputy. */
const assignRefusal = ({ s, command }: Question): Refusal | undefined => {
  if (command.type !== 'assign') return undefined;
  const party = s.parties[command.side];
  if (!party) return { code: 'unknown_reference', with: { field: 'side', id: command.side } };
  const isOwner = command.by.person === party.person || command.by.person === party.deputy;
  const may =
    isOwner || command.by.lead || isHeadOf(s, command.side, command) || isExecutive(command);
  return may ? undefined : notAsked(party.department.name, command.type);
};

const isEitherHead = ({ s, command }: Question): boolean =>
  isHeadOf(s, 'delivery', command) || isHeadOf(s, 'ops', command);

/** Ops sends back what it does not take; delivery's head may also ask for it. */
const sendBackRefusal = ({ s, command }: Question): Refusal | undefined => {
  if (command.type !== 'send_back') return undefined;
  const may = command.by.lead || isSide(s, 'ops', command) || isHeadOf(s, 'delivery', command);
  if (!may) return notAsked(s.parties.ops.department.name, command.type);
  const earlier = stages.filter(
    (stage) => stage !== 'initiated' && isBefore(stage, s.stage) && stage !== 'disclosure_review',
  );
  if (!earlier.includes(command.stage)) {
    const with_ = { stage: command.stage, allowed: earlier, verb: command.type };
    return { code: 'wrong_state', with: with_ };
  }
  const unknown = command.items.find((key) => itemAt(s, key) === undefined);
  return unknown === undefined ? undefined : { code: 'unknown_item', with: { key: unknown } };
};

const headsRefusal = (question: Question): Refusal | undefined => {
  const { s, command } = question;
  const { lead } = command.by;
  switch (command.type) {
    case 'heads_met':
      if (!isHeadsMeeting(s)) return { code: 'nothing_asked' };
      return isEitherHead(question) ? undefined : notAsked('heads', command.type);
    case 'cancel':
      return lead || isHeadOf(s, 'delivery', command) || isExecutive(command)
        ? undefined
        : notAsked(s.parties.delivery.department.name, command.type);
    case 'set_signer':
      return lead || isSide(s, 'delivery', command)
        ? undefined
        : notAsked(s.parties.delivery.department.name, command.type);
    default:
      return undefined;
  }
};

/** Signing asks every gate again: an acceptance holds at the instant that it is given (R1). */
const gatesOfSigning = ({ s, command, now }: Question): Refusal | undefined => {
  if (command.type !== 'sign' || command.decision === 'reject') return undefined;
  const { readings } = command;
  return gateRefusal(s.stage, missingFor(s, s.stage, { readings, now }));
};

const ruleRefusal = (question: Question): Refusal | undefined => {
  const { s, command, now } = question;
  if (isItemCommand(command)) return checkItems(s, command, now);
  if (isLater(command)) return checkLater(s, command, now) ?? gatesOfSigning(question);
  if (command.type === 'takeover') return checkTakeover(s, command, now);
  return (
    advanceRefusal(question) ??
    assignRefusal(question) ??
    sendBackRefusal(question) ??
    headsRefusal(question)
  );
};

/** Whether a person's command may be taken now; says what is missing or which person would do. */
export const check = (
  s: HandoverState,
  command: Asked<Handover>,
  now: Instant,
): Refusal | undefined => {
  const question = { s, command, now };
  return nameRefusal(question) ?? stageRefusal(question) ?? ruleRefusal(question);
};
