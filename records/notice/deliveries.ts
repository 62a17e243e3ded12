import type { ChannelName } from '../../contracts/channels.js';
import type { NoticeLanguage } from '../../domain/notice/stages.js';
import type { NoticeDelivery } from '../../prisma/generated/client.js';
import type { Database, Statement } from '../database.js';
import { storable } from '../storable.js';

export interface NoticeWay {
  id: string;
  recipient: string;
  customer?: string;
  language: NoticeLanguage;
  channel: ChannelName;
  address: unknown;
  position: number;
  state: 'pending' | 'delivered' | 'failed';
}

const wayOf = (row: NoticeDelivery): NoticeWay => ({
  ...{ id: row.id, recipient: row.recipient, language: row.language, address: row.address },
  ...{ position: row.position, channel: row.channel as ChannelName },
  state: row.state as NoticeWay['state'],
  ...(row.customerId !== null && { customer: row.customerId }),
});

/** Every way to every recipient of a notice, those of one recipient in the order they are tried. */
export async function waysOf({ prisma }: Database, noticeId: string): Promise<NoticeWay[]> {
  const rows = await prisma.noticeDelivery.findMany({
    where: { noticeId },
    orderBy: [{ recipient: 'asc' }, { position: 'asc' }],
  });
  return rows.map(wayOf);
}

const beginStatement: Statement = {
  name: 'baton_begin_notice',
  text: `
update notice_delivery set attempts = attempts + 1, started_at = $2::timestamptz,
  possibly_repeated = possibly_repeated or (started_at is not null and why is null), why = null
where id = $1 and state = 'pending'
returning possibly_repeated as repeated`,
};

/**
 * The last thing before an attempt. One that began before and has no outcome means that a worker
 * died with the message in hand: this one may be a repeat, and says so (I5). Undefined where the
 * way has an end already.
 */
export async function beginWay(
  database: Database,
  id: string,
  now: number,
): Promise<{ repeated: boolean } | undefined> {
  const [row] = await database.rows<{ repeated: boolean }>(beginStatement, [
    id,
    new Date(now).toISOString(),
  ]);
  return row;
}

/** What became of an attempt; `pending` with a reason may be tried again. */
export interface WayEnd {
  state: 'delivered' | 'failed' | 'pending';
  why?: string;
  at: number;
  mayHaveArrived?: boolean;
}

const endStatement: Statement = {
  name: 'baton_end_notice',
  text: `
update notice_delivery set state = $2::text, why = $3,
  delivered_at = case when $2::text = 'delivered' then $4::timestamptz end,
  possibly_repeated = possibly_repeated or $5::boolean
where id = $1 and state <> 'delivered'`,
};

export async function endWay(database: Database, id: string, end: WayEnd): Promise<void> {
  const { state, why, at, mayHaveArrived = false } = storable(end);
  const values = [id, state, why ?? null, new Date(at).toISOString(), mayHaveArrived];
  await database.rows(endStatement, values);
}
