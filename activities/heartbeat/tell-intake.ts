import type { IntakeEvent } from '../../contracts/intake/event.js';
import { heartbeatKey } from '../../contracts/intake/formats/heartbeat.js';
import type { HeartbeatReported } from '../../domain/heartbeat/commands.js';
import type { ClearEffect, RaiseEffect } from '../../domain/heartbeat/effects.js';

/** The intake's way in for an integration's own event; resolves once durable. */
export type AdmitFor = (integration: string, event: IntakeEvent) => Promise<unknown>;

/** Hands the intake the silence, or its end, of a heartbeat; a repeat carries the same event id. */
export function createTellIntake({ admit }: { admit: AdmitFor }) {
  return async (
    subject: string,
    effect: RaiseEffect | ClearEffect,
  ): Promise<Extract<HeartbeatReported, { type: 'said' }>> => {
    const missed = effect.kind === 'raise';
    await admit(effect.integration, {
      id: `${subject}/${effect.id}`,
      action: missed ? 'trigger' : 'resolve',
      dedupKey: heartbeatKey,
      title: `${effect.name}：心跳缺失 · no heartbeat`,
      occurredAt: missed ? effect.since : effect.at,
      labels: {},
      links: [],
      notes: [],
    });
    return { type: 'said', effect: effect.id };
  };
}
