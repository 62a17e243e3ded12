import type { DrillReported } from '../../domain/drill/commands.js';
import type { PlayEffect, ScoreEffect, StopEffect } from '../../domain/drill/effects.js';

type Report<T extends DrillReported['type']> = Promise<Extract<DrillReported, { type: T }>>;

/** The hands of a drill beside those of every process; workflows know them by this type only. */
export interface DrillActivities {
  playScript(drill: string, effect: PlayEffect): Report<'played'>;
  scoreDrill(effect: ScoreEffect): Report<'scored'>;
  stopDrill(drill: string, effect: StopEffect): Report<'stopped'>;
}
