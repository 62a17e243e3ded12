import { z } from 'zod';

import { cutPage, decodeCursor, type Page, type Paging } from '../../contracts/api/paging.js';
import { Refused } from '../../contracts/api/refused.js';
import { runsMax, type RunDraft } from '../../contracts/uat/runs.js';
import { meets } from '../../domain/uat/measure.js';
import type { UatCase, UatRun } from '../../prisma/generated/client.js';
import { referTo, unknownContent } from '../content/content.js';
import type { Rows } from '../rows.js';
import { caseRow } from './cases.js';
import { lockTrace, type Writing } from './lock.js';
import { measureIn, measureText } from './measures.js';

export type RunRow = UatRun;

/** A case with a number to reach passes by that number only. */
function refuseContradiction(row: UatCase, { result, measured }: RunDraft): void {
  const measure = measureIn(row.measure);
  if (measure === undefined || result !== 'pass') return;
  if (measured !== undefined && meets(measure, measured)) return;
  throw new Refused('result_contradicts', {
    ...{ key: row.key, expected: measureText(measure) },
    ...(measured !== undefined && { given: measured }),
  });
}

async function refuseUnknownEvidence(rows: Rows, evidence: readonly string[]): Promise<void> {
  const [unknown] = await unknownContent(rows, evidence);
  if (unknown !== undefined) {
    throw new Refused('unknown_reference', { field: 'evidence', id: unknown });
  }
}

interface Witnessed {
  contact?: string;
  name: string;
}

async function witnessOf(
  rows: Rows,
  witness: RunDraft['witness'],
  customer: string | undefined,
): Promise<Witnessed | undefined> {
  if (witness === undefined || 'name' in witness) return witness;
  const found = await rows.customerContact.findFirst({
    where: { id: witness.contact, customerId: customer ?? '' },
    select: { name: true },
  });
  if (found) return { contact: witness.contact, name: found.name };
  throw new Refused('unknown_reference', { field: 'witness', id: witness.contact });
}

export interface Running extends Writing {
  /** Of the request: sending it again records no second run. */
  id: string;
  /** Whose contacts may witness. */
  customer?: string | undefined;
}

/** Records a run of the case as it reads at this moment; the caller is the tester. */
export async function addRun(
  rows: Rows,
  draft: RunDraft,
  { id, handover, by, at, customer }: Running,
): Promise<UatRun> {
  await lockTrace(rows, handover);
  const row = await caseRow(rows, handover, draft.case);
  refuseContradiction(row, draft);
  const evidence = [...new Set(draft.evidence ?? [])];
  await refuseUnknownEvidence(rows, evidence);
  const witness = await witnessOf(rows, draft.witness, customer);
  const its = { handoverId: handover, caseKey: row.key };
  if ((await rows.uatRun.count({ where: its })) >= runsMax) {
    throw new Refused('too_many_records', { max: runsMax, what: `runs of ${row.key}` });
  }
  await rows.uatRun.createMany({
    data: {
      ...{ id, ...its, caseVersion: row.version, result: draft.result, testerId: by, evidence },
      ...{ measured: draft.measured ?? null, note: draft.note ?? null },
      ...{ witnessContactId: witness?.contact ?? null, witnessName: witness?.name ?? null },
      ...{ at: draft.at === undefined ? at : new Date(draft.at), createdAt: at },
    },
    skipDuplicates: true,
  });
  await referTo(rows, handover, evidence);
  return rows.uatRun.findUniqueOrThrow({ where: { id } });
}

const cursorKeys = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** Runs of a hand-over, or of one case of it, newest first. */
export async function listRuns(
  rows: Rows,
  { handover, key }: { handover: string; key?: string | undefined },
  paging: Paging,
): Promise<Page<UatRun>> {
  const list = 'uat_run';
  const where = { handoverId: handover, ...(key !== undefined && { caseKey: key }) };
  const [before] = paging.cursor ? decodeCursor(list, cursorKeys, paging.cursor) : [];
  const found = await rows.uatRun.findMany({
    where: { ...where, ...(before !== undefined && { n: { lt: BigInt(before) } }) },
    orderBy: { n: 'desc' },
    take: paging.limit + 1,
  });
  const cut = cutPage(list, found, { limit: paging.limit, keysOf: ({ n }) => [String(n)] });
  return paging.count ? { ...cut, total: await rows.uatRun.count({ where }) } : cut;
}

/** The names of who tested. */
export async function testerNames(
  rows: Rows,
  runs: readonly UatRun[],
): Promise<Map<string, string>> {
  const ids = [...new Set(runs.map(({ testerId }) => testerId))];
  const where = { id: { in: ids } };
  const people = await rows.person.findMany({ where, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** The version of each case of these runs, all of one hand-over, as it reads at this moment. */
export async function caseVersions(
  rows: Rows,
  runs: readonly UatRun[],
): Promise<Map<string, number>> {
  const [first] = runs;
  if (!first) return new Map();
  const keys = [...new Set(runs.map(({ caseKey }) => caseKey))];
  const cases = await rows.uatCase.findMany({
    where: { handoverId: first.handoverId, key: { in: keys } },
    select: { key: true, version: true },
  });
  return new Map(cases.map(({ key, version }) => [key, version]));
}
