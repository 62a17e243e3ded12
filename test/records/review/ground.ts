import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

import type { Database } from '../../../records/database.js';

/** A committed sheet as rows of text by column. */
export const sheet = (name: string): Record<string, string>[] =>
  parse<Record<string, string>>(readFileSync(new URL(name, import.meta.url)), { columns: true });

export const quarter = { from: Date.UTC(2026, 6, 1), until: Date.UTC(2026, 9, 1) };
export const afterQuarter = Date.UTC(2026, 9, 9);
export const weights = { results: 50, quality: 20, linkage: 20, growth: 10 };

interface Participant {
  person: string;
  card?: string;
  counterparts?: string[];
}

/** A cycle with its people, as the planning of one writes it; the review of `li` is `rev_li`. */
export async function addCycle(
  { prisma }: Database,
  { cycle, people }: { cycle: string; people: Participant[] },
): Promise<void> {
  await prisma.reviewCycle.create({
    data: {
      ...{ id: cycle, key: cycle, departmentId: 'ops', hrId: 'he', formula: 1, weights },
      ...{ periodFrom: new Date(quarter.from), periodUntil: new Date(quarter.until) },
      ...{ createdBy: {}, createdAt: new Date(afterQuarter) },
    },
  });
  await prisma.reviewCycleParticipant.createMany({
    data: people.map(({ person, card, counterparts }) => ({
      ...{ cycleId: cycle, personId: person, reviewId: `rev_${cycle}_${person}` },
      ...{ card: card ?? 'operations', managerId: 'boss', days: 92, of: 92 },
      ...{ counterparts: counterparts ?? [], updatedAt: new Date(afterQuarter) },
    })),
  });
}

let entries = 0;

/** What somebody wrote to the review of a person. */
export async function addEntry(
  { prisma }: Database,
  entry: {
    cycle: string;
    person: string;
    kind: 'manager' | 'counterpart' | 'decision';
    data: object;
    department?: string;
  },
): Promise<void> {
  entries += 1;
  const { cycle, person, kind, data, department } = entry;
  await prisma.reviewEntry.create({
    data: {
      ...{ id: `ent_${entries}`, cycleId: cycle, reviewId: `rev_${cycle}_${person}`, kind, data },
      ...{ authorId: 'boss', departmentId: department ?? null },
      at: new Date(afterQuarter + entries),
    },
  });
}
