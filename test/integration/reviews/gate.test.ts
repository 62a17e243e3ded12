import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { routes } from '../../../api/routes/index.js';
import type { Route } from '../../../api/route.js';
import type { AccessRole } from '../../../contracts/directory/role-bindings.js';
import { blockWeights } from '../../../domain/score/formula.js';
import { scoreGiven } from '../../../domain/score/given.js';
import type { ReviewStage } from '../../../domain/review/state.js';
import { reviewsFacts } from '../../../records/review/gate.js';
import { visibleParts, type ReviewPart } from '../../../records/review/visible.js';
import { at, cycle, cycleView, given, stages, viewAt } from './gate-views.js';
import { addPerson, as, runApi, type RunningApi } from '../api/running-api.js';

const limitMs = 240_000;

let api: RunningApi;
const keys = new Map<string, string>();

const people: [id: string, role: AccessRole, memberOf?: string][] = [
  ['zhang', 'engineer', 'dep_ops'],
  ['peer', 'engineer', 'dep_ops'],
  ['boss', 'manager', 'dep_ops'],
  ['chief', 'executive'],
  ['stand_in', 'viewer'],
  ['rater', 'engineer', 'dep_net'],
  ['judge', 'viewer'],
  ['panel', 'viewer'],
  ['hr', 'hr'],
  ['hr_other', 'hr'],
  ['root', 'admin'],
  ['lead', 'ops_lead'],
  ['contact', 'customer_contact'],
];

/** Words and numbers that stand in one part only; none of them is anywhere else. */
const secrets: Record<Exclude<ReviewPart, 'completion' | 'inputs' | 'feedback'>, string> = {
  score: '63.2',
  self: 'secret-of-self',
  manager: 'secret-of-manager',
  own_ratings: 'secret-of-rating',
  calibration: 'secret-of-calibration',
  appeal: 'secret-of-appeal',
};

async function setStage(stage: ReviewStage, cycleStage: string, released: boolean): Promise<void> {
  const { prisma } = api.database;
  for (const person of ['zhang', 'peer']) {
    await prisma.processRow.update({
      where: { id: `rev_${person}` },
      data: { stage, view: viewAt(stage, released, person) },
    });
  }
  const data = { stage: cycleStage, view: cycleView(cycleStage, released) };
  await prisma.processRow.update({ where: { id: cycle }, data });
}

