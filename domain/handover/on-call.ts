import type { TrialPhase } from './later-state.js';
import type { Stage } from './state.js';

export type OnCallSide = 'delivery' | 'operations';

/** What decides who is on call for a service that is being handed over (4b, operations.md). */
export interface Handing {
  stage: Stage;
  /** Of the trial run. */
  phase?: TrialPhase | undefined;
  /** Conditions of the acceptance are overdue: delivery is back on call. */
  suspended?: boolean | undefined;
  /** Operations works before the acceptance by an executive's word. */
  takenOver?: boolean | undefined;
}

export interface OnCallSides {
  leads: OnCallSide;
  /** Who stands behind: shadows, backs, or answers as an inner supplier; nobody else without it. */
  backs?: OnCallSide;
}

const delivery: OnCallSides = { leads: 'delivery' };
const deliveryShadowed: OnCallSides = { leads: 'delivery', backs: 'operations' };
const operationsBacked: OnCallSides = { leads: 'operations', backs: 'delivery' };

/** Stages before anything of the customer's runs: the look-up answers, but nobody is owed yet. */
const beforeUat: readonly Stage[] = ['initiated', 'disclosure', 'disclosure_review'];

/** Whether the service can already fail somebody: from the UAT on. */
export const isOnCallOwed = (stage: Stage): boolean => !beforeUat.includes(stage);

/**
 * Which side is on call: ops owns nothing before the trial and leads from its second half on, and
 * delivery backs it until the warranty is over.
 */
export function sidesOnCall({ stage, phase, suspended, takenOver }: Handing): OnCallSides {
  if (suspended) return deliveryShadowed;
  if (takenOver) return operationsBacked;
  if (stage === 'trial') return phase === 'ops_leads' ? operationsBacked : deliveryShadowed;
  if (stage === 'acceptance' || stage === 'warranty') return operationsBacked;
  return stage === 'closed' ? { leads: 'operations' } : delivery;
}
