import type { Actor, Process } from '../domain/machine.js';
import type { TimeScale } from '../domain/time-scale.js';

/** Names that workflows, clients and the worker share; changing one breaks running processes. */
export const taskQueue = 'baton';
export const askUpdate = 'ask';
export const reportSignal = 'report';
export const tellSignal = 'tell';
export const viewQuery = 'view';

export const workflowTypes = {
  incident: 'incident',
  heartbeat: 'heartbeat',
  escalation: 'escalation',
  shift: 'shift',
  drill: 'drill',
  hardFault: 'hardFault',
  accessRequest: 'accessRequest',
  handover: 'handover',
  ask: 'ask',
  meeting: 'meeting',
  action: 'action',
  reviewCycle: 'reviewCycle',
  review: 'review',
} as const;

/** What a review schedule calls: it plans the cycle that is due, and ends. */
export const reviewCallType = 'reviewCall';

/** Ids are the workflow ids: prefix and a UUID v7. */
export const idPrefix = {
  incident: 'inc_',
  integration: 'int_',
  heartbeat: 'hbt_',
  escalation: 'esc_',
  shift: 'shf_',
  accessRequest: 'acr_',
  hardFault: 'hfl_',
  drill: 'drl_',
  handover: 'hov_',
  ask: 'ask_',
  meeting: 'mtg_',
  action: 'act_',
  interfacePerson: 'ifp_',
  reviewCycle: 'rvc_',
  review: 'rev_',
  reviewSchedule: 'rvs_',
} as const;

/** Processes that the read model shows as subjects, by the word before their short number. */
export const numberPrefix = {
  incident: 'INC',
  escalation: 'ESC',
  shift: 'SH',
  accessRequest: 'AR',
  hardFault: 'HF',
  drill: 'DR',
  handover: 'HO',
  ask: 'ASK',
  meeting: 'MT',
  action: 'AC',
  reviewCycle: 'RC',
  review: 'RV',
} as const;

export type ProcessName = keyof typeof numberPrefix;

export const isProcessName = (name: string): name is ProcessName =>
  Object.hasOwn(numberPrefix, name);

/** `ESC-17`: how people name the subject with this number. */
export const shortNumberOf = (process: ProcessName, number: number): string =>
  `${numberPrefix[process]}-${number}`;

/** What starts a process workflow; a run that continues adds what it carries. */
export interface ProcessStart<P extends Process> {
  process: string;
  input?: P['input'];
  /** The version of its machine's rules that this run lives by; the first where none is named. */
  rules?: number;
  /** History events after which the run continues as new. */
  continueAt?: number;
  /** A clock of its own: drills, and demos (api.md §6). Every run of the process keeps it. */
  scale?: TimeScale;
}

/** The update's argument: a person's command and who gave it. */
export interface Ask<P extends Process> {
  command: P['asked'];
  by: Actor;
}

/** The update's answer; `seq` is the read model's version that will show it. */
export interface Answer<P extends Process> {
  view: P['view'];
  seq: number;
}

/** Continue as new from so many history events (machine.md §3). */
export const continueAtEvents = 1_000;
