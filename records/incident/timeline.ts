import { z } from 'zod';

import { cutPage, decodeCursor, type Page, type Paging } from '../../contracts/api/paging.js';
import { shortNumberOf, type ProcessName } from '../../contracts/names.js';
import type { Actor, Entry } from '../../domain/machine.js';
import type { Prisma } from '../../prisma/generated/client.js';
import { personNames } from '../access/people.js';
import { shortNumber } from './read.js';

export interface TimelineLine {
  n: number;
  occurredAt: Date;
  recordedAt: Date;
  actor: Actor;
  what: string;
  with?: NonNullable<Entry['with']>;
  cause?: string;
}

const cursorKeys = z.tuple([z.int()]);

/** A subject's timeline in order. */
export async function listTimeline(
  rows: Prisma.TransactionClient,
  subject: string,
  paging: Paging,
): Promise<Page<TimelineLine>> {
  const after = paging.cursor ? decodeCursor(subject, cursorKeys, paging.cursor)[0] : 0;
  const found = await rows.timeline.findMany({
    where: { subject, seq: { gt: after } },
    orderBy: { seq: 'asc' },
    take: paging.limit + 1,
  });
  const cut = cutPage(subject, found, { limit: paging.limit, keysOf: ({ seq }) => [seq] });
  const items = cut.items.map(({ seq, actor, with: values, cause, ...row }) => ({
    n: seq,
    occurredAt: row.occurredAt,
    recordedAt: row.recordedAt,
    what: row.what,
    actor: actor as unknown as Actor,
    ...(values === null ? {} : { with: values as NonNullable<Entry['with']> }),
    ...(cause === null ? {} : { cause }),
  }));
  if (!paging.count) return { items, nextCursor: cut.nextCursor };
  return {
    items,
    nextCursor: cut.nextCursor,
    total: await rows.timeline.count({ where: { subject } }),
  };
}

/** What the ids in timeline lines are called: people, schedules, integrations, incidents. */
export async function namesIn(
  rows: Prisma.TransactionClient,
  lines: readonly TimelineLine[],
  language: 'zh' | 'en',
): Promise<Map<string, string>> {
  const ids = lines.flatMap(({ actor, with: values }) => [
    actor.person ?? actor.id,
    ...Object.values(values ?? {}).filter((value) => typeof value === 'string'),
  ]);
  const id = { in: [...new Set(ids)] };
  const [people, schedules, incidents, integrations, processes] = await Promise.all([
    personNames(rows, ids),
    rows.schedule.findMany({ where: { id }, select: { id: true, name: true } }),
    rows.incident.findMany({ where: { id }, select: { id: true, number: true } }),
    rows.integration.findMany({ where: { id }, select: { id: true, name: true } }),
    rows.processRow.findMany({ where: { id }, select: { id: true, process: true, number: true } }),
  ]);
  const names = new Map(people);
  for (const schedule of schedules) {
    const name = schedule.name as Record<string, string>;
    names.set(schedule.id, name[language] ?? schedule.id);
  }
  for (const integration of integrations) names.set(integration.id, integration.name);
  for (const { id: named, process, number } of processes) {
    names.set(named, shortNumberOf(process as ProcessName, number));
  }
  for (const incident of incidents) names.set(incident.id, shortNumber(incident.number));
  return names;
}
