import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openNight, type Night } from './night.js';

let night: Night;

beforeAll(async () => {
  night = await openNight();
});

afterAll(() => night.close());

const zhang = 'per_zhang_min';
const chen = 'per_chen_jie';
const trigger = (dedupKey: string) => ({
  action: 'trigger',
  title: `line down ${dedupKey}`,
  severity: 'error',
  dedupKey,
});

/** Who holds it by the records: every row there is, with the offer that stands. */
const rows = async (id: string): Promise<{ holder: string; offerTo: string | null }[]> => {
  const found = await night.records.prisma.baton.findMany({ where: { subject: id } });
  return found.map(({ holderId: holder, offerTo }) => ({ holder, offerTo }));
};

describe('the baton', () => {
  it('goes to one of two engineers who acknowledge in the same second; the other is told who holds it', async () => {
    const { id } = await night.paged(trigger('l1'));
    const [one, two] = await Promise.all([
      night.person(zhang).verb(id, 'acknowledge'),
      night.person(chen).verb(id, 'acknowledge'),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    const [won, lost] = one.status === 200 ? [one, two] : [two, one];
    const { person = '', name = '' } = won.body.holder;
    expect(lost.body).toMatchObject({ code: 'already_held' });
    expect(lost.body.detail).toContain(person);
    expect(lost.body.detail).toContain(name);
    expect(lost.body.detail).toContain('assign');
    await night.shown(id, ({ stage }) => stage === 'responding');
    const said = (await night.timeline(id)).filter((what) => what === 'incident.acknowledged');
    expect(said).toHaveLength(1);
    expect(await rows(id)).toEqual([{ holder: person, offerTo: null }]);
  });

  it('moves only when the colleague accepts: a refused and an expired offer leave it, one row at every step', async () => {
    const { id, number } = await night.paged(trigger('l2'));
    const from = night.person(zhang);
    const to = night.person(chen);
    await from.verb(id, 'acknowledge', { until: await night.inMinutes(id, 120) });
    const held = [{ holder: zhang, offerTo: null }];
    const offered = [{ holder: zhang, offerTo: chen }];

    const asked = await from.verb(id, 'assign', { to: chen });
    expect(asked.body).toMatchObject({ holder: { person: zhang }, offer: { to: chen } });
    await night.mail.arrived(number, 'chen.jie');
    await from.incident(id);
    expect(await rows(id)).toEqual(offered);
    expect((await to.verb(id, 'refuse', { reason: 'at the dentist' })).status).toBe(200);
    await to.incident(id);
    expect(await rows(id)).toEqual(held);

    await from.verb(id, 'assign', { to: chen });
    await night.mail.arrived(number, 'chen.jie', 2);
    await night.pass(id, 16);
    expect(await night.timeline(id)).toContain('baton.offer_expired');
    expect(await rows(id)).toEqual(held);
    const late = await to.verb(id, 'accept');
    expect([late.status, late.body.code]).toEqual([409, 'no_offer']);

    await from.verb(id, 'assign', { to: chen });
    await from.incident(id);
    expect(await rows(id)).toEqual(offered);
    expect((await to.verb(id, 'accept')).body.holder.person).toBe(chen);
    await to.incident(id);
    expect(await rows(id)).toEqual([{ holder: chen, offerTo: null }]);
    const mine = await to.get<Work>('/api/v1/me/work');
    expect(mine.body.items).toContainEqual(expect.objectContaining({ why: 'held', id }));
    const theirs = await from.verb(id, 'mitigate');
    expect([theirs.status, theirs.body.code]).toEqual([403, 'not_holder']);
  });
});

interface Work {
  items: { why: string; id: string }[];
}
