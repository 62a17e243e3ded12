import type { Client } from '@temporalio/client';
import { childrenMax } from '../domain/incident/state.js';
import type { Database } from '../records/database.js';
import type { Brief } from '../records/intake/brief.js';
import { recentFollowers, upstreamOf, type Upstream } from '../records/intake/neighbours.js';
import { tellTo } from './engine.js';
import { childHoldS } from './input.js';
import { inLanes } from './lanes.js';

/** An upstream incident adopts incidents behind it that began at most this long before it. */
const adoptWithinS = 120;
const adoptionsAtOnceMax = 16;

interface Family {
  database: Database;
  client: Client;
}

interface Member {
  id: string;
  title: string;
  brief: Pick<Brief, 'service' | 'follows' | 'leads'>;
}

/**
 * The incident upstream that `member` is to be a child of. The parent hears of it first, so that a
 * child is never held for a parent that does not know it; one that no longer runs is none.
 */
export const parentFor = async (
  { database, client }: Family,
  { id, title, brief }: Member,
): Promise<Upstream | undefined> => {
  if (!brief.follows || !brief.service) return undefined;
  const upstream = await upstreamOf(database, { service: brief.service.id, incident: id });
  if (!upstream) return undefined;
  const knows = await tellTo(client, upstream.incident, { type: 'child', id, title });
  return knows ? upstream : undefined;
};

/**
 * Makes children of the incidents behind `member` that began shortly before it. Losing it costs a
 * page too many, never one too few.
 */
export const adopt = async (
  { database, client }: Family,
  { id, title, brief }: Member,
): Promise<void> => {
  if (!brief.leads || !brief.service) return;
  const asked = { service: brief.service.id, incident: id, withinS: adoptWithinS };
  const children = await recentFollowers(database, { ...asked, max: childrenMax });
  const parent = { id, title, holdS: childHoldS };
  await inLanes(children, adoptionsAtOnceMax, async (child) => {
    await tellTo(client, id, { type: 'child', id: child, title });
    await tellTo(client, child, { type: 'attached', parent });
  });
};
