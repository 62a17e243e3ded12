import { z } from 'zod';

import { pageOf, pagingQuery } from '../../../contracts/api/paging.js';
import {
  channelNames,
  maskAddress,
  maskMark,
  type ChannelName,
} from '../../../contracts/channels.js';
import { deliveryAnswer } from '../../../contracts/incident/answers.js';
import { idParams } from '../../../contracts/incident/requests.js';
import { personNames } from '../../../records/access/people.js';
import { listDeliveries, type DeliveryWithTries } from '../../../records/incident/deliveries.js';
import { route, type Route } from '../../route.js';
import { seen } from './subject.js';

const phoneShown = 4;

/** An address fit for people who may see that a page went out, and not where people live. */
export function maskedAddress(channel: string, address: unknown): Record<string, unknown> {
  if (typeof address !== 'object' || address === null) return {};
  const known = (channelNames as readonly string[]).includes(channel);
  const masked = known ? maskAddress(channel as ChannelName, address) : {};
  const { address: mail, phone } = masked as { address?: unknown; phone?: unknown };
  return {
    ...masked,
    ...(typeof mail === 'string' ? { address: mail.replace(/^(.).*@/, `$1${maskMark}@`) } : {}),
    ...(typeof phone === 'string' ? { phone: `${maskMark}${phone.slice(-phoneShown)}` } : {}),
  };
}

const absent = <T>(value: T | null): T | undefined => value ?? undefined;

function deliveryOf(row: DeliveryWithTries, names: ReadonlyMap<string, string>) {
  const taken = row.acceptedAt ?? row.deliveredAt;
  return {
    id: row.id,
    page: row.page,
    ladder: row.ladder,
    reason: row.reason,
    rung: row.rung === null ? undefined : row.rung + 1,
    person: { id: row.personId, name: names.get(row.personId) },
    channel: row.channel,
    address: maskedAddress(row.channel, row.address),
    state: row.state,
    dueAt: row.dueAt,
    startedAt: absent(row.startedAt),
    acceptedAt: absent(row.acceptedAt),
    deliveredAt: absent(row.deliveredAt),
    nextAttemptAt: absent(row.nextAttemptAt),
    latenessMs: taken ? Math.max(0, taken.getTime() - row.dueAt.getTime()) : undefined,
    possiblyRepeated: row.possiblyRepeated,
    why: absent(row.why),
    attempts: row.tries.map(({ n, startedAt, endedAt, outcome, detail }) => ({
      n,
      startedAt,
      endedAt: absent(endedAt),
      outcome: absent(outcome),
      detail: absent(detail),
    })),
  };
}

const deliveries = route({
  method: 'get',
  path: '/api/v1/incidents/{id}/deliveries',
  operationId: 'incident_deliveries',
  summary: { zh: '送达记录', en: 'Deliveries with their attempts' },
  tags: ['incidents'],
  permission: 'incident.trace',
  params: idParams,
  query: z.strictObject(pagingQuery),
  response: pageOf(deliveryAnswer),
  handler: async (call) => {
    const { id } = await seen(call, call.params.id, { permission: 'incident.trace' });
    const page = await listDeliveries(call.db, id, call.query);
    const people = page.items.map(({ personId }) => personId);
    const names = await personNames(call.db, people);
    return { ...page, items: page.items.map((row) => deliveryOf(row, names)) };
  },
});

export const incidentDeliveryRoutes: readonly Route[] = [deliveries];
