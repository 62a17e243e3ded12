import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../support/wait-until.js';
import { openNight, type Night } from './night.js';

const limitMs = 20_000;

let night: Night;

beforeAll(async () => {
  night = await openNight();
});

afterAll(() => night.close());

const zhang = 'per_zhang_min';
const chen = 'per_chen_jie';
const dayMinutes = 24 * 60;
const event = (dedupKey: string, action = 'trigger') => ({
  action,
  title: `queue grows ${dedupKey}`,
  severity: 'error',
  dedupKey,
});

interface Lines {
  items: { what: string; text: string; with?: Record<string, unknown> }[];
}

describe('what an engineer can say about an incident', () => {
  it('is refused in the wrong stage with the stages in which it is allowed', async () => {
    const { id } = await night.paged(event('v1'));
    const me = night.person(zhang);
    const early = await me.verb(id, 'wait', {
      on: 'supplier',
      until: await night.inMinutes(id, 60),
      reason: 'line test',
    });
    expect([early.status, early.body.code]).toEqual([409, 'wrong_state']);
    expect(early.body.detail).toContain('responding');
    const unproved = await me.verb(id, 'verify', { by: 'customer' });
    expect([unproved.status, unproved.body.code]).toEqual([409, 'wrong_state']);
    expect(unproved.body.detail).toContain('restored');
    await me.verb(id, 'acknowledge');
    await me.verb(id, 'restore', { how: 'restarted' });
    for (const verb of ['snooze', 'escalate']) {
      const body = verb === 'snooze' ? { until: await night.inMinutes(id, 60) } : { reason: 'x' };
      const late = await me.verb(id, verb, body);
      expect([verb, late.status, late.body.code]).toEqual([verb, 409, 'wrong_state']);
      expect(late.body.detail).toMatch(/detected, responding/);
    }
  });

  it('snoozes the pages until a time, after which the same rung is paged again; an interruption cannot be snoozed', async () => {
    const { id, number } = await night.paged(event('v2'));
    const until = await night.inMinutes(id, 60);
    expect((await night.person(zhang).verb(id, 'snooze', { until })).status).toBe(200);
    await night.pass(id, 59);
    expect(night.mail.boxes(number)).toEqual(['zhang.min']);
    await night.pass(id, 2);
    expect(night.mail.boxes(number)).toEqual(['zhang.min', 'zhang.min']);
    const declared = await night.person(chen).post<{ id: string }>('/api/v1/incidents', {
      title: 'customer cut off',
      impactClass: 'interruption',
    });
    const cut = declared.body.id;
    await night.told(cut, 'page.reached');
    const later = { until: await night.inMinutes(cut, 60) };
    const refused = await night.person(zhang).verb(cut, 'snooze', later);
    expect([refused.status, refused.body.code]).toEqual([422, 'interruption_not_snoozable']);
  });

  it('escalates to a step at once, over whoever is asked in between', async () => {
    const { id, number } = await night.paged(event('v3'));
    const unknown = await night.person(zhang).verb(id, 'escalate', { step: 9, reason: 'x' });
    expect([unknown.status, unknown.body.code]).toEqual([422, 'no_such_rung']);
    await night.person(zhang).verb(id, 'escalate', { step: 3, reason: 'the whole site is dark' });
    await night.mail.arrived(number, 'li.wei');
    expect(night.mail.boxes(number)).not.toContain('wang.fang');
    await night.person('per_li_wei').verb(id, 'acknowledge');
    expect((await night.person('admin').incident(id)).holder.person).toBe('per_li_wei');
  });

  it('notes what happened earlier with its own time, and nothing from the future', async () => {
    const { id } = await night.paged(event('v4'));
    const me = night.person(zhang);
    const occurredAt = await night.inMinutes(id, -45);
    expect((await me.verb(id, 'note', { text: 'UPS beeped', occurredAt })).status).toBe(200);
    const ahead = { text: 'it will rain', occurredAt: await night.inMinutes(id, 45) };
    const refused = await me.verb(id, 'note', ahead);
    expect([refused.status, refused.body.code]).toEqual([422, 'impossible_order']);
    await me.incident(id);
    const { body } = await me.get<Lines>(`/api/v1/incidents/${id}/timeline?limit=100`);
    const notes = body.items.filter(({ what }) => what === 'incident.note');
    expect(notes.map((line) => line.with)).toEqual([
      { text: 'UPS beeped', occurredAt: Date.parse(occurredAt) },
    ]);
    expect(notes[0]?.text).toContain('UPS beeped');
  });

  it('waits for the supplier without a page, tells the holder when the wait is over, and can end it sooner', async () => {
    const { id, number } = await night.paged(event('v5'));
    const me = night.person(zhang);
    await me.verb(id, 'acknowledge');
    const wait = async (minutes: number) =>
      me.verb(id, 'wait', {
        on: 'supplier',
        until: await night.inMinutes(id, minutes),
        reason: 'fibre splice',
      });
    expect((await wait(90)).body.waiting).toMatchObject({ on: 'supplier' });
    await night.pass(id, 89);
    expect(night.mail.boxes(number)).toEqual(['zhang.min']);
    await night.pass(id, 2);
    expect(night.mail.boxes(number)).toEqual(['zhang.min', 'zhang.min']);
    await wait(90);
    const resumed = await me.verb(id, 'resume');
    expect([resumed.status, resumed.body.waiting]).toEqual([200, undefined]);
    await night.pass(id, 31);
    await night.told(id, 'incident.promise_lapsed');
    await waitUntil(() => night.mail.boxes(number).includes('wang.fang'), {
      limitMs,
      what: () => `a mail to wang.fang, had ${night.mail.boxes(number).join()}`,
    });
  });

  it('merges two incidents: the source’s keys follow, and only all of them restore it', async () => {
    const one = await night.paged(event('m1'));
    const two = await night.paged(event('m2'));
    const me = night.person(zhang);
    await me.verb(one.id, 'acknowledge');
    await me.verb(two.id, 'acknowledge');
    const merged = await me.verb(one.id, 'merge', { into: two.number });
    expect(merged.status).toBe(200);
    const gone = await night.shown(one.id, ({ stage }) => stage === 'closed');
    expect([gone.closedAs, gone.mergedInto]).toEqual(['merged', two.id]);
    expect(await night.event(event('m1'))).toBe(two.id);
    await night.event(event('m2', 'resolve'));
    await night.told(two.id, 'incident.alert_resolved');
    expect((await night.shown(two.id)).stage).toBe('responding');
    expect(await night.event(event('m1', 'resolve'))).toBe(two.id);
    await night.shown(two.id, ({ stage }) => stage === 'restored');
    const again = await me.verb(one.id, 'acknowledge');
    expect([again.status, again.body.code]).toEqual([409, 'wrong_state']);
  });

  it('dismisses a false alarm with proof and reopens it with its keys within seven days, not later', async () => {
    const { id, number } = await night.paged(event('d1'));
    const me = night.person(zhang);
    const bare = await me.verb(id, 'dismiss');
    expect([bare.status, bare.body.errors?.[0]?.pointer]).toEqual([400, '/proof']);
    const dismissed = await me.verb(id, 'dismiss', { proof: 'sensor test, ticket 4711' });
    expect([dismissed.body.stage, dismissed.body.closedAs]).toEqual(['closed', 'dismissed']);
    await night.pass(id, 6 * dayMinutes);
    expect(night.mail.boxes(number)).toEqual(['zhang.min']);
    const reopened = await me.verb(id, 'reopen', { reason: 'it was no test' });
    expect([reopened.status, reopened.body.stage]).toEqual([200, 'responding']);
    await night.mail.arrived(number, 'zhang.min', 2);
    expect(await night.event(event('d1'))).toBe(id);
    await me.verb(id, 'dismiss', { proof: 'it was a test after all' });
    await night.pass(id, 8 * dayMinutes).catch(() => undefined);
    const late = await me.verb(id, 'reopen', { reason: 'too late' });
    expect([late.status, late.body.code]).toEqual([409, 'wrong_state']);
  });
});
