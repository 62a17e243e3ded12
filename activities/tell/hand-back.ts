import type { IncidentReported } from '../../domain/incident/commands.js';
import type { HandBackEffect } from '../../domain/incident/effects.js';
import type { AlertEvent } from '../../domain/incident/state.js';

type HandedBack = Extract<IncidentReported, { type: 'handed_back' }>;

/** The intake's way in: opens or joins an incident other than `closed`, once durable. */
export type Admit = (event: AlertEvent, closed: string) => Promise<unknown>;

/** Gives an alert that met a closed incident back to the intake, which opens a new one. */
export function createHandBack({ admit }: { admit: Admit }) {
  return async (subject: string, effect: HandBackEffect): Promise<HandedBack> => {
    await admit(effect.event, subject);
    return { type: 'handed_back', effect: effect.id };
  };
}
