import type { workflowTypes } from '../../contracts/names.js';
import { actionMachine } from '../../domain/action/machine.js';
import { askMachine } from '../../domain/ask/machine.js';
import { meetingMachine } from '../../domain/meeting/machine.js';
import { accessRequestMachine } from '../../domain/access-request/machine.js';
import { drillMachine } from '../../domain/drill/machine.js';
import { escalationMachine } from '../../domain/escalation/machine.js';
import { handoverMachine } from '../../domain/handover/machine.js';
import { hardFaultMachine } from '../../domain/hard-fault/machine.js';
import { heartbeatMachine } from '../../domain/heartbeat/machine.js';
import { incidentMachine } from '../../domain/incident/machine.js';
import type { Machine, Process } from '../../domain/machine.js';
import { reviewMachine } from '../../domain/review/machine.js';
import { reviewCycleMachine } from '../../domain/review-cycle/machine.js';
import { shiftMachine } from '../../domain/shift/machine.js';

export type Recorded = keyof typeof workflowTypes;

/** The machine of each process, by the name its start gives. */
export const machines: Readonly<Record<Recorded, Machine<Process>>> = {
  incident: incidentMachine,
  heartbeat: heartbeatMachine,
  escalation: escalationMachine,
  shift: shiftMachine,
  drill: drillMachine,
  hardFault: hardFaultMachine,
  accessRequest: accessRequestMachine,
  handover: handoverMachine,
  ask: askMachine,
  meeting: meetingMachine,
  action: actionMachine,
  reviewCycle: reviewCycleMachine,
  review: reviewMachine,
};

/** Throws for a process that no workflow hosts. */
export const machineOf = (process: string): Machine<Process> => {
  const machine = Object.entries(machines).find(([name]) => name === process)?.[1];
  if (machine === undefined) throw new Error(`no machine of the process ${process}`);
  return machine;
};
