import { z } from 'zod';
import { cutPage, decodeCursor, type Page, type Paging } from '../../contracts/api/paging.js';
import type { Instant } from '../../domain/machine.js';
import { personNames } from '../access/people.js';
import type { Rows } from '../rows.js';

/** Tracks of an incident so far, and the open one. */
export async function tracksOf(
  rows: Rows,
  incident: string,
): Promise<{ count: number; open?: string }> {
  const found = await rows.processRow.findMany({
    where: { process: 'hardFault', about: incident },
    select: { id: true, closedAt: true },
  });
  const open = found.find(({ closedAt }) => closedAt === null)?.id;
  return { count: found.length, ...(open !== undefined && { open }) };
}

export interface StepRow {
  n: number;
  at: Instant;
  by: { id: string; name: string };
  text: string;
  next: string;
  /** When it was due. */
  due: Instant;
}

const cursorKeys = z.tuple([z.string()]);

/** The daily steps of a track, oldest first, in full. */
export async function listSteps(
  rows: Rows,
  subject: string,
  paging: Paging,
): Promise<Page<StepRow>> {
  const list = `steps ${subject}`;
  const after = paging.cursor && decodeCursor(list, cursorKeys, paging.cursor)[0];
  const where = { subject, kind: 'step' };
  const found = await rows.processFact.findMany({
    where: { ...where, ...(after ? { key: { gt: after } } : {}) },
    orderBy: { key: 'asc' },
    take: paging.limit + 1,
  });
  const page = cutPage(list, found, { limit: paging.limit, keysOf: ({ key }) => [key] });
  const data = page.items.map((row) => row.data as unknown as Omit<StepRow, 'by'> & { by: string });
  const names = await personNames(rows, [...new Set(data.map(({ by }) => by))]);
  const items = data.map(({ by, ...step }) => ({
    ...step,
    by: { id: by, name: names.get(by) ?? by },
  }));
  if (!paging.count) return { items, nextCursor: page.nextCursor };
  return { items, nextCursor: page.nextCursor, total: await rows.processFact.count({ where }) };
}
