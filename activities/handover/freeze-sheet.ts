import { setTimeout as sleep } from 'node:timers/promises';

import { ApplicationFailure } from '@temporalio/common';

import type { FreezeSheetEffect } from '../../domain/handover/effects.js';
import type { HandoverView } from '../../domain/handover/view.js';
import type { Instant } from '../../domain/machine.js';
import type { Database } from '../../records/database.js';
import { freezeSheet, sheetOf } from '../../records/handover/sheet.js';
import { findProcess, type FoundProcess } from '../../records/process/read.js';
import type { HandoverActivities } from './handover-activities.js';

/** The effect may overtake the projection of the step that asked for it. */
const projectedWithinMs = 10_000;
const pollMs = 50;

const orderOf = (effect: string): number => Number(effect.slice(1));

type Row = FoundProcess<HandoverView>;

/** The hand-over as it asked for this sheet; undefined where it has asked for a newer one since. */
async function asAsked(
  { prisma }: Database,
  { id, handover }: FreezeSheetEffect,
): Promise<Row | undefined> {
  const asked = { process: 'handover', idOrNumber: handover } as const;
  for (let waitedMs = 0; waitedMs < projectedWithinMs; waitedMs += pollMs) {
    const row = await findProcess<HandoverView>(prisma, asked);
    const latest = row?.view.acceptance?.asked;
    if (latest === id) return row;
    if (latest !== undefined && orderOf(latest) > orderOf(id)) return undefined;
    await sleep(pollMs);
  }
  const message = `${handover} as it asked for its sheet is not in the read model yet`;
  throw ApplicationFailure.retryable(message, 'NotProjected');
}

/** Freezes the sheet of the very step that asked for it: the view names the asking effect. */
export const createFreezeSheet =
  ({ database, now }: { database: Database; now: () => Instant }) =>
  async (effect: FreezeSheetEffect): ReturnType<HandoverActivities['freezeSheet']> => {
    const { id, handover } = effect;
    const report = { type: 'sheet' as const, effect: id };
    const row = await asAsked(database, effect);
    if (!row) return { ...report, why: 'a newer sheet was asked for' };
    const at = now();
    const body = await sheetOf(database.prisma, row, at);
    const hash = await freezeSheet(database.prisma, handover, { body, at });
    return { ...report, hash };
  };
