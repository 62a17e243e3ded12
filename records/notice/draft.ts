import type { TypedFields } from '../../domain/notice/draft.js';
import { appendAudit, type Writer } from '../audit/audit.js';
import { jsonColumn } from '../directory/columns.js';
import type { Rows } from '../rows.js';
import { noticeOf, type NoticeRow } from './rows.js';

/** What people typed; a notice that was approved before is a draft again. */
export async function writeDraft(
  rows: Rows,
  row: NoticeRow,
  { typed, writer }: { typed: TypedFields; writer: Writer },
): Promise<NoticeRow> {
  const { values, causeStatus } = typed;
  const data = {
    ...{ typed: jsonColumn(values), causeStatus: causeStatus ?? null, version: { increment: 1 } },
    ...{ state: 'draft', approvedBy: null, approvedAt: null },
    draftedBy: jsonColumn(writer.actor),
  };
  const after = await rows.notice.update({ where: { id: row.id }, data });
  const line = {
    subject: row.id,
    action: 'notice.draft',
    before: { typed: row.typed, causeStatus: row.causeStatus },
    after: { typed: values, causeStatus: causeStatus ?? null },
  };
  await appendAudit(rows, line, writer);
  return noticeOf(after);
}

/** Who approved it, with the very templates that were approved (V5). */
export async function writeApproval(
  rows: Rows,
  row: NoticeRow,
  approval: { by: string; templates: NoticeRow['templates']; at: Date },
): Promise<NoticeRow> {
  const { by, templates, at } = approval;
  const where = { id: row.id, state: { in: ['draft', 'approved'] } };
  const data = {
    state: 'approved',
    approvedBy: by,
    approvedAt: at,
    templates: jsonColumn(templates),
  };
  await rows.notice.updateMany({ where, data });
  return noticeOf(await rows.notice.findUniqueOrThrow({ where: { id: row.id } }));
}

/** The incident refused the approval that was just written: the notice is as it was before. */
export async function giveBackApproval(rows: Rows, before: NoticeRow, by: string): Promise<void> {
  const stored = { id: before.id, state: 'approved', approvedBy: by };
  const { state, templates, approvedBy = null, approvedAt = null } = before;
  const data = { state, approvedBy, approvedAt, templates: jsonColumn(templates) };
  await rows.notice.updateMany({ where: stored, data });
}
