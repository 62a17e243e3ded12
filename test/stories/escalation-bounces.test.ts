import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from './caller.js';
import { openNight, type Night } from './night.js';

let night: Night;

beforeAll(async () => {
  night = await openNight();
});

afterAll(() => night.close());

const path = '/api/v1/escalations';
const zhang = 'per_zhang_min';
const wu = 'per_wu_gang';
const dutyManager = 'per_zhao_lei';

interface Chain {
  id: string;
  number: string;
  stage: string;
  bounces: number;
  holder: { person: string };
}

const department = (id: string) => ({ to: { kind: 'department', id } });

describe('an ask that three departments pass on', () => {
  it('reaches the duty manager, who decides, and the work moves with the acceptance', async () => {
    const alert = { action: 'trigger', title: 'dns wrong', severity: 'critical', dedupKey: 'dns' };
    const incident = await night.paged(alert);
    const asker = night.person(zhang);
    await asker.verb(incident.id, 'acknowledge');
    await night.shown(incident.id, ({ stage }) => stage === 'responding');
    const { body: chain } = await asker.post<Chain>(path, {
      ...{ subject: incident.id, ask: 'who answers for this resolver?', takeBaton: true },
      ...department('dep_infra'),
    });
    const { id, number } = chain;
    const give = (person: string, verb: string, body: object = {}): Promise<Answer<Chain>> =>
      night.person(person).post<Chain>(`${path}/${id}/${verb}`, body);

    const bounces: [string, string][] = [
      ['per_sun_hao', 'dep_product'],
      ['per_xu_jing', 'dep_delivery'],
      [wu, 'dep_infra'],
    ];
    for (const [person, to] of bounces) {
      const bounced = await give(person, 'bounce', { ...department(to), reason: 'not ours' });
      expect([bounced.status, bounced.body.holder?.person]).toEqual([200, zhang]);
    }
    await night.mail.arrived(number, 'zhao.lei');
    const waiting = await asker.get<Chain>(`${path}/${id}`);
    expect(waiting.body).toMatchObject({ stage: 'deciding', bounces: 3 });
    const meddling = await give('per_sun_hao', 'address', {
      ...{ ...department('dep_product'), reason: 'theirs' },
    });
    expect(meddling.status).toBe(403);

    const choice = { ...department('dep_delivery'), reason: 'the resolver is theirs' };
    expect((await give(dutyManager, 'address', choice)).body.stage).toBe('asked');
    const again = await give(wu, 'bounce', { ...department('dep_infra'), reason: 'no' });
    expect([again.status, again.body.code]).toEqual([409, 'leg_decided']);
    expect((await give(wu, 'accept')).body.holder.person).toBe(wu);
    await night.shown(incident.id, ({ holder }) => holder.person === wu);

    await give(wu, 'fulfil', { text: 'zone corrected' });
    const done = await give(zhang, 'confirm');
    expect(done.body).toMatchObject({ stage: 'closed', closedAs: 'confirmed' });
    await night.told(incident.id, 'incident.chain_closed');
    const { body: minutes } = await asker.get<{ items: { person: { id: string } }[] }>(
      `${path}/${id}/minutes`,
    );
    expect(minutes.items.map(({ person }) => person.id)).toEqual([zhang, wu, zhang]);
  });
});
