import { cutText } from '../../domain/cut-text.js';
import type { GateReading } from '../../domain/handover/readings.js';
import { missingNamedMax } from '../../domain/handover/state.js';

/** Bytes of one name of what is missing: it goes into the history with the command. */
const nameBytes = 160;

/** A gate whose records are there: what it misses, the first of it by name. */
export const gateOf = (missing: readonly string[]): GateReading => ({
  installed: true,
  missing: missing.slice(0, missingNamedMax).map((name) => cutText(name, nameBytes)),
  more: Math.max(0, missing.length - missingNamedMax),
});

export const switchedOff = { installed: false } as const;
