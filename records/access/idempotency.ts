import { createHash } from 'node:crypto';

import { Prisma } from '../../prisma/generated/client.js';

/** A 'running' row this old belongs to a process that died; the next repeat takes it over. */
export const takeOverAfterMs = 60_000;
export const keptForMs = 24 * 3_600_000;

export interface Once {
  caller: string;
  /** Method and concrete path. */
  route: string;
  key: string;
}

export interface FirstAnswer {
  status: number;
  body: unknown;
  headers: Record<string, string>;
}

export type Begun =
  { state: 'fresh' | 'running' | 'mismatch' } | { state: 'answered'; answer: FirstAnswer };

/** The engine's update id: two callers, routes or keys never share one (machine.md §3). */
export const updateIdOf = ({ caller, route, key }: Once): string =>
  createHash('sha256')
    .update(JSON.stringify([caller, route, key]))
    .digest('base64url');

/** Claims (caller, route, key) for one request, or says what became of the first one with it. */
export async function beginOnce(
  rows: Prisma.TransactionClient,
  once: Once,
  { bodyHash, now }: { bodyHash: string; now: Date },
): Promise<Begun> {
  const claimed = await rows.idempotency.createMany({
    data: [{ ...once, bodyHash, createdAt: now }],
    skipDuplicates: true,
  });
  if (claimed.count === 1) return { state: 'fresh' };
  const first = await rows.idempotency.findUnique({ where: { caller_route_key: once } });
  if (!first) return { state: 'running' };
  if (first.bodyHash !== bodyHash) return { state: 'mismatch' };
  if (first.completedAt && first.status !== null) {
    const headers = (first.headers ?? {}) as Record<string, string>;
    return { state: 'answered', answer: { status: first.status, body: first.body, headers } };
  }
  return (await takeOver(rows, { once, createdAt: first.createdAt, now }))
    ? { state: 'fresh' }
    : { state: 'running' };
}

async function takeOver(
  rows: Prisma.TransactionClient,
  { once, createdAt, now }: { once: Once; createdAt: Date; now: Date },
): Promise<boolean> {
  if (now.getTime() - createdAt.getTime() < takeOverAfterMs) return false;
  const taken = await rows.idempotency.updateMany({
    where: { ...once, createdAt, completedAt: null },
    data: { createdAt: now },
  });
  return taken.count === 1;
}

const answered = ({ answer, now }: { answer: FirstAnswer; now: Date }) => ({
  status: answer.status,
  body: (answer.body as Prisma.InputJsonValue | null) ?? Prisma.JsonNull,
  headers: answer.headers,
  completedAt: now,
});

/** Keeps the answer to a request whose key was minted for it, and so was never claimed. */
export async function keepAnswer(
  rows: Prisma.TransactionClient,
  once: Once,
  first: { bodyHash: string; answer: FirstAnswer; now: Date },
): Promise<void> {
  const { bodyHash, now } = first;
  await rows.idempotency.create({
    data: { ...once, bodyHash, createdAt: now, ...answered(first) },
  });
}

/** Keeps the answer for repeats. */
export async function finishOnce(
  rows: Prisma.TransactionClient,
  once: Once,
  first: { answer: FirstAnswer; now: Date },
): Promise<void> {
  await rows.idempotency.update({
    where: { caller_route_key: once },
    data: answered(first),
  });
}

/** Nothing was done, so a repeat may try: the claim is given back. */
export async function releaseOnce(rows: Prisma.TransactionClient, once: Once): Promise<void> {
  await rows.idempotency.deleteMany({ where: { ...once, completedAt: null } });
}

const sweptPerRunMax = 10_000;

/** Deletes keys older than a day, at most 10,000 per call; answers how many. */
export async function sweepOnce(rows: Prisma.TransactionClient, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptForMs);
  return rows.$executeRaw`
    delete from idempotency where (caller, route, key) in (
      select caller, route, key from idempotency where created_at < ${before}
      order by created_at limit ${sweptPerRunMax})`;
}
