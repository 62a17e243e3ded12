import type { Projection } from '../contracts/projection.js';
import type { IncidentReported } from '../domain/incident/commands.js';
import type {
  DeliverEffect,
  HandBackEffect,
  PageEffect,
  TellEffect,
} from '../domain/incident/effects.js';

type Report<T extends IncidentReported['type']> = Promise<Extract<IncidentReported, { type: T }>>;

/** The hands of the incident process (machine.md §2); workflows know them by this type only. */
export interface IncidentActivities {
  projectRecord(projection: Projection): Promise<{ seq: number; entriesThrough: number }>;
  pagePeople(subject: string, effect: PageEffect, carry?: Projection): Report<'paged'>;
  deliverWaiting(subject: string, effect: DeliverEffect): Report<'delivered'>;
  tellProcess(effect: TellEffect): Report<'told'>;
  handBack(subject: string, effect: HandBackEffect): Report<'handed_back'>;
}
