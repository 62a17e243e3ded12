import { createHash } from 'node:crypto';

import type { NumberedEntry } from '../../contracts/projection.js';
import type { Actor, Entry, Instant } from '../../domain/machine.js';
import { canonicalJson } from '../audit/canonical-json.js';
import { jsonColumn } from '../directory/columns.js';
import type { Prisma } from '../../prisma/generated/client.js';
import { chainHash, chainOrigin, timelineLine } from '../timeline/chain.js';

/** Who speaks in the timeline of a record that was over before it came here. */
export const importer: Actor = { kind: 'system', id: 'import' };

const idChars = 32;

/** The same original id is the same subject for ever. */
export const importedId = (prefix: string, source: string, externalId: string): string =>
  prefix +
  createHash('sha256')
    .update(canonicalJson([prefix, source, externalId]))
    .digest('hex')
    .slice(0, idChars);

export const contentDigest = (record: unknown): string =>
  createHash('sha256').update(canonicalJson(record)).digest('hex');

export interface Line {
  at: Instant;
  what: string;
  with?: Entry['with'];
  actor?: Actor;
}

/** The timeline of an imported subject, in the order of time, with its chain (I8). */
export const timelineRows = (
  subject: string,
  lines: readonly Line[],
): Prisma.TimelineCreateManyInput[] => {
  let hash = chainOrigin;
  return lines
    .toSorted((a, b) => a.at - b.at)
    .map((line, index) => {
      const entry: NumberedEntry = {
        ...{ n: index + 1, at: line.at, what: line.what, actor: line.actor ?? importer },
        ...(line.with && { with: line.with }),
      };
      hash = chainHash(hash, timelineLine(subject, entry));
      return {
        ...{ subject, seq: entry.n, occurredAt: new Date(entry.at), what: entry.what, hash },
        actor: jsonColumn(entry.actor),
        ...(entry.with && { with: jsonColumn(entry.with) }),
      };
    });
};

/** All rows of one imported subject; its number is given when it is written. */
export interface SubjectRows {
  incident?: Omit<Prisma.IncidentCreateManyInput, 'number'>;
  process?: Omit<Prisma.ProcessRowCreateManyInput, 'number'>;
  clocks: Prisma.ClockCreateManyInput[];
  timeline: Prisma.TimelineCreateManyInput[];
  facts: Prisma.ProcessFactCreateManyInput[];
  notices: Prisma.NoticeCreateManyInput[];
}
