import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { ProcessName } from '../../../contracts/names.js';
import type { SubjectView } from '../../../domain/subject-view.js';
import { writeProjection } from '../../../records/project/project.js';
import { writeIncident } from '../api/incident-row.js';
import { addKey, addPerson, as, runApi, type Caller, type RunningApi } from '../api/running-api.js';

const limitMs = 30_000;
const minuteMs = 60_000;
const start = Date.UTC(2026, 10, 22, 18);

let api: RunningApi;
let me: Caller;
let other: Caller;

interface Item {
  why: string;
  asked: string;
  id: string;
  number: string;
  title: string;
  item?: { id: string; number?: string; title?: string };
  due?: string;
  since: string;
  link: string;
}

const workOf = async (caller: Caller, query: object = {}): Promise<Item[]> => {
  const { body } = await as(api.app, caller.key).get('/api/v1/me/work').query(query).expect(200);
  return body.items;
};

let ids = 0;

/** A process in the read model, as its first projection writes it. */
const write = async (
  process: ProcessName,
  view: Partial<SubjectView> & Record<string, unknown>,
  facts: { kind: string; key: string; data: Record<string, string | number | null> }[] = [],
): Promise<string> => {
  const id = `${process}_${(ids += 1)}`;
  const holder = { person: 'per_third', since: start };
  const whole = {
    ...{ id, title: `a ${process}`, stage: 'open', startedAt: start, holder },
    ...{ clocks: [], silenced: {} },
    ...view,
  };
  await writeProjection(
    api.database,
    { process, id, seq: 1, view: whole, entries: [], facts },
    { holder: whole.holder.person ?? '' },
  );
  return id;
};

const item = (key: string, waitsFor: string, state: string) => ({
  kind: 'shift_item',
  key,
  data: { number: `INC-${key}`, title: `line ${key}`, state, waitsFor, at: start },
});

beforeAll(async () => {
  api = await runApi();
  me = await addPerson(api.database, 'per_me', { role: 'ops_lead', language: 'en' });
  other = await addPerson(api.database, 'per_two', { role: 'engineer', language: 'zh' });
  await addPerson(api.database, 'per_third');
}, limitMs);

afterAll(() => api.close());

describe("a person's work", () => {
  it('has each kind of what waits, for the one it waits for and nobody else, by due time', async () => {
    const { prisma } = api.database;
    const held = await writeIncident(api.database, {}, 'per_me');
    const offered = await write('drill', {
      offer: { to: 'per_me', by: 'per_third', at: start, expires: start + 5 * minuteMs },
    });
    const clock = { obligation: 'sign', startAt: start, dueAt: start + 15 * minuteMs };
    const shift = await write('shift', { clocks: [clock] }, [
      item('11', 'per_me', 'unsigned'),
      item('12', 'per_two', 'asked'),
    ]);
    await write('shift', { stage: 'closed', closedAt: start }, [item('13', 'per_me', 'unsigned')]);
    const leg = { n: 1, kind: 'person', id: 'per_me', name: 'me', openedAt: start, silences: 0 };
    const chain = await write('escalation', {
      ...{ stage: 'asked', legs: [leg], asker: { person: 'per_third' } },
      waitingFor: { what: 'accept', due: start + minuteMs },
    });
    const access = await write('accessRequest', {
      ...{ holder: { person: 'per_two', since: start }, nextDue: start + 2 * minuteMs },
    });
    const graded = await writeIncident(api.database, {}, 'per_third');
    const row = await prisma.incident.findUniqueOrThrow({ where: { id: graded.id } });
    const proposal = { id: 'p1', to: 'warning', by: 'per_two', at: start, reason: 'one line' };
    const owed = { id: 'customer/first/1', dueAt: start + 3 * minuteMs, state: 'owed' };
    const view = {
      ...(row.view as object),
      proposals: [proposal],
      notices: { owed: [{ ...owed, draft: 'complete' }], counts: {} },
    };
    await prisma.incident.update({ where: { id: graded.id }, data: { view } });
    await prisma.notice.create({
      data: {
        ...{ id: 'ntc_1', incidentId: graded.id, owed: owed.id, number: 'N-1', sequence: 1 },
        ...{ audience: 'customer', kind: 'first', level: 'P1', drill: false },
      },
    });

    const mine = (await workOf(me)).map(({ why, id, item: part }) => [why, id, part?.id ?? '']);
    const wanted = [
      ['accept', chain, ''],
      ['approve', graded.id, 'ntc_1'],
      ['offered', offered, ''],
      ['sign', shift, '11'],
      ['confirm', graded.id, 'p1'],
      ['held', held.id, ''],
    ];
    expect(mine).toHaveLength(wanted.length);
    expect(mine).toEqual(expect.arrayContaining(wanted));
    const theirs = (await workOf(other)).map(({ why, id, item: part }) => [why, id, part?.id]);
    expect(theirs).toEqual([
      ['decide', access, undefined],
      ['answer', shift, '12'],
    ]);
    const dues = (await workOf(me)).map(({ due }) => (due ? Date.parse(due) : Infinity));
    expect(dues).toEqual([...dues].sort((a, b) => a - b));
  });

  it('says what is asked in words, with number, title, since and a link', async () => {
    const [first] = await workOf(me);
    expect(first).toMatchObject({
      ...{ why: 'accept', asked: 'Accept, reject or bounce it', title: 'a escalation' },
      due: new Date(start + minuteMs).toISOString(),
      since: new Date(start).toISOString(),
      link: `http://baton.test/i/${first?.number}`,
    });
    const signing = (await workOf(me)).find(({ why }) => why === 'sign');
    expect(signing?.item).toEqual({ id: '11', number: 'INC-11', title: 'line 11' });
    expect((await workOf(other))[1]?.asked).toBe('接班人退回并提问，请回答');
    const incident = (await workOf(me)).find(({ why }) => why === 'held');
    expect(incident?.asked).toBe('You hold it: acknowledge');
  });

  it('is read page by page without a gap or a repeat', async () => {
    const all = await workOf(me);
    const read: Item[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages <= all.length; pages += 1) {
      const query = { limit: 2, count: true, ...(cursor && { cursor }) };
      const { body } = await as(api.app, me.key).get('/api/v1/me/work').query(query).expect(200);
      expect(body.total).toBe(all.length);
      read.push(...body.items);
      cursor = body.nextCursor ?? undefined;
      if (cursor === undefined) break;
    }
    expect(read).toEqual(all);
  });

  it('is refused to a service, which is accountable for nothing', async () => {
    const key = await addKey(api.database, null, ['*']);
    const { status, body } = await as(api.app, key).get('/api/v1/me/work');
    expect([status, body.code]).toEqual([422, 'service_cannot_hold']);
  });
});