async function writeGround(): Promise<void> {
  const { prisma } = api.database;
  for (const id of ['dep_ops', 'dep_net']) {
    await prisma.department.create({ data: { id, name: { zh: id, en: id } } });
  }
  for (const [id, role, memberOf] of people) {
    const scope = role === 'customer_contact' ? { customerId: 'cus_1' } : {};
    const standing = { role, ...scope, ...(memberOf !== undefined && { memberOf }) };
    keys.set(id, (await addPerson(api.database, id, standing)).key);
  }
  const when = new Date(at);
  await prisma.reviewCycle.create({
    data: {
      ...{ id: cycle, key: '2026Q3-OPS', departmentId: 'dep_ops', hrId: 'hr', formula: 1 },
      ...{ calibrators: ['judge'], panels: [['panel']], weights: blockWeights, createdBy: {} },
      ...{ periodFrom: new Date(at - 1), periodUntil: when, createdAt: when },
    },
  });
  await prisma.reviewFreeze.create({
    data: {
      ...{ cycle, formula: 1, from: new Date(at - 1), until: when, weights: {} },
      ...{ installed: given.installed, startedAt: when },
    },
  });
  const common = { process: 'review', seq: 1, stage: 'self', startedAt: when, silenced: {} };
  const process = {
    ...{ id: cycle, process: 'reviewCycle', number: 1, seq: 1, stage: 'self', title: 'c' },
    ...{ view: {}, startedAt: when, silenced: {}, departmentId: 'dep_ops' },
  };
  await prisma.processRow.create({ data: process });
  const result = scoreGiven(given);
  expect(result.final).toBe(63.2);
  for (const [n, person] of ['zhang', 'peer'].entries()) {
    const review = `rev_${person}`;
    await prisma.processRow.create({
      data: {
        ...{ ...common, id: review, number: n + 2, title: person, about: cycle },
        ...{ view: {}, departmentId: 'dep_ops' },
      },
    });
    await prisma.reviewCycleParticipant.create({
      data: {
        ...{ cycleId: cycle, personId: person, reviewId: review, card: 'operations' },
        ...{ managerId: 'boss', headId: 'chief', counterparts: ['dep_net'], days: 92, of: 92 },
      },
    });
    const entry = (id: string, kind: string, data: object, departmentId: string | null = null) =>
      prisma.reviewEntry.create({
        data: {
          ...{ id: `${id}_${person}`, reviewId: review, cycleId: cycle, kind, data, at: when },
          ...{ authorId: 'x', departmentId },
        },
      });
    await entry('ent_self', 'self', { summary: secrets.self });
    await entry('ent_manager', 'manager', { of: 'boss', marks: 0, comment: secrets.manager });
    const ratings = [{ subject: 'x', score: 4, comment: secrets.own_ratings }];
    await entry('ent_rating', 'counterpart', { ratings }, 'dep_net');
    await entry('ent_appeal', 'appeal', { items: [{ what: secrets.appeal }] });
    await prisma.calibrationChange.create({
      data: {
        ...{ id: `cal_${person}`, cycleId: cycle, reviewId: review, personId: person, at: when },
        ...{ before: 60, after: 60, reason: secrets.calibration, byId: 'judge' },
      },
    });
    await prisma.reviewPerson.create({
      data: { cycle, person, department: 'dep_ops', card: 'linkage' },
    });
    await prisma.reviewScore.create({
      data: {
        ...{ cycle, person, version: 1, formula: 1, given: given as object, digest: 'd' },
        ...{ result: result as object, final: 63.2, band: 'C', insufficient: false, at: when },
      },
    });
  }
  const sealed = { sealedAt: when, ratingsAt: when, digest: 'd' };
  await prisma.reviewFreeze.update({ where: { cycle }, data: sealed });
  await prisma.departmentScore.create({
    data: {
      ...{ cycle, department: 'dep_ops', version: 1, formula: 1, given: given as object },
      ...{ result: result as object, final: 63.2, band: 'C', insufficient: false, at: when },
      digest: 'd',
    },
  });
}

beforeAll(async () => {
  api = await runApi();
  await writeGround();
}, limitMs);

afterAll(() => api.close());

/** Everything that reads a review or a cycle, and what else reads any process. */
const readers: readonly Route[] = routes.filter(
  ({ method, path }) =>
    method === 'get' && (path.startsWith('/api/v1/reviews') || path.includes('/review-cycles')),
);
const elsewhere = [
  ...['/api/v1/me/work', '/api/v1/clocks', '/api/v1/audit', '/api/v1/audit?subject=rev_zhang'],
  ...['/api/v1/incidents/rev_zhang/timeline', '/api/v1/escalations/rev_zhang'],
];

const addresses = (route: Route): string[] => {
  const path = route.path.replace('{department}', 'dep_ops').replace('{person}', 'zhang');
  const ids = route.path.startsWith('/api/v1/reviews') ? ['rev_zhang'] : [cycle];
  const query: Record<string, string[]> = {
    reviews_drill_down: ['?indicator=joint', '?indicator=feedback', '?indicator=kept'],
    reviews_sheet: ['', '?format=html'],
    reviews_events: ['?department=dep_net'],
    review_cycles_department: ['', '?format=html'],
    review_cycles_department_drill_down: ['?indicator=joint'],
    review_cycles_export: ['?format=csv', '?format=csv&of=departments'],
  };
  return ids.flatMap((id) =>
    (query[route.operationId] ?? ['']).map((tail) => `${path.replace('{id}', id)}${tail}`),
  );
};

const textOf = async (person: string, address: string): Promise<string> => {
  const answer = await as(api.app, keys.get(person) ?? '')
    .get(address)
    .set('Accept', address.includes('html') ? 'text/html' : 'application/json');
  if (answer.status >= 500) throw new Error(`${address} as ${person}: ${answer.text}`);
  return answer.text;
};

