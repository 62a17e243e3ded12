import { createHash, randomBytes } from 'node:crypto';

import type { ChannelName } from '../../contracts/channels.js';
import type { ProcessName } from '../../contracts/names.js';
import type { IncidentView } from '../../domain/incident/view.js';
import type { Instant } from '../../domain/machine.js';
import type { SubjectView } from '../../domain/subject-view.js';
import type { DeliveryState } from '../../prisma/generated/enums.js';
import type { Database, Statement } from '../database.js';
import type { Audience } from '../drill/audience.js';
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
  ladder: string;
  reason: string;
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

/** A subject as the read model shows it. */
export interface Shown {
  process: ProcessName;
  number: number;
  seq: number;
  view: IncidentView | SubjectView;
}

/** The subject as the read model shows it, and what was written for one of its pages. */
export interface PageContext {
  subject?: Shown;
  deliveries: DeliveryRow[];
  /** Of a drill: whom it may reach. */
  audience?: Audience;
}

const contextStatement: Statement = {
  name: 'baton_page_context',
  text: `
select coalesce(
    (select jsonb_build_object('process', 'incident', 'number', number, 'seq', seq, 'view', view)
      from incident where id = $1),
    (select jsonb_build_object('process', process, 'number', number, 'seq', seq, 'view', view)
      from process_row where id = $1)) as subject,
  (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'subject', subject, 'page', page,
      'no', no, 'ladder', ladder, 'reason', reason, 'rung', rung, 'person', person_id,
      'channel', channel, 'address', address, 'destination', destination, 'afterS', after_s,
      'due', (extract(epoch from due_at) * 1000)::bigint, 'state', state, 'attempts', attempts,
      'nextAttemptAt', (extract(epoch from next_attempt_at) * 1000)::bigint) order by id), '[]')
    from delivery where subject = $1 and page = $2) as deliveries,
  (select jsonb_build_object('drill', s.drill_id, 'people', jsonb_agg(person_id),
      'players', jsonb_agg(person_id order by position) filter (where position > 0))
    from drill_subject s join drill_participant p using (drill_id) where s.subject = $1
    group by s.drill_id) as audience`,
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
    audience: Audience | null;
  }>(contextStatement, [subject, page]);
  return {
    ...(row?.subject ? { subject: row.subject } : {}),
    ...(row?.audience ? { audience: row.audience } : {}),
    deliveries: (row?.deliveries ?? []).map(
      (delivery) =>
        Object.fromEntries(
          Object.entries(delivery).filter(([, value]) => value !== null),
        ) as unknown as DeliveryRow,
    ),
  };
}
