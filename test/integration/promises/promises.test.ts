import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runIncidentWorker, type IncidentWorker } from '../api/incident-worker.js';
import { addPerson, as, runApi, type RunningApi } from '../api/running-api.js';
import { waitUntil } from '../../support/wait-until.js';

const limitMs = 60_000;
const waitMs = 20_000;
const dayMs = 86_400_000;

let api: RunningApi;
let worker: IncidentWorker;
const callers: Record<string, ReturnType<typeof as>> = {};

const people: Record<string, { memberOf: string; role?: 'engineer' | 'manager' | 'viewer' }> = {
  ann: { memberOf: 'dep_ops', role: 'engineer' },
  opshead: { memberOf: 'dep_ops', role: 'viewer' },
  boss: { memberOf: 'dep_hr', role: 'viewer' },
  dee: { memberOf: 'dep_hr', role: 'viewer' },
  tom: { memberOf: 'dep_hr', role: 'viewer' },
  eve: { memberOf: 'dep_far', role: 'viewer' },
};

beforeAll(async () => {
  api = await runApi();
  worker = await runIncidentWorker(api);
  const { prisma } = api.database;
  const department = (id: string, headId: string, deputyId: string | null) =>
    prisma.department.create({ data: { id, name: { zh: id, en: id }, headId, deputyId } });
  await department('dep_ops', 'opshead', null);
  await department('dep_hr', 'boss', 'dee');
  await department('dep_far', 'eve', null);
  for (const [id, { memberOf, role }] of Object.entries(people)) {
    const standing = { memberOf, departmentId: memberOf, ...(role && { role }) };
    callers[id] = as(api.app, (await addPerson(api.database, id, standing)).key);
    const channels = [{ channel: 'mail', address: { address: `${id}@x.example` }, afterS: 0 }];
    await prisma.person.update({ where: { id }, data: { channels } });
  }
}, limitMs);

afterAll(async () => {
  await worker.stop();
  await api.close();
});

const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString();
const call = (person: string) => {
  const caller = callers[person];
  if (!caller) throw new Error(`nobody is ${person}`);
  return caller;
};
const give = (person: string, noun: string, id: string, verb: string, body: object = {}) =>
  call(person).post(`/api/v1/${noun}/${id}/${verb}`).send(body);
const wanted = {
  ...{ to: 'boss', what: 'a mentor for nights', effectOfDelay: 'no sign-off' },
  neededBy: inDays(20),
};
const raise = async (person = 'ann', change: object = {}): Promise<string> => {
  const made = await call(person)
    .post('/api/v1/asks')
    .send({ ...wanted, ...change })
    .expect(201);
  return (made.body as { id: string }).id;
};
const work = async (person: string): Promise<{ id: string; asked: string; why: string }[]> =>
  (await call(person).get('/api/v1/me/work?limit=100').expect(200)).body.items as never;

const kept = async (subject: string) =>
  api.database.prisma.$queryRaw<{ kind: string; person: string; kept: boolean | null }[]>`
    select kind, person, department, kept from promise_kept where subject = ${subject} order by key`;

const eventually = async (what: string, there: () => Promise<boolean>): Promise<void> =>
  waitUntil(there, { limitMs: waitMs, what: () => what });

