import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openNight, type Night } from './night.js';

let night: Night;

beforeAll(async () => {
  night = await openNight();
});

afterAll(() => night.close());

const zhang = 'per_zhang_min';
const wang = 'per_wang_fang';

const down = (dedupKey: string) => ({
  action: 'trigger',
  title: `leased line down ${dedupKey}`,
  severity: 'error',
  dedupKey,
});

interface Proposed {
  proposals?: { id: string }[];
}

describe('an interruption that lasts', () => {
  it('is a P1 after two hours as a P2, by the clock alone, and its customers’ clocks keep their start', async () => {
    const { id } = await night.paged(down('d1'));
    const me = night.person(zhang);
    await me.verb(id, 'acknowledge', { until: await night.inMinutes(id, 600) });
    const facts = { backboneLossPercent: 9, backboneLossMinutes: 15 };
    const graded = await me.verb(id, 'grade', { facts, level: 'P2', reason: 'a ring is down' });
    expect(graded.status).toBe(200);
    const second = await me.verb(id, 'grade', { level: 'P2', impactClass: 'interruption' });
    expect(second.body.grading).toMatchObject({ status: 'graded', level: 'P2' });
    await night.told(id, 'incident.surroundings');
    const before = (await night.shown(id)).clocks.find(
      ({ obligation }) => obligation === 'restore',
    );
    await night.pass(id, 119);
    expect((await night.shown(id)).grading?.level).toBe('P2');
    await night.pass(id, 2);
    const raised = await night.shown(id, ({ grading }) => grading?.level === 'P1');
    expect(raised.severity).toBe('critical');
    expect(await night.timeline(id)).toContain('incident.raised_by_duration');
    const after = raised.clocks.find(({ obligation }) => obligation === 'restore');
    expect(after?.startAt).toBe(before?.startAt);
  });
});

describe('a wrong downgrade', () => {
  it('waits for a second person, who declines it: the level never moved', async () => {
    const { id } = await night.paged(down('d2'));
    const me = night.person(zhang);
    await me.verb(id, 'acknowledge');
    await me.verb(id, 'grade', { facts: { nodeIsolated: true } });
    const reason = 'it is only one node';
    const wish = await me.verb(id, 'grade', { level: 'P4', reason });
    const proposal = (wish.body as Proposed).proposals?.[0]?.id ?? '';
    expect([wish.status, wish.body.grading?.level]).toEqual([200, 'P1']);
    const alone = await me.verb(id, 'confirm', { proposal });
    expect([alone.status, alone.body.code]).toEqual([422, 'second_name_needed']);
    const declined = await night
      .person(wang)
      .verb(id, 'decline', { proposal, reason: 'eleven customers call' });
    expect([declined.status, declined.body.grading?.level]).toEqual([200, 'P1']);
    const late = await night.person(wang).verb(id, 'confirm', { proposal });
    expect([late.status, late.body.code]).toEqual([422, 'no_such_proposal']);
    const lines = await night.timeline(id);
    expect(lines).toEqual(
      expect.arrayContaining(['incident.downgrade_proposed', 'incident.downgrade_declined']),
    );
    expect(lines).not.toContain('incident.downgrade_confirmed');
  });
});
