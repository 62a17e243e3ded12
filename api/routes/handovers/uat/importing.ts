import type { z } from 'zod';

import type { Rejected } from '../../../../contracts/table/imported.js';
import { text, type Language } from '../../../../contracts/text.js';
import type { traceImported } from '../../../../contracts/uat/trace.js';
import { keepFile, referTo } from '../../../../records/content/content.js';
import type { Rows } from '../../../../records/rows.js';
import type { Writing, Written } from '../../../../records/uat/lock.js';
import { safeName, sniff } from '../../../files/sniff.js';
import type { RawCall } from '../../../route.js';
import { tableLimits } from '../../../tables/grid.js';
import { checkRows, importedOf, readTable, type Column } from '../../../tables/read-table.js';
import { changedHandover, tellTrace } from './changing.js';
import { presentVerdict } from './present.js';

export const importMaxBytes = tableLimits.bytesMax;
const auditedKeysMax = 100;
const plainText = { mime: 'text/plain; charset=utf-8', endings: ['csv', 'txt'] };

interface Importing<D extends { key: string }> {
  /** `requirements` or `cases`: in the audit trail. */
  noun: string;
  columns: Record<string, Column>;
  row: z.ZodType<D>;
  take(rows: Rows, drafts: readonly D[], writing: Writing): Promise<Written>;
}

type Drafts<D> = { line: number; value: D }[];

/** The first line of each key is taken, later ones are rejected. */
function firstOfEach<D extends { key: string }>(
  rows: Drafts<D>,
  language: Language,
): { kept: Map<string, { line: number; value: D }>; rejected: Rejected[] } {
  const kept = new Map<string, { line: number; value: D }>();
  const rejected: Rejected[] = [];
  for (const row of rows) {
    const { key } = row.value;
    if (!kept.has(key)) kept.set(key, row);
    else {
      const said = text(language, 'uat/duplicate_key', { key });
      rejected.push({ line: row.line, field: 'key', code: 'duplicate_key', text: said });
    }
  }
  return { kept, rejected };
}

/**
 * Imports a table of requirements or cases: the good lines in one transaction with the file itself
 * and its audit line, the others as a list of what is wrong with each. Then the machine is told,
 * also where nothing was new, so that the same file again heals a telling that failed.
 */
export async function importTrace<D extends { key: string }>(
  call: RawCall,
  { noun, columns, row, take }: Importing<D>,
): Promise<z.input<typeof traceImported>> {
  const { language } = call;
  const { row: handover, writing } = await changedHandover(call);
  const bytes = call.raw?.bytes ?? Buffer.alloc(0);
  const table = await readTable(bytes, { columns, language });
  const checked = checkRows(table, row, language);
  const { kept, rejected } = firstOfEach(checked.rows, language);
  const drafts = [...kept.values()].map(({ value }) => value);
  const { written, file } = await call.write(async (tx, audit) => {
    const done = await take(tx, drafts, writing);
    const id = await keepTable(tx, { bytes, noun }, writing);
    const { taken, unchanged, refused } = done;
    const lines = checked.rejected.length + rejected.length + refused.length;
    const after = { file: id, taken: taken.length, unchanged: unchanged.length, rejected: lines };
    await audit({
      ...{ subject: writing.handover, action: `uat.${noun}_import` },
      after: { ...after, keys: taken.slice(0, auditedKeysMax) },
    });
    return { written: done, file: id };
  });
  const refused = written.refused.map(({ key, code, field, what }): Rejected => {
    const said = text(language, `uat/${code}`, { key, what });
    return { line: kept.get(key)?.line ?? 1, ...(field && { field }), code, text: said };
  });
  const count = written.taken.length;
  const verdict = await tellTrace(call, handover, { type: 'requirements_changed', count });
  const all = [...checked.rejected, ...rejected, ...refused];
  const { unknownColumns } = table;
  const unchanged = written.unchanged.length;
  const answer = importedOf({ taken: count, unchanged, rejected: all, unknownColumns });
  return { ...answer, file, verdict: presentVerdict(verdict) };
}

/** The table as it came, so that what was imported can be looked up for ever. */
async function keepTable(
  rows: Rows,
  { bytes, noun }: { bytes: Buffer; noun: string },
  { handover, by, at }: Writing,
): Promise<string> {
  const kind = sniff(bytes) ?? plainText;
  const csv = kind.endings.includes('csv');
  const name = safeName(`${noun}.${csv ? 'csv' : ''}`, kind);
  const { head } = await keepFile(rows, { name, mime: kind.mime, bytes, by, at });
  await referTo(rows, handover, [head.id]);
  return head.id;
}
