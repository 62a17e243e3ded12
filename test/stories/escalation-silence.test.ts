import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../support/wait-until.js';
import type { Answer } from './caller.js';
import { openNight, type Night } from './night.js';
import { linkIn } from './postbox.js';

let night: Night;

beforeAll(async () => {
  night = await openNight();
});

afterAll(() => night.close());

const limitMs = 30_000;
const path = '/api/v1/escalations';
const zhang = 'per_zhang_min';
const wu = 'per_wu_gang';

interface Chain {
  id: string;
  number: string;
  stage: string;
  silences: number;
  holder: { person: string };
  legs: { late?: true; silences: number }[];
}

const body = async (asked: Promise<Answer<Chain>>): Promise<Chain> => (await asked).body;

describe('a department that stays silent', () => {
  it('is climbed over to its deputy and its head, while the asker keeps the work', async () => {
    const alert = { action: 'trigger', title: 'ring A down', severity: 'error', dedupKey: 'ring' };
    const incident = await night.paged(alert);
    const asker = night.person(zhang);
    await asker.verb(incident.id, 'acknowledge');
    await night.shown(incident.id, ({ stage }) => stage === 'responding');
    const asked = await asker.post<Chain>(path, {
      ...{ subject: incident.number, ask: 'switch ring A to the other path' },
      to: { kind: 'department', id: 'dep_delivery' },
    });
    expect(asked.status).toBe(201);
    const { id, number } = asked.body;
    await night.mail.arrived(number, 'wu.gang');
    expect(await night.timeline(incident.id)).toContain('incident.chain_opened');

    await night.pass(id, 16);
    await night.mail.arrived(number, 'wu.gang', 2);
    expect(night.mail.about(number, 'zhou.na')).toEqual([]);
    await night.pass(id, 15);
    await night.mail.arrived(number, 'zhou.na');
    const silent = await body(asker.get<Chain>(`${path}/${id}`));
    expect(silent).toMatchObject({ stage: 'asked', silences: 1, holder: { person: zhang } });

    const link = linkIn(night.mail.about(number, 'wu.gang').at(-1));
    expect((await fetch(link)).status).toBe(200);
    expect(await body(asker.get<Chain>(`${path}/${id}`))).toMatchObject({ stage: 'asked' });
    expect((await fetch(link, { method: 'POST' })).status).toBe(200);
    expect((await fetch(link, { method: 'POST' })).status).toBe(410);
    const shown = () => body(asker.get<Chain>(`${path}/${id}`));
    const there = async () => (await shown()).stage === 'accepted';
    await waitUntil(there, { limitMs, what: () => `${number} to be accepted` });
    const taken = await shown();
    expect(taken).toMatchObject({ stage: 'accepted', holder: { person: wu } });
    expect(taken.legs).toEqual([expect.objectContaining({ late: true, silences: 1 })]);
    expect((await night.shown(incident.id)).holder.person).toBe(zhang);
    await night.pass(id, 14);
    expect(night.mail.about(number, 'lin.tao')).toEqual([]);

    const from = new Date(Date.now() - 86_400_000).toISOString();
    const to = new Date(Date.now() + 86_400_000).toISOString();
    const { body: report } = await asker.get<{ items: object[] }>(
      `/api/v1/reports/escalations?from=${from}&to=${to}&department=dep_delivery`,
    );
    expect(report.items).toEqual([
      expect.objectContaining({ legs: 1, late: 1, silences: 1, acceptedInTime: 0, bounces: 0 }),
    ]);
  });
});
