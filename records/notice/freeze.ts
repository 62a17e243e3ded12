import { createHash } from 'node:crypto';
import type { Actor } from '../../domain/machine.js';
import { canonicalJson } from '../audit/canonical-json.js';
import type { Database } from '../database.js';
import { jsonColumn } from '../directory/columns.js';
import { pinned, type Prepared } from './prepare.js';
import type { Recipient } from './reach.js';
import type { Frozen, NoticeRow } from './rows.js';

const freezeMs = 20_000;

const frozenOf = ({ level }: NoticeRow, prepared: Prepared, at: number): Frozen => {
  const { fields, causeStatus, languages, reach } = prepared;
  return {
    ...{ at, level, fields, causeStatus, languages },
    customers: reach.customers.map(({ id, name, code, services }) => ({
      id,
      name,
      code,
      services,
    })),
    unreachable: reach.unreachable,
  };
};

const rowsOf = (notice: NoticeRow, recipients: readonly Recipient[], at: Date) =>
  recipients.flatMap(({ id, kind, customer, language, channels }) =>
    channels.map(({ channel, address }, position) => ({
      id: `${notice.id}/${id}/${channel}/${position}`,
      ...{ noticeId: notice.id, subject: notice.incidentId, recipient: id, language, channel },
      ...{ address: jsonColumn(address), position, createdAt: at },
      customerId: customer ?? null,
      contactId: kind === 'contact' ? id : null,
      personId: kind === 'person' ? id : null,
    })),
  );

/**
 * Fixes what goes out and to whom, in one transaction: the fields, the templates' versions, the
 * readers, a hash over it all, and a row per way to each of them. A repeat changes nothing.
 */
export async function freezeNotice(
  { prisma }: Database,
  notice: NoticeRow,
  { prepared, by, now }: { prepared: Prepared; by: Actor; now: number },
): Promise<void> {
  const at = new Date(now);
  const frozen = frozenOf(notice, prepared, now);
  const templates = pinned(prepared.templates);
  const hash = createHash('sha256')
    .update(canonicalJson([templates, frozen]))
    .digest('hex');
  await prisma.$transaction(
    async (rows) => {
      const data = {
        ...{ state: 'sending', frozen: jsonColumn(frozen), templates: jsonColumn(templates), hash },
        sentBy: jsonColumn(by),
      };
      const where = { id: notice.id, state: { in: ['draft', 'approved'] } };
      const { count } = await rows.notice.updateMany({ where, data });
      if (count === 0) return;
      const deliveries = rowsOf(notice, prepared.reach.recipients, at);
      await rows.noticeDelivery.createMany({ data: deliveries, skipDuplicates: true });
    },
    { timeout: freezeMs },
  );
}

/** Everybody was tried: nothing of the notice changes any more. */
export async function closeNotice({ prisma }: Database, id: string, at: Date): Promise<void> {
  const where = { id, state: 'sending' };
  await prisma.notice.updateMany({ where, data: { state: 'sent', sentAt: at } });
}

/** Nobody could be reached: it is drafted anew before the next try, with the same keys. */
export async function thawNotice({ prisma }: Database, id: string): Promise<void> {
  const thawed = (approved: boolean) =>
    prisma.notice.updateMany({
      where: { id, state: 'sending', approvedBy: approved ? { not: null } : null },
      data: { state: approved ? 'approved' : 'draft' },
    });
  await thawed(true);
  await thawed(false);
}