describe('an ask over the API', () => {
  it('goes from who raised it to a date, to done, and is closed by who raised it only', async () => {
    const id = await raise();
    const shown = await call('ann').get(`/api/v1/asks/${id}`).expect(200);
    expect(shown.body).toMatchObject({
      ...{ stage: 'raised', number: expect.stringMatching(/^ASK-\d+$/) as unknown },
      ...{ requester: { id: 'ann' }, askedOf: { id: 'boss' }, holder: { person: 'boss' } },
      ...{ department: { id: 'dep_hr' }, clocks: [{ obligation: 'answer' }] },
    });
    expect((await work('boss')).find((row) => row.id === id)).toMatchObject({
      asked: 'You are asked: acknowledge, commit to a date, or decline with a reason',
    });
    await give('boss', 'asks', id, 'acknowledge').expect(200);
    const late = await give('boss', 'asks', id, 'commit', { date: inDays(-1) });
    expect([late.status, late.body.code]).toEqual([422, 'time_in_past']);
    await give('boss', 'asks', id, 'commit', { date: inDays(5), text: 'Tom does it' }).expect(200);
    await eventually('the promise', async () => (await kept(id)).length === 1);
    expect(await kept(id)).toEqual([expect.objectContaining({ kind: 'ask', kept: null })]);
    await give('boss', 'asks', id, 'done', { text: 'Tom mentors' }).expect(200);
    const refused = await give('boss', 'asks', id, 'confirm');
    expect([refused.status, refused.body.code]).toEqual([403, 'requester_only']);
    const closed = await give('ann', 'asks', id, 'confirm').expect(200);
    expect(closed.body).toMatchObject({ stage: 'closed', closedAs: 'done' });
    await eventually('the promise to be kept', async () => (await kept(id))[0]?.kept === true);
    const gone = await give('ann', 'asks', id, 'reopen', { reason: 'no' });
    expect([gone.status, gone.body.code]).toEqual([409, 'wrong_state']);
    const lines = await call('ann').get(`/api/v1/asks/${id}/timeline`).expect(200);
    const texts = (lines.body.items as { text: string }[]).map(({ text }) => text);
    expect(texts.some((text) => text.startsWith('ann asks boss: a mentor for nights'))).toBe(true);
    expect(texts).toContain('Confirmed by whoever asked');
  });

  it('is passed on, and stays with who passed it until the other takes it', async () => {
    const id = await raise();
    const passed = await give('boss', 'asks', id, 'delegate', { to: 'tom' }).expect(200);
    expect(passed.body).toMatchObject({ stage: 'delegated', holder: { person: 'boss' } });
    expect((await work('tom')).find((row) => row.id === id)).toMatchObject({ why: 'offered' });
    const unknown = await give('boss', 'asks', id, 'delegate', { to: 'nobody' });
    expect(unknown.body.code).toBe('unknown_reference');
    const taken = await give('tom', 'asks', id, 'acknowledge').expect(200);
    expect(taken.body).toMatchObject({ answerer: { id: 'tom' }, holder: { person: 'tom' } });
  });

  it('is not seen by a department that it does not concern', async () => {
    const id = await raise();
    await call('eve').get(`/api/v1/asks/${id}`).expect(404);
    const list = await call('eve').get('/api/v1/asks').expect(200);
    expect((list.body.items as { id: string }[]).map((one) => one.id)).not.toContain(id);
    const mine = await call('ann').get('/api/v1/asks?limit=100').expect(200);
    expect((mine.body.items as { id: string }[]).map((one) => one.id)).toContain(id);
  });

  it('of somebody who left is closed by the head of their department', async () => {
    const { key } = await addPerson(api.database, 'leaver', {
      ...{ memberOf: 'dep_ops', departmentId: 'dep_ops', role: 'engineer' },
    });
    callers['leaver'] = as(api.app, key);
    const id = await raise('leaver');
    await give('boss', 'asks', id, 'decline', { reason: 'nobody free' }).expect(200);
    const early = await give('opshead', 'asks', id, 'confirm');
    expect([early.status, early.body.code]).toEqual([403, 'requester_only']);
    const data = { status: 'left' } as const;
    await api.database.prisma.person.update({ where: { id: 'leaver' }, data });
    const closed = await give('opshead', 'asks', id, 'confirm').expect(200);
    expect(closed.body.closedAs).toBe('declined');
  });

  it.each([
    [{ to: 'ann' }, 422, 'same_party'],
    [{ to: 'nobody' }, 422, 'unknown_reference'],
    [{ neededBy: inDays(-1) }, 422, 'time_in_past'],
    [{ effectOfDelay: '' }, 400, 'invalid_field'],
    [{ about: 'INC-999999' }, 404, 'not_found'],
  ])('that makes no sense is refused: %j', async (change, status, code) => {
    const refused = await call('ann')
      .post('/api/v1/asks')
      .send({ ...wanted, ...change });
    expect([refused.status, refused.body.code]).toEqual([status, code]);
  });
});

