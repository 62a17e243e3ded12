import type { z } from 'zod';
import type { NoticeAnswer, NoticesAnswer, noticeHead } from '../../../contracts/notice/notices.js';
import { readOwedId } from '../../../domain/notice/stages.js';
import { overridesOf } from '../../../records/notice/overrides.js';
import { pinned, type Prepared } from '../../../records/notice/prepare.js';
import { noticesOf, type NoticeRow } from '../../../records/notice/rows.js';
import { shownFields } from '../../../domain/notice/fields.js';
import type { RawCall } from '../../route.js';
import type { FoundIncident } from '../incidents/subject.js';
import { faultsOf, prepared, type SeenNotice } from './notice-call.js';

export const headOf = (row: NoticeRow): z.input<typeof noticeHead> => ({
  ...{ id: row.id, number: row.number, incident: row.incidentId, notice: row.owed },
  ...{ audience: row.audience, kind: row.kind, level: row.level, sequence: row.sequence },
  ...{ state: row.state, drill: row.drill, draftedAt: row.draftedAt, sentAt: row.sentAt },
  ...{ approvedBy: row.approvedBy, approvedAt: row.approvedAt, correctionOf: row.correctionOf },
});

async function reachedOf({ db }: RawCall, row: NoticeRow) {
  const ways = await db.noticeDelivery.findMany({
    where: { noticeId: row.id },
    select: { recipient: true, state: true },
  });
  const all = new Set(ways.map(({ recipient }) => recipient));
  const taken = new Set(
    ways.filter(({ state }) => state === 'delivered').map(({ recipient }) => recipient),
  );
  return { recipients: all.size, delivered: taken.size };
}

/** A draft is shown as it would go now; a sent one as it went. */
export async function presentNotice(
  call: RawCall,
  found: SeenNotice,
  known?: Prepared,
): Promise<NoticeAnswer> {
  const { row } = found;
  const { frozen } = row;
  const went = row.state === 'sent' && frozen !== null;
  const made = went ? undefined : (known ?? (await prepared(call, found)));
  const fields = made?.fields ?? frozen?.fields ?? {};
  const shown: readonly string[] = shownFields(row);
  const customers = made?.reach.customers ?? frozen?.customers ?? [];
  return {
    ...headOf(row),
    fields: Object.fromEntries(Object.entries(fields).filter(([field]) => shown.includes(field))),
    faults: faultsOf(call, made?.faults ?? [], row),
    overrides: await overridesOf(call.db, row.id),
    templates: made ? pinned(made.templates) : row.templates,
    hash: row.hash,
    ...(await reachedOf(call, row)),
    customers: customers.map(({ id, name }) => ({ id, name })),
  };
}

/** What an incident owes, and every notice of it. */
export async function presentNotices(
  { db }: RawCall,
  { id, view }: FoundIncident,
): Promise<NoticesAnswer> {
  const rows = await noticesOf(db, id);
  const owed = (view.notices?.owed ?? []).flatMap((each) => {
    const name = readOwedId(each.id);
    const row = rows.find(({ owed: of }) => of === each.id);
    if (!name) return [];
    return [
      {
        ...{ notice: each.id, ...name, dueAt: each.dueAt, state: each.state },
        ...{
          missed: each.missed === true,
          draft: each.draft ?? (row ? 'complete' : null),
          id: row?.id ?? null,
        },
      },
    ];
  });
  return { owed, counts: view.notices?.counts ?? {}, items: rows.map(headOf) };
}
