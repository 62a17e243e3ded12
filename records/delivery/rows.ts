import { createHash, randomBytes } from 'node:crypto';

import type { ChannelName } from '../../contracts/channels.js';
import type { PageReason } from '../../domain/incident/effects.js';
import type { LadderName } from '../../domain/incident/state.js';
import type { IncidentView } from '../../domain/incident/view.js';
import type { Instant } from '../../domain/machine.js';
import type { DeliveryState } from '../../prisma/generated/enums.js';
import type { Database, Statement } from '../database.js';
import { storable } from '../storable.js';
import { insertRows } from './insert-rows.js';

export const actionLinkTtlMs = 24 * 3_600_000;
const tokenBytes = 24;

/** One message to one person on one channel; `id` is its idempotency key for ever (I5). */
export interface NewDelivery {
  id: string;
  subject: string;
  page: string;
  no: number;
  ladder: LadderName;
  reason: PageReason;
  rung?: number;
  person: string;
  channel: ChannelName;
  address: unknown;
  /** Names where it goes without any secret; the key of its token bucket. */
  destination: string;
  afterS: number;
  due: Instant;
}

export interface DeliveryRow extends NewDelivery {
  state: DeliveryState;
  attempts: number;
  nextAttemptAt?: Instant;
}

export interface NewLink {
  token: string;
  subject: string;
  person: string;
  action: string;
  expires: Instant;
}

export interface PageRows {
  deliveries: NewDelivery[];
  links: NewLink[];
}

export const newToken = (): string => randomBytes(tokenBytes).toString('base64url');

/** What is stored of a one-time link: whoever reads the table cannot use it. */
export const tokenId = (token: string): string => createHash('sha256').update(token).digest('hex');

export const deliveryJson = (deliveries: NewDelivery[]): string =>
  JSON.stringify(
    storable(deliveries).map(({ person, afterS, due, ...same }) => ({
      ...same,
      person_id: person,
      after_s: afterS,
      due_at: new Date(due).toISOString(),
    })),
  );

export const linkJson = (links: NewLink[]): string =>
  JSON.stringify(
    links.map(({ token, subject, person, action, expires }) => ({
      id: tokenId(token),
      subject,
      person_id: person,
      action,
      expires_at: new Date(expires).toISOString(),
    })),
  );

const insertStatement: Statement = {
  name: 'baton_insert_deliveries',
  text: `with ${insertRows('$1', '$2')} select 1 as done`,
};

/** Writes the rows that are not there yet. */
export async function insertPage(database: Database, page: PageRows): Promise<void> {
  if (page.deliveries.length === 0 && page.links.length === 0) return;
  await database.rows(insertStatement, [deliveryJson(page.deliveries), linkJson(page.links)]);
}

/** The subject as the read model shows it, and what was written for one of its pages. */
export interface PageContext {
  subject?: { number: number; seq: number; view: IncidentView };
  deliveries: DeliveryRow[];
}

const contextStatement: Statement = {
  name: 'baton_page_context',
  text: `
select (select jsonb_build_object('number', number, 'seq', seq, 'view', view)
    from incident where id = $1) as subject,
  (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'subject', subject, 'page', page,
      'no', no, 'ladder', ladder, 'reason', reason, 'rung', rung, 'person', person_id,
      'channel', channel, 'address', address, 'destination', destination, 'afterS', after_s,
      'due', (extract(epoch from due_at) * 1000)::bigint, 'state', state, 'attempts', attempts,
      'nextAttemptAt', (extract(epoch from next_attempt_at) * 1000)::bigint) order by id), '[]')
    from delivery where subject = $1 and page = $2) as deliveries`,
};

type Nullable<T> = { [K in keyof T]: T[K] | null };

export async function pageContext(
  database: Database,
  subject: string,
  page: string,
): Promise<PageContext> {
  const [row] = await database.rows<{
    subject: NonNullable<PageContext['subject']> | null;
    deliveries: Nullable<DeliveryRow>[];
  }>(contextStatement, [subject, page]);
  return {
    ...(row?.subject ? { subject: row.subject } : {}),
    deliveries: (row?.deliveries ?? []).map(
      (delivery) =>
        Object.fromEntries(
          Object.entries(delivery).filter(([, value]) => value !== null),
        ) as unknown as DeliveryRow,
    ),
  };
}
