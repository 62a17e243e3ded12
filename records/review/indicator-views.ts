import { indicatorKeys, type IndicatorKey } from '../../domain/score/formula.js';
import { Prisma } from '../../prisma/generated/client.js';
import type { Rows } from '../rows.js';

const nameOf = (key: IndicatorKey): string => `indicator_${key}`;

/** The view that an indicator reads, and nothing else (5d, operations.md). */
export const viewOf = (key: IndicatorKey): Prisma.Sql => Prisma.raw(nameOf(key));

/** Indicators whose source this installation has, in the order of the catalogue. */
export async function installedIndicators(rows: Rows): Promise<IndicatorKey[]> {
  const found = await rows.$queryRaw<{ name: string }[]>`
    select relname as name from pg_class
    where relkind = 'v' and pg_table_is_visible(oid) and relname = any(${indicatorKeys.map(nameOf)})`;
  const names = new Set(found.map(({ name }) => name));
  return indicatorKeys.filter((key) => names.has(nameOf(key)));
}

/** Epoch milliseconds, [from, until). */
export interface Period {
  from: number;
  until: number;
}

export interface IndicatorSource {
  indicator: IndicatorKey;
  installed: boolean;
  /** Of the period; 0 where it is not installed. Ratings are given later and count none. */
  rows: number;
}

/** What a dry run tells of each indicator before anything is frozen (4c, operations.md). */
export async function indicatorSources(rows: Rows, period: Period): Promise<IndicatorSource[]> {
  const installed = new Set(await installedIndicators(rows));
  const sources: IndicatorSource[] = [];
  for (const indicator of indicatorKeys) {
    if (!installed.has(indicator)) sources.push({ indicator, installed: false, rows: 0 });
    else sources.push({ indicator, installed: true, rows: await countOf(rows, indicator, period) });
  }
  return sources;
}

async function countOf(rows: Rows, key: IndicatorKey, { from, until }: Period): Promise<number> {
  const [counted] = await rows.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from ${viewOf(key)}
    where at >= ${new Date(from)} and at < ${new Date(until)}`;
  return counted?.count ?? 0;
}
