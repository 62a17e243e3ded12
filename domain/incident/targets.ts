import type { ImpactClass, Severity, Targets } from './state.js';

const minuteS = 60;
const hourS = 3_600;
const dayS = 86_400;

/** Seconds per severity before grading has spoken: the source's map to P1–P4 (4a, operations.md). */
export const defaultTargets: Record<Severity, Targets> = {
  critical: {
    acknowledgeS: 5 * minuteS,
    restoreS: 2 * hourS,
    verifyS: 15 * minuteS,
    observeS: dayS,
    offerS: 15 * minuteS,
  },
  error: {
    acknowledgeS: 10 * minuteS,
    restoreS: 4 * hourS,
    verifyS: 30 * minuteS,
    observeS: 12 * hourS,
    offerS: 15 * minuteS,
  },
  warning: {
    acknowledgeS: 15 * minuteS,
    restoreS: 8 * hourS,
    verifyS: hourS,
    observeS: 4 * hourS,
    offerS: 2 * hourS,
  },
  info: {
    acknowledgeS: 30 * minuteS,
    restoreS: 3 * dayS,
    verifyS: dayS,
    observeS: 0,
    offerS: 2 * hourS,
  },
};

/** An interruption is acknowledged in 5 min and restored in 2 h whatever its grade (R5). */
const interruption = { acknowledgeS: 5 * minuteS, restoreS: 2 * hourS };

/**
 * The targets of one incident: the installation's, a policy's over them, and R5 over both: a policy
 * may tighten what an interruption is owed, never loosen it.
 */
export const targetsOf = (
  severity: Severity,
  impactClass: ImpactClass,
  policy: Partial<Record<Severity, Partial<Targets>>>,
): Targets => {
  const targets = { ...defaultTargets[severity], ...policy[severity] };
  if (impactClass !== 'interruption') return targets;
  return {
    ...targets,
    acknowledgeS: Math.min(targets.acknowledgeS, interruption.acknowledgeS),
    restoreS: Math.min(targets.restoreS, interruption.restoreS),
  };
};
