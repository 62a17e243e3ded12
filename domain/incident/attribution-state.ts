import type { Instant } from '../machine.js';
import type { Level } from '../severity/matrix.js';

export const faultCauses = ['delivery', 'operations', 'supplier', 'customer', 'unknown'] as const;
export type FaultCause = (typeof faultCauses)[number];

/** Whose fault it was, as a person who works on it says (4b, N12). */
export interface Attribution {
  cause: FaultCause;
  reason: string;
  by: string;
  at: Instant;
  /** The hand-over under way of its service, which is told of what delivery caused. */
  handover?: string;
  /** The level that the hand-over was told last. */
  told?: Level;
}

export interface AttributeCommand {
  type: 'attribute';
  cause: FaultCause;
  reason: string;
  /** The open hand-over of the incident's service; the door looks it up. */
  handover?: string;
}

/** What the hand-over hears: its trial starts again at P1 and P2 (4b). */
export interface FaultWord {
  type: 'fault';
  incident: string;
  level: Level;
  at: Instant;
  cause: 'delivery';
}
