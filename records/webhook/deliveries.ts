import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { cutPage, decodeCursor, type Page, type Paging } from '../../contracts/api/paging.js';
import { messageIdOf } from '../../contracts/webhook/message-id.js';
import type { WebhookReplay } from '../../contracts/webhook/webhooks.js';
import type { WebhookDelivery } from '../../prisma/generated/client.js';
import { appendAudit } from '../audit/audit.js';
import { inOneWrite, type Access, type Rows } from '../directory/access.js';
import { testSubjectPrefix } from './dispatch.js';

export type DeliveryState = 'pending' | 'delivered' | 'failed';

const listName = 'webhook_delivery';
const cursorKeys = z.tuple([z.iso.datetime(), z.string()]);
/** Retries of a replayed delivery end after this; of a fresh one by the column's default. */
const retryForMs = 48 * 3_600_000;
/** Deliveries that a replay by time takes up at most; the rest with the next call. */
const replaySinceMax = 1_000;

export const deliveryAnswerOf = (row: WebhookDelivery) => ({
  id: row.id,
  messageId: messageIdOf(row.id),
  subject: row.subject,
  type: (row.body as { type?: string }).type ?? '',
  state: row.state as DeliveryState,
  attempts: row.attempts,
  nextAttemptAt: row.state === 'pending' ? row.nextAttemptAt : null,
  lastOutcome: row.lastOutcome,
  deliveredAt: row.deliveredAt,
  expiresAt: row.expiresAt,
  createdAt: row.createdAt,
  body: row.body,
});

/** Deliveries of one subscription, newest first. */
export async function listWebhookDeliveries(
  rows: Rows,
  asked: { webhook: string; state?: DeliveryState[] | undefined; paging: Paging },
): Promise<Page<WebhookDelivery>> {
  const { webhook: webhookId, state, paging } = asked;
  const where = { webhookId, ...(state && { state: { in: state } }) };
  const after =
    paging.cursor === undefined ? undefined : decodeCursor(listName, cursorKeys, paging.cursor);
  const found = await rows.webhookDelivery.findMany({
    where: {
      ...where,
      ...(after && {
        OR: [{ createdAt: { lt: after[0] } }, { createdAt: after[0], id: { lt: after[1] } }],
      }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: paging.limit + 1,
  });
  const page = cutPage(listName, found, {
    limit: paging.limit,
    keysOf: (row) => [row.createdAt.toISOString(), row.id],
  });
  if (!paging.count) return page;
  return { ...page, total: await rows.webhookDelivery.count({ where }) };
}

/** Sends what was delivered or given up once more, under the same ids; answers how many. */
export async function replayDeliveries(
  access: Access,
  { webhook: webhookId, asked }: { webhook: string; asked: WebhookReplay },
): Promise<number> {
  return inOneWrite(access, async (rows) => {
    const chosen = await rows.webhookDelivery.findMany({
      where: {
        webhookId,
        ...(asked.deliveries
          ? { id: { in: asked.deliveries }, state: { not: 'pending' } }
          : { state: 'failed', createdAt: { gte: new Date(asked.failedSince ?? 0) } }),
      },
      select: { id: true },
      orderBy: { createdAt: 'asc' },
      take: replaySinceMax,
    });
    const at = access.writer.at.getTime();
    const { count } = await rows.webhookDelivery.updateMany({
      where: { id: { in: chosen.map(({ id }) => id) }, state: { not: 'pending' } },
      data: {
        state: 'pending',
        attempts: 0,
        nextAttemptAt: new Date(at),
        expiresAt: new Date(at + retryForMs),
        deliveredAt: null,
      },
    });
    const line = { subject: webhookId, action: 'webhook.replay', after: { ...asked, count } };
    await appendAudit(rows, line, access.writer);
    return count;
  });
}

/** A delivery that says it is a test; it goes out also while the subscription is paused. */
export async function sendTest(access: Access, webhookId: string): Promise<WebhookDelivery> {
  return inOneWrite(access, async (rows) => {
    const { at } = access.writer;
    const subject = `${testSubjectPrefix}${uuid()}`;
    const body = { type: 'webhook.test', timestamp: at.toISOString(), data: { id: webhookId } };
    const row = await rows.webhookDelivery.create({
      data: { id: `${webhookId}/${subject}/1`, webhookId, subject, seq: 1, body },
    });
    await appendAudit(rows, { subject: webhookId, action: 'webhook.test' }, access.writer);
    return row;
  });
}
