import type { IncidentReported, SnapshotTaken } from '../../domain/incident/commands.js';
import type { HandBackEffect, SnapshotEffect } from '../../domain/incident/effects.js';
import type { ProcessActivities } from '../process-activities.js';

type Report<T extends IncidentReported['type']> = Promise<Extract<IncidentReported, { type: T }>>;

/** The hands of the incident process (machine.md §2); workflows know them by this type only. */
export interface IncidentActivities extends ProcessActivities {
  handBack(subject: string, effect: HandBackEffect): Report<'handed_back'>;
  takeSurroundings(effect: SnapshotEffect): Promise<SnapshotTaken>;
}
