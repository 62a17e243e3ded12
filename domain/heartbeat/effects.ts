import type { Instant } from '../machine.js';

/** Reads when the integration was last heard. */
export interface LookEffect {
  kind: 'look';
  id: string;
  integration: string;
  /** The beat that is looked for was due then. */
  due: Instant;
}

/** Hands the intake a trigger: no beat since `since`. */
export interface RaiseEffect {
  kind: 'raise';
  id: string;
  integration: string;
  name: string;
  since: Instant;
}

/** Hands the intake the resolve of what `raise` opened. */
export interface ClearEffect {
  kind: 'clear';
  id: string;
  integration: string;
  name: string;
  at: Instant;
}

export type HeartbeatEffect = LookEffect | RaiseEffect | ClearEffect;