/** Scores of departments are no part of a review and have a gate of their own. */
const ofDepartments = (address: string): boolean => /departments/.test(address);

describe('every route × every role × every stage of a review', () => {
  it.each(stages)(
    'shows at %s what the gate gives, and no score, mark or word beyond it',
    async (stage, cycleStage, released) => {
      await setStage(stage, cycleStage, released);
      const facts = await reviewsFacts(api.database.prisma, ['rev_zhang', 'rev_peer']);
      const wrong: string[] = [];
      for (const [person] of people) {
        const allowed = new Set<string>();
        for (const one of facts.values()) {
          for (const part of visibleParts({ person }, one)) allowed.add(part);
        }
        const all = [...readers.flatMap(addresses), ...elsewhere];
        for (const address of all.filter((each) => !ofDepartments(each))) {
          const text = await textOf(person, address);
          for (const [part, secret] of Object.entries(secrets)) {
            if (text.includes(secret) && !allowed.has(part)) {
              wrong.push(`${person} finds ${part} in ${address}`);
            }
          }
        }
        for (const address of all.filter(ofDepartments)) {
          const text = await textOf(person, address);
          const mine = ['zhang', 'peer', 'boss'].includes(person) && released;
          const judges = person === 'judge' && !['self', 'manager', 'counterpart'].includes(stage);
          if (text.includes(secrets.score) && !mine && !judges) {
            wrong.push(`${person} finds the department's score in ${address}`);
          }
        }
      }
      expect(wrong).toEqual([]);
    },
    limitMs,
  );

  it('shows the person the score from the release on, and never who rated', async () => {
    await setStage('publication', 'publication', false);
    const before = JSON.parse(await textOf('zhang', '/api/v1/reviews/rev_zhang/sheet')) as object;
    expect(before).not.toHaveProperty('final');
    await setStage('released', 'appeal', true);
    const sheet = JSON.parse(await textOf('zhang', '/api/v1/reviews/rev_zhang/sheet')) as object;
    expect(sheet).toMatchObject({ final: 63.2, band: 'C', released: true });
    expect(await textOf('zhang', '/api/v1/reviews/rev_zhang')).not.toContain('rater');
    expect(await textOf('zhang', '/api/v1/reviews/rev_zhang/sheet')).toContain('"hidden"');
  });

  it('writes every look and export to the trail, and shows nothing where that fails', async () => {
    await setStage('released', 'appeal', true);
    const { prisma } = api.database;
    const lines = () =>
      prisma.audit.findMany({
        where: { action: { in: ['review.view', 'review.export'] } },
        select: { subject: true, action: true },
      });
    const before = (await lines()).length;
    await textOf('zhang', '/api/v1/reviews/rev_zhang/sheet');
    await textOf('zhang', '/api/v1/reviews/rev_zhang');
    await textOf('zhang', '/api/v1/reviews/rev_zhang/drill-down?indicator=joint');
    await textOf('zhang', `/api/v1/review-cycles/${cycle}/export`);
    expect((await lines()).length).toBe(before + 4);
    await prisma.$executeRawUnsafe('alter table audit rename to audit_away');
    try {
      for (const address of [
        ...['/api/v1/reviews/rev_zhang/sheet', '/api/v1/reviews/rev_zhang'],
        ...['/api/v1/reviews/rev_zhang/sheet?format=html'],
        ...['/api/v1/reviews/rev_zhang/drill-down?indicator=joint'],
        ...[`/api/v1/review-cycles/${cycle}/export`, `/api/v1/review-cycles/${cycle}/departments`],
      ]) {
        const answer = await as(api.app, keys.get('zhang') ?? '').get(address);
        expect([address, answer.status >= 500]).toEqual([address, true]);
        expect(answer.text).not.toContain(secrets.score);
        expect(answer.text).not.toContain(secrets.self);
      }
    } finally {
      await prisma.$executeRawUnsafe('alter table audit_away rename to audit');
    }
  });
});
