import type { Actor, Process } from '../domain/machine.js';

/** Names that workflows, clients and the worker share; changing one breaks running processes. */
export const taskQueue = 'baton';
export const askUpdate = 'ask';
export const reportSignal = 'report';
export const tellSignal = 'tell';
export const viewQuery = 'view';

export const workflowTypes = { incident: 'incident', heartbeat: 'heartbeat' } as const;

/** Ids are the workflow ids: prefix and a UUID v7. */
export const idPrefix = {
  incident: 'inc_',
  integration: 'int_',
  heartbeat: 'hbt_',
} as const;

/** What starts a process workflow; a run that continues adds what it carries. */
export interface ProcessStart<P extends Process> {
  process: string;
  input?: P['input'];
  /** History events after which the run continues as new. */
  continueAt?: number;
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
