import type { Level } from '../severity/matrix.js';
import type { Severity } from './severity.js';

const levels: Record<Severity, Level> = {
  critical: 'P1',
  error: 'P2',
  warning: 'P3',
  info: 'P4',
};

const severities: Record<Level, Severity> = {
  P1: 'critical',
  P2: 'error',
  P3: 'warning',
  P4: 'info',
};

/** The level of the standard that a source's severity stands for (R7, operations.md). */
export const levelOf = (severity: Severity): Level => levels[severity];

export const severityOf = (level: Level): Severity => severities[level];

export const isGraver = (severity: Severity, than: Severity): boolean =>
  levels[severity] < levels[than];

export const graver = (a: Severity, b: Severity): Severity => (isGraver(a, b) ? a : b);

/** P1 and P2 have a commander, an approval of notices, and a review before they close (4a). */
export const isGrave = (severity: Severity): boolean => !isGraver('error', severity);
