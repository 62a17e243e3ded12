import type { Target } from '../../domain/calendar/snapshot.js';
import { durationMs } from '../intake/duration.js';

/** Longest target: as many working days, or hours of work. */
export const targetDaysMax = 366;
const targetMsMax = targetDaysMax * 24 * 3_600_000;

/**
 * `PT4H` is working time, `P3D` or `3wd` are working days; a mixture, weeks, zero and what is longer
 * than `targetDaysMax` are no target.
 */
export function targetOf(text: string): Target | undefined {
  const [, inDays, inWords] = /^(?:P(\d{1,4})D|(\d{1,4})wd)$/.exec(text) ?? [];
  const workingDays = Number(inDays ?? inWords ?? 0);
  if (workingDays > 0) return workingDays <= targetDaysMax ? { workingDays } : undefined;
  const ms = text.startsWith('PT') ? durationMs(text) : undefined;
  return ms !== undefined && ms > 0 && ms <= targetMsMax ? { ms } : undefined;
}