describe('an action over the API', () => {
  it('is done with evidence, verified by another, and counts as kept', async () => {
    const made = await call('ann')
      .post('/api/v1/actions')
      .send({ title: 'write the article', owner: 'tom', due: inDays(3) })
      .expect(201);
    const { id } = made.body as { id: string };
    expect(made.body).toMatchObject({ stage: 'open', owner: { id: 'tom' }, opener: { id: 'ann' } });
    const links = ['https://kb.example/12'];
    await give('tom', 'actions', id, 'done', { evidence: 'article 12', links }).expect(200);
    const self = await give('tom', 'actions', id, 'verify');
    expect([self.status, self.body.code]).toEqual([422, 'second_name_needed']);
    expect((await work('ann')).find((row) => row.id === id)?.asked).toBe('Verify what was done');
    const closed = await give('ann', 'actions', id, 'verify').expect(200);
    expect(closed.body).toMatchObject({ closedAs: 'verified', verifiedBy: 'ann', links });
    await eventually('it to be kept', async () => (await kept(id))[0]?.kept === true);
  });

  it('begins only by its date', async () => {
    const body = { title: 'ninety-day check', owner: 'tom', due: inDays(95), opensAt: inDays(90) };
    const made = await call('ann').post('/api/v1/actions').send(body).expect(201);
    expect(made.body).toMatchObject({ stage: 'scheduled', nextDue: body.opensAt });
    const wrong = { ...body, opensAt: inDays(99) };
    await call('ann').post('/api/v1/actions').send(wrong).expect(400);
  });
});

interface Meeting {
  id: string;
  number: string;
}

