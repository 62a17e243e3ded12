import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../support/wait-until.js';
import { openNight, type Night } from './night.js';

let night: Night;

beforeAll(async () => {
  night = await openNight();
});

afterAll(() => night.close());

const limitMs = 30_000;
const dayMs = 86_400_000;
const zhang = 'per_zhang_min';
const chen = 'per_chen_jie';
const path = '/api/v1/shift-handovers';

interface Handover {
  id: string;
  number: string;
  stage: string;
  closedAs?: string;
  holder: { person: string };
  counts: { unsigned: number; signed: number; asked: number };
}

interface Work {
  items: { why: string; id: string; asked: string; link: string; item?: { number: string } }[];
}

const handover = async (id: string): Promise<Handover> =>
  (await night.person(chen).get<Handover>(`${path}/${id}`)).body;

const holderOf = async (id: string): Promise<string[]> => {
  const rows = await night.records.prisma.baton.findMany({ where: { subject: id } });
  return rows.map(({ holderId }) => holderId);
};

const holds = (id: string, person: string): Promise<void> =>
  waitUntil(async () => (await holderOf(id))[0] === person, {
    limitMs,
    what: () => `${id} to be ${person}'s`,
  });

const told = async (id: string, what: string): Promise<void> =>
  waitUntil(
    async () => {
      const { body } = await night
        .person(chen)
        .get<{ items?: { what: string }[] }>(`${path}/${id}/timeline?limit=100`);
      return (body.items ?? []).some((line) => line.what === what);
    },
    { limitMs, what: () => `${id} to tell ${what}` },
  );

const workOf = async (person: string, why: string): Promise<Work['items']> =>
  (await night.person(person).get<Work>('/api/v1/me/work?limit=100')).body.items.filter(
    (item) => item.why === why,
  );

describe('a change of duty with seven open incidents', () => {
  const incidents: { id: string; number: string }[] = [];
  let shift = '';

  it('begins by itself at the change, once, and lists what the outgoing person holds', async () => {
    for (let k = 1; k <= 7; k += 1) {
      const dedupKey = `shift-${k}`;
      const body = { action: 'trigger', title: `line ${k} down`, severity: 'error', dedupKey };
      const opened = await night.paged(body);
      incidents.push(opened);
      await night.person(zhang).verb(opened.id, 'acknowledge');
      await night.shown(opened.id, ({ stage }) => stage === 'responding');
    }
    const now = Date.now();
    await night.records.prisma.scheduleOverride.create({
      data: {
        ...{ id: 'ovr_evening', scheduleId: 'sch_noc', personId: chen },
        ...{ from: new Date(now), until: new Date(now + dayMs) },
      },
    });
    const looked = await night.worker.lookAtDuty(now + 1_000);
    shift = looked.started[0] ?? '';
    expect(looked.started).toEqual([`shf_sch_noc_${now}`]);
    await told(shift, 'shift.listed');
    expect((await night.worker.lookAtDuty(now + 2_000)).started).toEqual([]);
    expect(await handover(shift)).toMatchObject({
      holder: { person: zhang },
      counts: { unsigned: 7, signed: 0 },
    });
    const toSign = await workOf(chen, 'sign');
    expect(toSign.map(({ item }) => item?.number).sort()).toEqual(
      incidents.map(({ number }) => number).sort(),
    );
    expect(await workOf(zhang, 'sign')).toEqual([]);
  });

  it('moves the six that are signed; the seventh stays with the outgoing person and climbs', async () => {
    const { number } = await handover(shift);
    const six = incidents.slice(0, 6);
    const last = incidents[6] ?? { id: '', number: '' };
    for (const { id } of incidents) expect(await holderOf(id)).toEqual([zhang]);
    const stranger = await night.person(zhang).post(`${path}/${shift}/sign`, { item: last.number });
    expect([stranger.status, stranger.body.code]).toEqual([403, 'not_party']);

    const items = six.slice(0, 5).map(({ number: one }) => one);
    const signed = await night.person(chen).post<Handover>(`${path}/${number}/sign`, { items });
    expect(signed.body).toMatchObject({
      holder: { person: zhang },
      counts: { signed: 5, unsigned: 2 },
    });
    await night.person(chen).post(`${path}/${shift}/sign`, { item: six[5]?.id });
    for (const { id } of six) await holds(id, chen);
    expect(await holderOf(last.id)).toEqual([zhang]);

    await night.pass(shift, 16);
    await told(shift, 'shift.overdue');
    const [climbed] = await night.mail.arrived(number, 'wang.fang');
    expect(climbed?.mail.text).toMatch(/交班超过 15 分钟|unsigned after 15 minutes/);
    expect(climbed?.mail.text).toContain(`/i/${number}`);
    expect(climbed?.mail.text).not.toContain('/a/');
    expect(await holderOf(last.id)).toEqual([zhang]);
    expect(await holderOf(shift)).toEqual([zhang]);
    const theirs = await night.person(chen).verb(last.id, 'mitigate');
    expect([theirs.status, theirs.body.code]).toEqual([403, 'not_holder']);
  });

  it('gives the seventh back with a question, and ends when that is answered and signed', async () => {
    const last = incidents[6] ?? { id: '', number: '' };
    const asks = { item: last.number, text: 'is the supplier on it?' };
    await night.person(chen).post(`${path}/${shift}/ask`, asks);
    expect(await workOf(zhang, 'answer')).toMatchObject([{ item: { number: last.number } }]);
    expect(await holderOf(last.id)).toEqual([zhang]);
    await night.person(zhang).post(`${path}/${shift}/answer`, { item: last.id, text: 'yes' });
    const listed = await night
      .person(chen)
      .get<{ items: { id: string; talk: { text: string }[] }[] }>(`${path}/${shift}/items`);
    const talk = listed.body.items.find(({ id }) => id === last.id)?.talk;
    expect(talk?.map(({ text }) => text)).toEqual([asks.text, 'yes']);
    await night.person(chen).post(`${path}/${shift}/sign`, { item: last.id });
    await holds(last.id, chen);
    await told(shift, 'shift.signed_over');
    expect(await handover(shift)).toMatchObject({ stage: 'closed', closedAs: 'signed' });
    expect(await holderOf(shift)).toEqual([]);
    for (const { id } of incidents) expect(await holderOf(id)).toEqual([chen]);
  });
});
