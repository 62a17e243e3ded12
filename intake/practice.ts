import type { Client } from '@temporalio/client';

import type { IntakeEvent } from '../contracts/intake/event.js';
import { idPrefix } from '../contracts/names.js';
import type { TimeScale } from '../domain/time-scale.js';
import type { Database } from '../records/database.js';
import { audienceOf, inheritPractice, type Audience } from '../records/drill/audience.js';
import type { Upstream } from '../records/intake/neighbours.js';
import { openOn } from '../records/intake/open-key.js';
import { tellTo } from './engine.js';

/** The label by which a drill's alert names the alert upstream of it. */
export const behindLabel = 'behind';

/** Whether this source is a drill: its alerts group with nothing and lead to nothing real. */
export const isPractice = (source: string): boolean => source.startsWith(idPrefix.drill);

/** A drill as a source of alerts: whatever it opens is practice of that drill (I10). */
export const practiceOf = async (
  database: Database,
  source: string,
): Promise<Audience | undefined> => {
  if (!isPractice(source)) return undefined;
  const drill = await audienceOf(database, source);
  if (!drill) throw new Error(`the drill ${source} has no audience`);
  return drill;
};

/** Writes down whom the incident may reach and by which clock it lives, before it starts. */
export const enrol = async (
  database: Database,
  { incident, drill }: { incident: string; drill: Audience },
): Promise<TimeScale | undefined> =>
  (await inheritPractice(database, { subject: incident, from: drill.drill })).scale;

/** The drill's own incident upstream; real services lead to no incident of a drill and back. */
export const practiceParent = async (
  { database, client }: { database: Database; client: Client },
  { source, event, incident }: { source: string; event: IntakeEvent; incident: string },
): Promise<Upstream | undefined> => {
  const key = event.labels[behindLabel];
  const upstream = key && (await openOn(database, { integration: source, dedupKey: key }));
  if (!upstream) return undefined;
  const word = { type: 'child', id: incident, title: event.title } as const;
  const knows = await tellTo(client, upstream, word);
  return knows ? { incident: upstream, title: key } : undefined;
};
