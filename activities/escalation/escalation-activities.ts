import type { EscalationReported } from '../../domain/escalation/commands.js';
import type { SnapshotEffect } from '../../domain/escalation/effects.js';
import type { ChainToOpen } from '../../domain/escalation/open.js';

/** The hands of a chain beside those of every process (machine.md §2). */
export interface EscalationActivities {
  /** The working hours of a party; reading them again is harmless. */
  takeHours(effect: SnapshotEffect): Promise<Extract<EscalationReported, { type: 'hours' }>>;
  /**
   * Opens a chain for another process, which chose its id: a repeat opens no second one.
   * Fails for good with `unknown_reference` where the request names nobody.
   */
  openEscalation(asked: ChainToOpen): Promise<{ id: string }>;
}
