import type { WindowNotice } from '../../contracts/intake/event.js';
import { amend, type Amended } from '../../domain/window/amend.js';
import type { MaintenanceWindow } from '../../prisma/generated/client.js';
import { appendAudit, type Writer } from '../audit/audit.js';
import type { Database } from '../database.js';
import { inOneWrite, type Rows } from '../directory/access.js';
import { jsonColumn } from '../directory/columns.js';
import { newId } from '../directory/noun.js';
import { storable } from '../storable.js';
import { circuitIndex } from './match-objects.js';
import {
  announcedColumns,
  announcedOf,
  objectsOf,
  spansOf,
  windowAnswerOf,
  type WindowSource,
} from './window-row.js';

export interface IncomingNotice {
  integration: string;
  notice: WindowNotice;
  /** Of the body it came in. */
  sha256: string;
  at: Date;
}

export type TakenNotice =
  { kind: 'taken'; id: string; notes: string[] } | { kind: 'ignored'; id?: string; reason: string };

type Changed = Exclude<Amended, { kind: 'ignored' }>;

/** Other hours, another impact or other circuits were not what somebody approved. */
const isOther = (row: MaintenanceWindow, { window }: Changed): boolean =>
  JSON.stringify([spansOf(row), row.impact, objectsOf(row)]) !==
  JSON.stringify([window.spans, window.impact ?? null, window.objects]);

const columnsOf = async (rows: Rows, { notice, sha256, at }: IncomingNotice, changed: Changed) => {
  const notes = [...changed.notes, ...notice.notes];
  const source: WindowSource = { sha256, receivedAt: at.getTime(), notes };
  const index = await circuitIndex(rows);
  return {
    ...announcedColumns(changed.window),
    supplierServiceIds: index.idsOf(changed.window.objects),
    source: jsonColumn(source),
    ...(notice.account !== undefined && { account: notice.account }),
  };
};

const write = async (
  rows: Rows,
  incoming: IncomingNotice,
  { row, changed }: { row: MaintenanceWindow | null; changed: Changed },
): Promise<MaintenanceWindow> => {
  const { integration, notice } = incoming;
  const columns = await columnsOf(rows, incoming, changed);
  if (!row) {
    const { provider, maintenanceId } = notice;
    const identity = { integrationId: integration, provider, maintenanceId };
    const data = { id: newId('win_'), kind: 'maintenance', ...identity, ...columns };
    return rows.maintenanceWindow.create({ data });
  }
  const approval = isOther(row, changed) && { approvedBy: null, approvedAt: null };
  return rows.maintenanceWindow.update({
    where: { id: row.id },
    data: { ...columns, ...approval, version: row.version + 1 },
  });
};

/** Lays one supplier's notice over what is known of its work; an older or repeated one is ignored. */
export const takeNotice = (database: Database, sent: IncomingNotice): Promise<TakenNotice> =>
  inOneWrite({ db: database.prisma }, async (rows): Promise<TakenNotice> => {
    const incoming = { ...sent, notice: storable(sent.notice) };
    const { integration, notice, at } = incoming;
    const { provider, maintenanceId } = notice;
    const row = await rows.maintenanceWindow.findFirst({
      where: { integrationId: integration, provider, maintenanceId },
    });
    const changed = amend(row ? announcedOf(row) : undefined, notice, at.getTime());
    if (changed.kind === 'ignored') {
      return { ...changed, ...(row && { id: row.id }) };
    }
    const after = await write(rows, incoming, { row, changed });
    const writer: Writer = { actor: { kind: 'integration', id: integration }, at };
    const line = {
      subject: after.id,
      action: `window.${changed.kind}`,
      ...(row && { before: windowAnswerOf(row, at.getTime()) }),
      after: windowAnswerOf(after, at.getTime()),
    };
    await appendAudit(rows, line, writer);
    return { kind: 'taken', id: after.id, notes: [...changed.notes, ...notice.notes] };
  });
