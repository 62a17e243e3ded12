import type { z } from 'zod';

import type { sheetAnswer } from '../../contracts/handover/sheet.js';
import { personNames } from '../access/people.js';
import type { Rows } from '../rows.js';
import { frozenSheet, sheetOf, type Sheeted } from './sheet.js';

export type ShownSheet = z.input<typeof sheetAnswer>;

async function signaturesOf(rows: Rows, { view }: Sheeted): Promise<ShownSheet['signatures']> {
  const signed = view.acceptance?.signatures ?? [];
  const ids = signed.map(({ by }) => by);
  const names = await personNames(rows, ids);
  const contacts = await rows.customerContact.findMany({ where: { id: { in: ids } } });
  for (const { id, name } of contacts) names.set(id, name);
  return signed.map(({ party, by, at, decision }) => ({
    ...{ party, at, decision },
    by: names.get(by) ?? by,
  }));
}

/**
 * The sheet that readers see: the frozen one of `hash`, by default the one that is signed or was;
 * before the acceptance a draft of it without a hash. Undefined where no such sheet was frozen.
 */
export async function shownSheet(
  rows: Rows,
  handover: Sheeted,
  { hash, at }: { hash?: string | undefined; at: number },
): Promise<ShownSheet | undefined> {
  const current = handover.view.acceptance?.sheet;
  const wanted = hash ?? current;
  if (wanted === undefined) {
    const sheet = await sheetOf(rows, handover, at);
    return { handover: handover.id, signatures: [], sheet };
  }
  const frozen = await frozenSheet(rows, handover.id, wanted);
  if (!frozen) return undefined;
  const { frozenAt, body: sheet } = frozen;
  const signatures = wanted === current ? await signaturesOf(rows, handover) : [];
  return { handover: handover.id, hash: wanted, frozenAt, signatures, sheet };
}
