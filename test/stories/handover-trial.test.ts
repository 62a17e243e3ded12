import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  bring,
  certify,
  newService,
  opsHead,
  startHandover,
  steps,
  wu,
  zhang,
  type Desk,
} from './handover-desk.js';
import { openNight, type Night } from './night.js';

let night: Night;

beforeAll(async () => {
  night = await openNight();
  await certify(night, 'leased_line');
});

afterAll(() => night.close());

const requirement = (key: string, text: string) => ({
  ...{ key, source: 'presales', text, priority: 'must' },
});

describe('a UAT with an uncovered must', () => {
  it('does not start until every must has a case, and goes back when one has none', async () => {
    const service = await newService(night, { code: 'UAT-1' });
    const desk = await startHandover(night, { code: 'UAT-1', service });
    await bring(desk, 'review');
    await desk.done(wu, 'requirements', requirement('R-2', 'no DNS interception'));
    const { uatTask } = await desk.shown((one) => one.uatTask !== undefined);
    expect(uatTask?.uncovered).toBeGreaterThan(0);
    await desk.done(wu, 'training', { what: 'survey_answered' });
    await desk.done(wu, 'cases', {
      ...{ key: 'C-1', title: 'ping', steps: 'ping', expected: '20 ms' },
      covers: [{ requirement: 'R-1' }],
    });
    await desk.fill('I');
    const refused = await desk.give(wu, 'advance');
    expect([refused.status, refused.body.code]).toEqual([422, 'gate_unmet']);
    expect(JSON.stringify(refused.body)).toContain('R-2');
    await desk.done(wu, 'cases', {
      ...{ key: 'C-2', title: 'resolve', steps: 'dig', expected: 'own answer' },
      covers: [{ requirement: 'R-2' }],
    });
    expect(await desk.done(wu, 'advance')).toMatchObject({ stage: 'uat_run' });
    await desk.done(wu, 'requirements', requirement('R-3', 'jitter below 2 ms'));
    const back = await desk.shown(({ stage }) => stage === 'uat_design');
    expect(back.uatTask?.uncovered).toBe(1);
  });
});

describe('a trial run', () => {
  const fault = async (desk: Desk, service: string): Promise<string> => {
    const declared = await night.person(zhang).post<{ id: string }>('/api/v1/incidents', {
      ...{ title: 'line down', service, severity: 'critical', impactClass: 'interruption' },
    });
    const { id } = declared.body;
    await night.person(zhang).verb(id, 'acknowledge');
    await night.shown(id, ({ stage }) => stage === 'responding');
    const told = await night.person(opsHead).post(`/api/v1/incidents/${id}/attribute`, {
      ...{ cause: 'delivery', reason: 'wrong optics' },
    });
    expect([desk.number, told.status]).toEqual([desk.number, 200]);
    return id;
  };

  it('starts anew at a P1 that delivery caused', async () => {
    const service = await newService(night, { code: 'TRIAL-1' });
    const desk = await startHandover(night, { code: 'TRIAL-1', service });
    await bring(desk, 'train');
    const begun = await desk.shown(({ trial }) => trial !== undefined);
    await desk.pass(7);
    await fault(desk, service);
    const restarted = await desk.shown(({ trial }) => (trial?.restarts ?? 0) > 0);
    expect(restarted.stage).toBe('trial');
    const { trial } = restarted;
    expect(Date.parse(trial?.minUntil ?? '')).toBeGreaterThan(
      Date.parse(begun.trial?.minUntil ?? ''),
    );
    expect(trial?.since).toBe(begun.trial?.since);
    await desk.told('handover.trial_restarted');
    const early = await desk.give(wu, 'advance');
    expect([early.status, early.body.code]).toEqual([422, 'gate_unmet']);
  });
});

describe('a customer who only rents equipment', () => {
  it('has the sections of a rental only, and no training to hold', async () => {
    const service = await newService(night, {
      ...{ code: 'RENT-1' },
      more: { productLine: 'equipment_rental', mode: 'equipment_only', customer: 'cus_minghu' },
    });
    const desk = await startHandover(night, {
      ...{ code: 'RENT-1', service, body: { profile: 'retail' } },
    });
    const { sections, serviceMode } = await desk.shown();
    expect(sections.map(({ section }) => section)).toEqual(['A', 'B', 'E']);
    expect(serviceMode).toBe('equipment_only');
    await desk.done(wu, 'requirements', requirement('R-1', 'six phones on the desk'));
    await desk.done(wu, 'advance');
    await steps.disclose(desk);
    await steps.review(desk);
    await desk.done(wu, 'cases', {
      ...{ key: 'C-1', title: 'count', steps: 'count', expected: 'six' },
      covers: [{ requirement: 'R-1' }],
    });
    await desk.done(wu, 'advance');
    await desk.done(wu, 'runs', {
      ...{ case: 'C-1', result: 'pass', evidence: [await desk.file('a photo')] },
    });
    await desk.done(wu, 'advance');
    expect(await desk.done(wu, 'advance')).toMatchObject({ stage: 'trial' });
  });
});
