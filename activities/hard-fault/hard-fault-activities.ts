import type { HardFaultReported } from '../../domain/hard-fault/commands.js';
import type { HoursEffect } from '../../domain/hard-fault/effects.js';

/** The hands of a hard fault's track beside those of every process (machine.md §2). */
export interface HardFaultActivities {
  hoursAhead(effect: HoursEffect): Promise<Extract<HardFaultReported, { type: 'hours_taken' }>>;
}
