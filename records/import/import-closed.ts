import type { z } from 'zod';

import {
  closedChain,
  closedHandover,
  closedIncident,
  type ClosedRecords,
  type ImportReport,
  type Rejected,
} from '../../contracts/import/closed-records.js';
import { appendAudit, type Writer } from '../audit/audit.js';
import type { Database } from '../database.js';
import type { Rows } from '../rows.js';
import { storable } from '../storable.js';
import { chainRows } from './chain-rows.js';
import { chainFault, handoverFault, incidentFault, type Fault } from './faults.js';
import { handoverRows } from './handover-rows.js';
import { incidentRows } from './incident-rows.js';
import { readDirectory, type Directory } from './names.js';
import { contentDigest, type SubjectRows } from './subject-rows.js';
import { writeSubjects } from './write-subjects.js';

const batchSize = 100;
const batchTimeoutMs = 30_000;
const whatMax = 200;

type Kind = Rejected['kind'];
type Made = SubjectRows & { subject: string };

interface Reading<T extends { id: string }> {
  kind: Kind;
  shape: z.ZodType<T>;
  fault: (record: T, directory: Directory, now: number) => Fault | undefined;
  make: (record: T, made: { source: string; directory: Directory }) => Made;
}

interface Taken {
  n: number;
  externalId: string;
  digest: string;
  rows: Made;
}

interface Context {
  database: Pick<Database, 'prisma'>;
  source: string;
  directory: Directory;
  now: number;
  report: ImportReport;
}

/**
 * Takes closed records of another system with their original ids and times (V4, N43), each by
 * itself: what cannot be taken is in the reject list with the reason, and the rest is there. The
 * same record is taken once, however often it comes; another content under a known id is refused.
 * Nothing is started and nobody is told: the tables refuse a page of what was imported.
 */
export async function importClosed(
  database: Pick<Database, 'prisma'>,
  records: ClosedRecords,
  writer: Writer,
): Promise<ImportReport> {
  const context: Context = {
    database,
    source: records.source,
    directory: await readDirectory(database.prisma),
    now: writer.at.getTime(),
    report: {
      imported: { incidents: 0, chains: 0, handovers: 0 },
      ...{ unchanged: 0, rejected: [] },
    },
  };
  const { report } = context;
  const incidents = { kind: 'incident', shape: closedIncident, fault: incidentFault } as const;
  report.imported.incidents = await takeAll(context, records.incidents, {
    ...incidents,
    make: incidentRows,
  });
  const chains = { kind: 'chain', shape: closedChain, fault: chainFault } as const;
  report.imported.chains = await takeAll(context, records.chains, {
    ...chains,
    make: chainRows,
  });
  const handovers = { kind: 'handover', shape: closedHandover, fault: handoverFault } as const;
  report.imported.handovers = await takeAll(context, records.handovers, {
    ...handovers,
    make: handoverRows,
  });
  await database.prisma.$transaction((rows) => {
    const line = { subject: 'import', action: 'import.closed', after: summaryOf(context) };
    return appendAudit(rows, line, writer);
  });
  return report;
}

const summaryOf = ({ source, report }: Context) => ({
  ...{ source, imported: report.imported, unchanged: report.unchanged },
  rejected: report.rejected.length,
});

const invalid = (error: z.ZodError): Fault => {
  const [issue] = error.issues;
  const path = issue?.path.join('.') ?? '';
  return { code: 'invalid', what: `${path}: ${issue?.message ?? ''}`.slice(0, whatMax) };
};

const idIn = (record: unknown): { id?: string } => {
  const id =
    typeof record === 'object' && record !== null && 'id' in record ? record.id : undefined;
  return typeof id === 'string' ? { id } : {};
};

const reject = ({ report }: Context, rejected: Rejected): void => {
  report.rejected.push(rejected);
};

async function takeAll<T extends { id: string }>(
  context: Context,
  records: readonly unknown[],
  reading: Reading<T>,
): Promise<number> {
  const taken = readAll(context, records, reading);
  let written = 0;
  for (let first = 0; first < taken.length; first += batchSize) {
    const batch = taken.slice(first, first + batchSize);
    written += await takeBatch(context, { kind: reading.kind, batch });
  }
  return written;
}

function readAll<T extends { id: string }>(
  context: Context,
  records: readonly unknown[],
  { kind, shape, fault, make }: Reading<T>,
): Taken[] {
  const { source, directory, now } = context;
  const seen = new Set<string>();
  return records.flatMap((record, index): Taken[] => {
    const n = index + 1;
    const parsed = shape.safeParse(storable(record));
    const found = parsed.success ? fault(parsed.data, directory, now) : invalid(parsed.error);
    if (found || !parsed.success) {
      reject(context, { kind, n, ...idIn(record), ...(found ?? { code: 'invalid', what: '' }) });
      return [];
    }
    const { id } = parsed.data;
    if (seen.has(id)) {
      reject(context, { kind, n, id, code: 'repeated', what: id });
      return [];
    }
    seen.add(id);
    const rows = make(parsed.data, { source, directory });
    return [{ n, externalId: id, digest: contentDigest(parsed.data), rows }];
  });
}

async function takeBatch(
  context: Context,
  { kind, batch }: { kind: Kind; batch: readonly Taken[] },
): Promise<number> {
  const { source, now } = context;
  return context.database.prisma.$transaction(
    async (rows) => {
      await rows.$executeRaw`
        select pg_advisory_xact_lock(hashtextextended(${`import:${source}`}, 0))`;
      const externalId = { in: batch.map((each) => each.externalId) };
      const known = await rows.importedRecord.findMany({ where: { source, kind, externalId } });
      const digests = new Map(known.map((row) => [row.externalId, row.digest]));
      const isFresh = await freshIn(rows, context, { kind, batch, digests });
      const fresh = batch.filter(isFresh);
      await writeSubjects(
        rows,
        fresh.map((each) => each.rows),
      );
      await rows.importedRecord.createMany({
        data: fresh.map((each) => ({
          ...{ source, kind, externalId: each.externalId, subject: each.rows.subject },
          ...{ digest: each.digest, at: new Date(now) },
        })),
      });
      return fresh.length;
    },
    { timeout: batchTimeoutMs },
  );
}

/** What is not here yet; a known one is unchanged, or refused because it says something else. */
async function freshIn(
  rows: Rows,
  context: Context,
  asked: { kind: Kind; batch: readonly Taken[]; digests: ReadonlyMap<string, string> },
): Promise<(each: Taken) => boolean> {
  const { kind, batch, digests } = asked;
  const abouts = batch.flatMap((each) => each.rows.process?.about ?? []);
  const incidents = await rows.incident.findMany({
    where: { id: { in: abouts } },
    select: { id: true },
  });
  const there = new Set(incidents.map(({ id }) => id));
  return ({ n, externalId: id, digest, rows: made }) => {
    const before = digests.get(id);
    if (before === digest) context.report.unchanged += 1;
    else if (before !== undefined) {
      reject(context, { kind, n, id, code: 'changed', what: id });
    } else if (made.process?.about != null && !there.has(made.process.about)) {
      reject(context, { kind, n, id, code: 'unknown_incident', what: 'about' });
    } else return true;
    return false;
  };
}
