import type { Asked, Instant, Refusal } from '../machine.js';
import {
  acceptanceDues,
  enterAcceptance,
  leaveAcceptance,
  missingSigner,
  sign,
  signRefusal,
} from './acceptance.js';
import type { Draft, Due } from './draft.js';
import type { Handover } from './process.js';
import { changePunch, missingPunch, punchDues, punchRefusal } from './punch.js';
import type { HandoverState } from './state.js';
import {
  missingAtStart,
  missingBeforeUat,
  missingTraining,
  train,
  trainingRefusal,
} from './training.js';
import {
  enterTrial,
  isTrialCommand,
  leaveTrial,
  missingTrial,
  trialRefusal,
  tryOut,
} from './trial.js';
import type { Missing } from './view.js';
import { enterWarranty, isWarrantyCommand, warrant, warrantyRefusal } from './warranty.js';

/** The verbs of training, trial, leftovers, signatures and warranty. */
type LaterVerb =
  | 'training'
  | 'punch'
  | 'shadowing'
  | 'ops_handled'
  | 'alarms'
  | 'extend_trial'
  | 'extension_decision'
  | 'sign'
  | 'warranty_check'
  | 'escaped_defect';
export type LaterCommand = Extract<Asked<Handover>, { type: LaterVerb }>;

const laterVerbs: readonly string[] = [
  ...['training', 'punch', 'shadowing', 'ops_handled', 'alarms', 'extend_trial'],
  ...['extension_decision', 'sign', 'warranty_check', 'escaped_defect'],
];

export const isLater = (command: Asked<Handover>): command is LaterCommand =>
  laterVerbs.includes(command.type);

/** Stage, right and content of a command; the gates of a signature are asked beside it. */
export const checkLater = (
  s: HandoverState,
  command: LaterCommand,
  now: Instant,
): Refusal | undefined => {
  if (isTrialCommand(command)) return trialRefusal(s, command);
  if (isWarrantyCommand(command)) return warrantyRefusal(s, command, now);
  switch (command.type) {
    case 'training':
      return trainingRefusal(s, command);
    case 'punch':
      return punchRefusal(s, command, now);
    case 'sign':
      return signRefusal(s, command, now);
  }
};

/** Applies the command to its own part; the stage is the machine's to move. */
export const giveLater = (draft: Draft, command: LaterCommand, now: Instant): void => {
  if (isTrialCommand(command)) return tryOut(draft, command, now);
  if (isWarrantyCommand(command)) return warrant(draft, command, now);
  switch (command.type) {
    case 'training':
      return train(draft, command, now);
    case 'punch':
      return changePunch(draft, command, now);
    case 'sign':
      return sign(draft, command, now);
  }
};

/**
 * What the later parts miss before a stage may be left forward, by what the machine keeps itself
 * (4b); items and the gates of other records come beside it.
 */
export const laterGates = {
  initiated: missingAtStart,
  uat_design: missingBeforeUat,
  training: missingTraining,
  trial: (s: HandoverState, now: Instant): Missing[] => [
    ...missingTrial(s, now),
    ...missingPunch(s),
    ...missingSigner(s),
  ],
} as const;

/** Begins the part that belongs to a stage. */
export const entering = {
  trial: enterTrial,
  acceptance: (draft: Draft, at: Instant): void => {
    leaveTrial(draft, at);
    enterAcceptance(draft, at);
  },
  warranty: enterWarranty,
} as const;

/** Ends the part of a stage that is left back. */
export const leaving = { trial: leaveTrial, acceptance: leaveAcceptance } as const;

/** The dues of leftovers and signatures; the end of the warranty is the machine's. */
export const laterDues = (s: HandoverState): Due[] => [...punchDues(s), ...acceptanceDues(s)];
