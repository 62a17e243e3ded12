import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { AccessRequestActivities } from '../../activities/access-request/access-request.js';
import type { ProcessActivities } from '../../activities/process-activities.js';
import { askUpdate, workflowTypes, type Ask, type ProcessStart } from '../../contracts/names.js';
import type { Projection } from '../../contracts/projection.js';
import type { AccessRequest } from '../../domain/access-request/process.js';
import type { GrantEffect } from '../../domain/access-request/effects.js';
import type { PageEffect } from '../../domain/page.js';
import { causedEvents } from '../support/caused.js';
import { firstTime } from '../support/first-time.js';
import { idle } from '../support/idle.js';
import {
  connectTimeSkipping,
  fastForward,
  type TimeSkippingClient,
} from '../support/time-skipping.js';
import { waitUntil } from '../support/wait-until.js';
import { runWorker, type RunningWorker } from '../support/worker.js';

const hourMs = 3_600_000;
const limitMs = 20_000;
/** Asked, paged, approved, granted, told: the simple life of a request. */
const eventsSimpleMax = 32;
/** Timer fired and started, the page's three, one write: 12 with the two tasks they take. */
const causedByRung = 6;

/** The world outside the engine: who was paged, and what was granted. */
const pagedFor = new Map<string, { reason: string; to: string }[]>();
const granted: GrantEffect[] = [];
const projections: Projection[] = [];

const fresh = firstTime();

const note = (subject: string, { id, reason, targets }: PageEffect): void => {
  if (!fresh(subject, id)) return;
  const [target] = targets;
  const to = target?.kind === 'person' ? target.id : '';
  pagedFor.set(subject, [...(pagedFor.get(subject) ?? []), { reason, to }]);
};

const keep = (projection: Projection) => {
  projections.push(projection);
  return { seq: projection.seq, entriesThrough: projection.entries.at(-1)?.n ?? 0 };
};

const activities: AccessRequestActivities & ProcessActivities = {
  projectRecord: async (projection) => keep(projection),
  pagePeople: async (subject, effect, carry) => {
    if (carry) keep(carry);
    note(subject, effect);
    const { id, ladder, rung } = effect;
    return {
      ...{ type: 'paged', effect: id, ladder, ...(rung !== undefined && { rung }) },
      people: [{ person: 'x', name: 'X', state: 'delivered', channels: ['mail'] }],
      ...{ empty: false, more: 0, waiting: false, later: [], gaps: [] },
    };
  },
  deliverWaiting: async (_subject, { id, page }) => ({
    ...{ type: 'delivered', effect: id, page, delivered: 1, failed: 0, silenced: 0 },
  }),
  tellProcess: async ({ id }) => ({ type: 'told', effect: id, ok: true }),
  grantAccess: async (effect) => {
    if (fresh('grant', effect.request)) granted.push(effect);
    return { type: 'granted', effect: effect.id, until: effect.until };
  },
};

let skipping: TimeSkippingClient;
let client: Client;
let worker: RunningWorker;

beforeAll(async () => {
  skipping = await connectTimeSkipping('on-request');
  client = skipping.client;
  worker = await runWorker({ activities });
});

afterAll(async () => {
  await worker.stop();
  await skipping.close();
});

let ids = 0;

const request = async (): Promise<{ id: string; handle: WorkflowHandle }> => {
  const id = `acr_${process.pid}_${(ids += 1)}`;
  const named = (name: string) => ({ id: name, name });
  const start: ProcessStart<AccessRequest> = {
    process: 'accessRequest',
    input: {
      ...{ id, what: 'commitments', permission: 'commitment.read', reason: 'r', days: 7 },
      ...{ requester: named('tom'), approvers: ['deputy', 'head', 'executive'].map(named) },
      ...{ hours: 'always', by: { kind: 'user', id: 'tom', person: 'tom' } },
    },
  };
  const handle = await client.workflow.start(workflowTypes.accessRequest, {
    ...{ taskQueue: worker.taskQueue, workflowId: id, args: [start] },
  });
  return { id, handle: client.workflow.getHandle(handle.workflowId) };
};

const paged = (id: string, count: number): Promise<void> =>
  waitUntil(() => (pagedFor.get(id)?.length ?? 0) >= count, {
    limitMs,
    what: () => `${count} pages, ${JSON.stringify(pagedFor.get(id))} so far`,
  });

const shown = (id: string, what: string): Promise<void> =>
  waitUntil(
    () => projections.some((one) => one.id === id && one.entries.some((it) => it.what === what)),
    { limitMs, what: () => `a line ${what}` },
  );

const ask = (handle: WorkflowHandle, command: AccessRequest['asked'], person: string) => {
  const asking: Ask<AccessRequest> = { command, by: { kind: 'user', id: person, person } };
  return handle.executeUpdate(askUpdate, { args: [asking] });
};

/** Events of the process itself: a skip of time writes some of its own, with a task for each. */
const written = async (handle: WorkflowHandle, without: RegExp): Promise<number> => {
  const { events = [] } = await handle.fetchHistory();
  const kinds = events?.map((event) => Object.keys(event).join()) ?? [];
  return kinds.filter((kind) => !without.test(kind)).length;
};
const skipped = /TimeSkipping|OptionsUpdated/;

describe('an access request on the engine', () => {
  it('is approved by another, granted once and told, within its budget', async () => {
    const { id, handle } = await request();
    await paged(id, 1);
    await expect(ask(handle, { type: 'approve' }, 'tom')).rejects.toThrow();
    await ask(handle, { type: 'approve' }, 'deputy');
    expect(await handle.result()).toMatchObject({ closedAs: 'granted' });
    expect(granted.filter((one) => one.request === id)).toHaveLength(1);
    expect(pagedFor.get(id)).toEqual([
      { reason: 'asked', to: 'deputy' },
      { reason: 'granted', to: 'tom' },
    ]);
    const last = projections.filter((one) => one.id === id).sort((a, b) => b.seq - a.seq)[0];
    expect(last?.view).toMatchObject({ stage: 'closed', closedAs: 'granted' });
    expect(await written(handle, skipped)).toBeLessThanOrEqual(eventsSimpleMax);
  });

  it('climbs while nobody answers, and is silent once somebody did', async () => {
    const { id, handle } = await request();
    await paged(id, 1);
    await shown(id, 'page.reached');
    await idle(client, id);
    const before = await causedEvents(handle);
    await fastForward(client, id, 12 * hourMs);
    await paged(id, 2);
    await fastForward(client, id, 12 * hourMs);
    await paged(id, 3);
    await fastForward(client, id, 12 * hourMs);
    await paged(id, 4);
    expect(pagedFor.get(id)?.map(({ to }) => to)).toEqual([
      ...['deputy', 'deputy', 'head', 'executive'],
    ]);
    await idle(client, id);
    const grown = (await causedEvents(handle)) - before;
    expect(grown).toBeLessThanOrEqual(3 * causedByRung);
    await ask(handle, { type: 'decline', reason: 'no need' }, 'executive');
    expect(await handle.result()).toMatchObject({ closedAs: 'declined' });
    expect(pagedFor.get(id)?.at(-1)).toEqual({ reason: 'declined', to: 'tom' });
    expect(granted.filter((one) => one.request === id)).toEqual([]);
  });
});
