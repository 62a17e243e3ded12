import type { DelegateEffect } from '../../domain/ask/effects.js';
import type { Ref } from '../../domain/subject-view.js';
import type { Rows } from '../rows.js';
import { activeOf } from './people.js';

/**
 * Who stands in for a person: the deputy of an absence that lasts, else the department's deputy,
 * head or executive; nobody who asks, nobody who left (N47, operations.md).
 */
export async function delegateOf(
  rows: Rows,
  { person, except, at }: Pick<DelegateEffect, 'person' | 'except' | 'at'>,
): Promise<Ref | undefined> {
  const now = new Date(at);
  const [row, absences] = await Promise.all([
    rows.person.findUnique({ where: { id: person }, include: { department: true } }),
    rows.absence.findMany({
      where: { personId: person, from: { lte: now }, until: { gt: now }, deputyId: { not: null } },
      orderBy: { from: 'desc' },
    }),
  ]);
  const department = row?.department;
  const deputies = absences.map(({ deputyId }) => deputyId);
  const above = [department?.deputyId, department?.headId, department?.executiveId];
  const ids = [...deputies, ...above.map((id) => id ?? null)];
  const found = await activeOf(rows, ids);
  return found.find(({ id }) => id !== person && !except.includes(id));
}

/**
 * Whether a person may speak for a requester who left: the head of their department, then its
 * deputy and executive, and the administrator where nobody of these is there (4g).
 */
export async function standsInFor(
  rows: Rows,
  { requester, person }: { requester: string; person: string },
): Promise<boolean> {
  const row = await rows.person.findUnique({
    where: { id: requester },
    include: { department: true },
  });
  if (row?.status === 'active') return false;
  const department = row?.department;
  const chain = [department?.headId, department?.deputyId, department?.executiveId, 'admin'];
  const [first] = await activeOf(
    rows,
    chain.map((id) => id ?? null),
  );
  return first?.id === person;
}