describe('a meeting over the API', () => {
  const meet = async (change: object = {}): Promise<Meeting> => {
    const made = await call('ann')
      .post('/api/v1/meetings')
      .send({
        ...{ title: 'ops and HR', everyDays: 30 },
        parties: [{ department: 'dep_ops' }, { department: 'dep_hr' }],
        ...change,
      })
      .expect(201);
    return made.body as Meeting;
  };
  const invitations = (number: string, to: string) =>
    worker.mail.mails.filter(
      ({ to: [box], mail, raw }) =>
        box === `${to}@x.example` &&
        mail.subject?.includes(number) &&
        raw.includes('text/calendar'),
    );
  const calendarOf = (mail: { mail: { attachments: { content: Buffer }[] } } | undefined) =>
    mail?.mail.attachments[0]?.content.toString().replaceAll('\r\n ', '') ?? '';

  it('takes its interface persons from the directory, invites them, and starts its actions', async () => {
    const admin = as(api.app, (await addPerson(api.database, 'root', { role: 'admin' })).key);
    const named = await admin
      .post('/api/v1/interface-persons')
      .send({ department: 'dep_ops', counterpart: 'dep_hr', person: 'ann', deputy: 'opshead' })
      .expect(201);
    await admin
      .post('/api/v1/interface-persons')
      .send({ department: 'dep_ops', counterpart: 'dep_hr', person: 'opshead' })
      .expect(409);
    const { id, number } = await meet();
    const shown = await call('dee').get(`/api/v1/meetings/${number}`).expect(200);
    expect(shown.body).toMatchObject({
      ...{ stage: 'open', holder: { person: 'ann' } },
      parties: [
        { department: { id: 'dep_ops' }, person: { id: 'ann' }, deputy: { id: 'opshead' } },
        { department: { id: 'dep_hr' }, person: { id: 'dee' }, head: 'boss' },
      ],
    });
    await call('eve').get(`/api/v1/meetings/${id}`).expect(404);
    await give('ann', 'meetings', id, 'propose', { at: inDays(2), place: 'room 4' }).expect(200);
    await eventually('the invitation', async () => invitations(number, 'dee').length === 1);
    const ics = calendarOf(invitations(number, 'dee')[0]);
    expect(ics).toContain('METHOD:REQUEST');
    expect(ics).toContain('SEQUENCE:0');
    expect(ics).toContain('LOCATION:room 4');
    expect(ics).toMatch(/ATTENDEE;ROLE=OPT-PARTICIPANT[^\n]*opshead@x\.example/);
    const uid = /UID:(\S+)/.exec(ics)?.[1];
    expect((await work('dee')).find((row) => row.id === id)).toMatchObject({ why: 'meet' });
    await give('dee', 'meetings', id, 'decline', { reason: 'no room' }).expect(200);
    await eventually('the cancellation', async () => invitations(number, 'dee').length === 2);
    const off = calendarOf(invitations(number, 'dee')[1]);
    expect(off).toContain('METHOD:CANCEL');
    expect(off).toContain('STATUS:CANCELLED');
    expect(off).toContain('SEQUENCE:1');
    expect(off).toContain(`UID:${uid}`);
    await give('opshead', 'meetings', id, 'propose', { at: inDays(3) }).expect(200);
    const agreed = await give('boss', 'meetings', id, 'accept').expect(200);
    expect(agreed.body.stage).toBe('agreed');
    const actions = [{ title: 'send the roster', owner: 'tom', due: inDays(7) }];
    const held = await give('ann', 'meetings', id, 'held', {
      minutes: 'agreed on two mentors',
      actions,
    });
    expect(held.body).toMatchObject({ stage: 'waiting', held: 1, last: { actions: 1 } });
    await eventually('its action', async () => {
      const found = await call('ann').get(`/api/v1/actions?about=${id}`).expect(200);
      return (found.body.items as unknown[]).length === 1;
    });
    await eventually('both sides to have kept it', async () => {
      const rows = await kept(id);
      return rows.length === 2 && rows.every((row) => row.kept === true);
    });
    const minutes = await call('dee').get(`/api/v1/meetings/${id}/minutes`).expect(200);
    expect(minutes.body.items).toMatchObject([{ n: 1, minutes: 'agreed on two mentors' }]);
    await admin
      .delete(`/api/v1/interface-persons/${named.body.id}`)
      .set('If-Match', '*')
      .expect(204);
  }, 40_000);

  it('that is a review collects what is open, and carries over what stays open', async () => {
    const action = await call('ann')
      .post('/api/v1/actions')
      .send({ title: 'renew the contract', owner: 'tom', due: inDays(9) })
      .expect(201);
    const { id } = await meet({
      ...{ kind: 'operations_review', everyDays: 182, title: 'half-year review' },
      parties: [{ department: 'dep_hr' }],
    });
    const items = async () =>
      (await call('dee').get(`/api/v1/meetings/${id}/items`).expect(200)).body.items as {
        subject: string;
        carried: boolean;
        owner: string;
      }[];
    const mine = async () => (await items()).find(({ subject }) => subject === action.body.id);
    await eventually('the item', async () => (await mine()) !== undefined);
    expect(await mine()).toMatchObject({
      carried: false,
      owner: 'tom',
      title: 'renew the contract',
    });
    await give('dee', 'meetings', id, 'held', { minutes: 'second half: contracts' }).expect(200);
    await eventually('it to be carried over', async () => (await mine())?.carried === true);
    const { number } = (await call('dee').get(`/api/v1/meetings/${id}`)).body as Meeting;
    await eventually('the minutes to be published', async () =>
      worker.mail.mails.some(
        ({ to, mail }) =>
          to.includes('dee@x.example') &&
          mail.subject?.includes(number) === true &&
          mail.text?.includes('second half: contracts') === true,
      ),
    );
  }, 40_000);

  it.each([
    [{ parties: [{ department: 'dep_ops' }] }, 400, 'invalid_field'],
    [{ parties: [{ department: 'dep_ops' }, { department: 'dep_ops' }] }, 400, 'invalid_field'],
    [{ parties: [{ department: 'dep_ops' }, { department: 'dep_no' }] }, 422, 'unknown_reference'],
    [{ everyDays: 0 }, 400, 'invalid_field'],
  ])('that makes no sense is refused: %j', async (change, status, code) => {
    const parties = [{ department: 'dep_ops' }, { department: 'dep_hr' }];
    const body = { title: 't', everyDays: 30, parties, ...change };
    const refused = await call('ann').post('/api/v1/meetings').send(body);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
  });
});
