import type { Projection } from '../../contracts/projection.js';
import type { Process } from '../../domain/machine.js';

/** One activity per kind of effect; the answer is the report the machine is told. */
export type Hands<P extends Process> = {
  [K in P['effect']['kind']]: (
    effect: Extract<P['effect'], { kind: K }>,
    carry?: Projection,
  ) => Promise<P['reported'] | undefined>;
};

/** How the read model is written: at once within the task, or patiently when that failed. */
export interface Projector {
  atOnce(projection: Projection): Promise<unknown>;
  patiently(projection: Projection): Promise<unknown>;
}

export interface Hosting<P extends Process> {
  hands: Hands<P>;
  projector: Projector;
  /** Kinds of effect whose activity writes the projection it is given, before it acts. */
  carrying: readonly P['effect']['kind'][];
  /** What the machine is told when the engine asks to cancel. */
  cancelled: P['told'];
}
