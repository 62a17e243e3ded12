import type { Actor, Entry } from '../../domain/machine.js';
import type { Prisma } from '../../prisma/generated/client.js';
import type { TimelineLine } from '../incident/timeline.js';

/** Timeline lines by subject and number, in any order; absent ones are left out. */
export async function linesNamed(
  rows: Prisma.TransactionClient,
  named: readonly { subject: string; n: number }[],
): Promise<(TimelineLine & { subject: string })[]> {
  if (named.length === 0) return [];
  const found = await rows.timeline.findMany({
    where: { OR: named.map(({ subject, n }) => ({ subject, seq: n })) },
  });
  return found.map(
    ({ subject, seq, occurredAt, recordedAt, actor, what, with: values, cause }) => ({
      ...{ subject, n: seq, occurredAt, recordedAt, what },
      actor: actor as unknown as Actor,
      ...(values === null ? {} : { with: values as NonNullable<Entry['with']> }),
      ...(cause === null ? {} : { cause }),
    }),
  );
}
