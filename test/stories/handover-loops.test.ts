import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  bring,
  certify,
  deliveryHead,
  executive,
  newService,
  opsHead,
  opsOwner,
  startHandover,
  steps,
  wu,
  zhang,
} from './handover-desk.js';
import { openNight, type Night } from './night.js';

let night: Night;

beforeAll(async () => {
  night = await openNight();
  await certify(night, 'leased_line');
});

afterAll(() => night.close());

describe('a leased line handed over in three loops', () => {
  it('reopens only what was rejected, and the third time both heads have to meet', async () => {
    const service = await newService(night, { code: 'LOOP-1' });
    const desk = await startHandover(night, { code: 'LOOP-1', service });
    await bring(desk, 'disclose');
    for (const loop of [1, 2, 3]) {
      const rejected = await desk.done(zhang, 'items/C1/reject', { reason: `no path ${loop}` });
      expect(rejected).toMatchObject({ handover: { stage: 'disclosure', loops: loop } });
      const open = (await desk.items('&state=rejected')).map(({ key }) => key);
      expect(open).toEqual(['C1']);
      if (loop < 3) await steps.disclose(desk);
    }
    await desk.told('handover.heads_meet');
    await night.mail.arrived(desk.number, 'zhou.na');
    await night.mail.arrived(desk.number, 'li.wei');
    const talked = await desk.give(zhang, 'heads-met', { text: 'we met' });
    expect([talked.status, talked.body.code]).toEqual([403, 'not_asked']);
    await desk.done(deliveryHead, 'heads-met', { text: 'drawn together on the spot' });
    await steps.disclose(desk);
    await steps.review(desk);
    await desk.shown(({ stage }) => stage === 'uat_design');
  });

  it('silence of operations at its review climbs in operations and accepts nothing', async () => {
    const service = await newService(night, { code: 'LOOP-2' });
    const desk = await startHandover(night, { code: 'LOOP-2', service });
    await bring(desk, 'disclose');
    await desk.pass(12);
    const silent = await desk.shown();
    expect([silent.stage, silent.holder.person]).toEqual(['disclosure_review', wu]);
    const states = new Set((await desk.items('&section=A')).map(({ state }) => state));
    expect([...states]).toEqual(['submitted']);
    await night.mail.arrived(desk.number, 'wang.fang', 2);
    await night.mail.arrived(desk.number, 'li.wei');
  });
});

describe('a forced takeover', () => {
  it('puts operations to work at once, reminds every day, and ends by itself', async () => {
    const service = await newService(night, { code: 'FORCE-1' });
    const desk = await startHandover(night, { code: 'FORCE-1', service });
    await bring(desk, 'begin');
    const asked = { reason: 'the customer opens on Monday', until: await desk.inDays(3) };
    expect((await desk.give(opsHead, 'takeover', asked)).status).toBe(403);
    const taken = await desk.done(executive, 'takeover', asked);
    expect(taken).toMatchObject({ stage: 'disclosure', holder: { person: opsOwner } });
    expect(taken.blocking.length).toBeGreaterThan(0);
    await desk.pass(2);
    await night.mail.arrived(desk.number, 'lin.tao');
    await desk.pass(2);
    const over = await desk.shown((one) => one.takeover === undefined);
    expect(over).toMatchObject({ stage: 'disclosure', holder: { person: wu } });
    await night.mail.arrived(desk.number, 'zhou.na');
    await night.mail.arrived(desk.number, 'li.wei');
  });
});
