import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { durationOut } from '../../../contracts/api/fields.js';
import { absences } from '../../../records/directory/absences.js';
import { gapsOf, onCallOf, shiftsOf } from '../../../records/directory/on-call-answers.js';
import { overrides } from '../../../records/directory/overrides.js';
import { people } from '../../../records/directory/people.js';
import { schedules } from '../../../records/directory/schedules.js';
import { simulateLadder } from '../../../records/directory/simulate-ladder.js';
import { openDirectory, refused, type OpenDirectory } from './open-directory.js';

let open: OpenDirectory;
beforeAll(async () => {
  open = await openDirectory('demo');
});
afterAll(() => open.close());

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** A Monday, 08:00 in Shanghai, 100 weeks after the rotations began: turn 1400 of the NOC. */
const start = Date.UTC(2026, 11, 7, 0);
const db = () => open.database.prisma;
const layer = {
  id: 'a',
  rotation: {
    kind: 'weekly' as const,
    startsOn: '2026-01-05',
    handoverAt: '09:00',
    every: 1,
    members: ['per_li_wei'],
  },
  restrictions: [],
};
const draft = {
  name: { zh: '试', en: 'try' },
  zone: 'Asia/Shanghai',
  owner: 'per_li_wei',
  layers: [layer],
};

describe('a schedule', () => {
  it('that does not make sense is refused with a pointer to each place', async () => {
    const broken = {
      ...draft,
      zone: 'Mars/Olympus',
      layers: [{ ...layer, rotation: { ...layer.rotation, startsOn: '2026-02-30', members: [] } }],
    };
    expect(await refused(schedules.create(open.access, broken))).toEqual([
      'invalid_field',
      '/zone',
      '/layers/0/rotation/members',
      '/layers/0/rotation/startsOn',
    ]);
    const unknown = {
      ...draft,
      layers: [{ ...layer, rotation: { ...layer.rotation, members: ['per_none'] } }],
    };
    expect(await refused(schedules.create(open.access, unknown))).toEqual([
      'unknown_reference',
      '/layers/0/rotation/members/0',
    ]);
  });

  it('shows the demo’s twelve-hour shifts in local time', async () => {
    const window = { from: start, until: start + 24 * hourMs };
    const { items } = await shiftsOf(db(), 'sch_noc', window);
    expect(items).toEqual([
      {
        from: start,
        until: start + 12 * hourMs,
        person: 'per_zhang_min',
        name: '张敏',
        why: 'layer',
      },
      {
        from: start + 12 * hourMs,
        until: start + 24 * hourMs,
        person: 'per_chen_jie',
        name: '陈杰',
        why: 'layer',
      },
    ]);
  });

  it('gives way to an override, and to a deputy while someone is away', async () => {
    const span = { from: start + hourMs, until: start + 2 * hourMs };
    const override = { schedule: 'sch_noc', person: 'per_liu_yang', now: start, ...span };
    const made = await overrides.create(open.access, override);
    const during = await onCallOf(db(), 'sch_noc', span.from);
    expect(during.onCall).toMatchObject({
      id: 'per_liu_yang',
      why: 'override',
      insteadOf: 'per_zhang_min',
      until: span.until,
    });
    await overrides.removeFrom(open.access, { schedule: 'sch_noc', id: made.id });
    const away = { person: 'per_zhang_min', deputy: 'per_li_wei', ...span };
    const absence = await absences.create(open.access, away);
    expect((await onCallOf(db(), 'sch_noc', span.from)).onCall).toMatchObject({
      id: 'per_li_wei',
      why: 'deputy',
    });
    await absences.remove(open.access, { id: absence.id, version: undefined });
  });

  it('with nobody on call falls to its owner and reports the gap with its reason', async () => {
    const span = { from: start, until: start + hourMs };
    const absence = await absences.create(open.access, { person: 'per_zhang_min', ...span });
    const asked = await onCallOf(db(), 'sch_noc', start);
    expect(asked).toMatchObject({
      onCall: null,
      holder: { id: 'per_li_wei', place: 'owner' },
      skipped: [{ place: 'on_call', why: 'nobody' }],
    });
    const { items } = await gapsOf(db(), 'sch_noc', { from: start, until: start + 4 * hourMs });
    expect(items).toEqual([{ ...span, reason: 'absent_without_deputy', person: 'per_zhang_min' }]);
    await absences.remove(open.access, { id: absence.id, version: undefined });
  });

  it('refuses times that end before they start', async () => {
    const span = { from: start, until: start - 1 };
    const override = { schedule: 'sch_noc', person: 'per_liu_yang', now: start, ...span };
    expect(await refused(overrides.create(open.access, override))).toEqual([
      'impossible_order',
      '/until',
    ]);
    const absence = absences.create(open.access, { person: 'per_liu_yang', ...span });
    expect(await refused(absence)).toEqual(['impossible_order', '/until']);
  });
});

describe('the simulated ladder', () => {
  it('says who would be paged when, up to the last rung’s return', async () => {
    const answer = await simulateLadder(db(), { policy: 'pol_standard', startsAt: start });
    const told = answer.pages.map(({ due, rung, people: paged }) => [
      (Number(due) - start) / minuteMs,
      rung,
      ...paged.map(({ id }) => id),
    ]);
    const lead = (await onCallOf(db(), 'sch_lead', start)).onCall?.id;
    expect(told).toEqual([
      [0, 0, 'per_zhang_min'],
      [5, 0, 'per_zhang_min'],
      [10, 1, lead],
      [20, 2, 'per_li_wei'],
      [35, 3, 'per_lin_tao'],
      [65, 3, 'per_lin_tao'],
    ]);
    expect(durationOut.parse(answer.thenEvery)).toBe('PT30M');
  });

  it('resolves each rung at its own time, across a hand-over', async () => {
    const { pages } = await simulateLadder(db(), {
      policy: 'pol_standard',
      startsAt: start + 12 * hourMs - 3 * minuteMs,
    });
    expect(pages.slice(0, 2).map(({ people: paged }) => paged.map(({ id }) => id))).toEqual([
      ['per_zhang_min'],
      ['per_chen_jie'],
    ]);
  });

  it('skips a rung that reaches nobody at once and names whom it tells', async () => {
    const span = { from: start, until: start + hourMs };
    const absence = await absences.create(open.access, { person: 'per_zhang_min', ...span });
    const { pages } = await simulateLadder(db(), { policy: 'pol_standard', startsAt: start });
    expect(pages[0]).toMatchObject({ skipped: true, people: [], owners: [{ id: 'per_li_wei' }] });
    expect(pages[1]).toMatchObject({ rung: 1, due: start, skipped: false });
    await absences.remove(open.access, { id: absence.id, version: undefined });
  });
});

describe('someone who left but still stands in a rotation', () => {
  it('leaves a gap that the report shows', async () => {
    const made = await people.create(open.access, { name: '临时', department: 'dep_noc' });
    const { id } = await schedules.create(open.access, {
      ...draft,
      layers: [{ ...layer, rotation: { ...layer.rotation, members: [made.id] } }],
    });
    const window = { from: start, until: start + hourMs };
    expect((await gapsOf(db(), id, window)).items).toEqual([]);
    await people.update(open.access, { id: made.id, version: 1 }, { status: 'left' });
    expect((await gapsOf(db(), id, window)).items).toMatchObject([{ person: made.id }]);
  });
});
