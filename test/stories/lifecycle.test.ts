import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openNight, type Night } from './night.js';

let night: Night;

beforeAll(async () => {
  night = await openNight();
});

afterAll(() => night.close());

const zhang = 'per_zhang_min';
const halfADay = 12 * 60;
const event = (dedupKey: string, action = 'trigger', severity = 'warning') => ({
  action,
  title: `service down ${dedupKey}`,
  severity,
  dedupKey,
});

describe('a source that recovers', () => {
  it('restores its incident, monitoring verifies it, it is observed and closed; back while observed it is the same, after closing a new one', async () => {
    const { id, number } = await night.paged(event('s1'));
    await night.person(zhang).verb(id, 'acknowledge', { until: await night.inMinutes(id, 600) });
    expect(await night.event(event('s1', 'resolve'))).toBe(id);
    await night.shown(id, ({ stage }) => stage === 'restored');
    await night.pass(id, 61);
    expect((await night.shown(id)).stage).toBe('observing');
    expect(await night.timeline(id)).toContain('incident.verified');

    expect(await night.event(event('s1'))).toBe(id);
    const again = await night.shown(id, ({ stage }) => stage === 'responding');
    expect(again.holder.person).toBe(zhang);
    await night.mail.arrived(number, 'zhang.min', 2);

    await night.event(event('s1', 'resolve'));
    await night.shown(id, ({ stage }) => stage === 'restored');
    await night.pass(id, 61);
    await night.pass(id, halfADay + 1);
    const closed = await night.shown(id, ({ stage }) => stage === 'closed');
    expect(closed.closedAs).toBe('resolved');

    const next = await night.paged(event('s1'));
    expect(next.id).not.toBe(id);
    expect(next.number).not.toBe(number);
    expect((await night.shown(id)).stage).toBe('closed');
    expect((await night.shown(next.id)).stage).toBe('detected');
  });
});

describe('a restore that is late', () => {
  it('pages the overdue rungs although somebody acknowledged and still promises', async () => {
    const { id, number } = await night.paged(event('s2', 'trigger', 'error'));
    const overdue = () =>
      night.mail
        .about(number)
        .filter(({ mail }) => mail.text?.includes('已超过恢复时限'))
        .map(({ to }) => to[0]?.split('@')[0]);
    const until = await night.inMinutes(id, 6 * 60);
    expect((await night.person(zhang).verb(id, 'acknowledge', { until })).status).toBe(200);
    await night.pass(id, 4 * 60 - 1);
    expect(overdue()).toEqual([]);
    await night.pass(id, 2);
    expect(overdue()).toContain('wang.fang');
    await night.pass(id, 15);
    expect(overdue()).toContain('li.wei');
    const { stage, holder, promise } = await night.shown(id);
    expect([stage, holder.person, promise?.by]).toEqual(['responding', zhang, zhang]);
    expect(await night.timeline(id)).toContain('incident.restore_overdue');
    await night.person(zhang).verb(id, 'restore', { how: 'card replaced' });
    const before = overdue().length;
    await night.pass(id, 29);
    expect(overdue()).toHaveLength(before);
  });
});
