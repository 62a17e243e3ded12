import type { z } from 'zod';

import type { incident } from '../../../contracts/incident/answers.js';
import type { IncidentView } from '../../../domain/incident/view.js';
import { shortNumber, type IncidentRow } from '../../../records/incident/read.js';

/** An incident as answers show it; of the view only what the answer's schema names leaves. */
export function present(row: IncidentRow): z.input<typeof incident> {
  return presentView(row.view, {
    seq: row.seq,
    number: row.number,
    holder: { id: row.holderId, name: row.holderName },
  });
}

interface Beside {
  seq: number;
  number?: number | undefined;
  /** Who the read model names; a duty role may be resolved there before the process knows. */
  holder?: { id: string | null; name: string | null } | undefined;
}

/** A view fresh from the engine, with what the read model knows beside it. */
export function presentView(view: IncidentView, beside: Beside): z.input<typeof incident> {
  const { seq, number, holder } = beside;
  const person = view.holder.person ?? holder?.id ?? undefined;
  const name = holder?.id === person ? (holder?.name ?? undefined) : undefined;
  return {
    ...view,
    version: seq,
    number: number === undefined ? undefined : shortNumber(number),
    holder: { ...view.holder, person, name },
  };
}
