import type { ShiftReported } from '../../domain/shift/commands.js';
import type { GatherEffect } from '../../domain/shift/effects.js';
import { itemsMax } from '../../domain/shift/state.js';
import type { Database } from '../../records/database.js';
import { goneFrom, heldBy } from '../../records/shift/held.js';

/** The hands of a shift's hand-over beside those of every process (machine.md §2). */
export interface ShiftActivities {
  gatherShift(effect: GatherEffect): Promise<Extract<ShiftReported, { type: 'gathered' }>>;
}

/** Reads what the outgoing person holds as of now; the same reading may be made twice. */
export function createShiftActivities({ database }: { database: Database }): ShiftActivities {
  return {
    gatherShift: async ({ id: effect, outgoing, schedule, known, fresh }) => {
      const [gone, held] = await Promise.all([
        goneFrom(database, { person: outgoing, known }),
        fresh
          ? heldBy(database, { person: outgoing, schedule, but: known, limit: itemsMax })
          : { items: [], more: 0 },
      ]);
      return { type: 'gathered', effect, gone, fresh: held.items, more: held.more };
    },
  };
}
