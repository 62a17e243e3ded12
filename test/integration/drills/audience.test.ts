import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { openDatabase, type Database } from '../../../records/database.js';
import { audienceOf, inheritPractice, keepAudience } from '../../../records/drill/audience.js';
import { keepInside } from '../../../records/drill/inside.js';
import { keepScale } from '../../../records/scale/scale.js';
import { cloneDatabase, type TestDatabase } from '../../support/database.js';

let cloned: TestDatabase;
let database: Database;

beforeAll(async () => {
  cloned = await cloneDatabase();
  database = openDatabase(cloned.url);
});

afterAll(async () => {
  await database.close();
  await cloned.drop();
});

let rows = 0;

/** A delivery row by plain SQL, past all of the product. */
const insert = (subject: string, person: string): Promise<unknown> => {
  rows += 1;
  return database.prisma.$executeRaw`
    insert into delivery (id, subject, page, no, ladder, reason, person_id, channel, address,
      destination, due_at)
    values (${`d${rows}`}, ${subject}, 'p1', 1, 'respond', 'rung', ${person}, 'mail', '{}', 'm',
      now())`;
};

const refused = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => false,
    (error: unknown) => /drill/.test(String(error)),
  );

const person = fc.integer({ min: 0, max: 7 }).map((n) => `per_${n}`);

describe('the audience of a drill (I10)', () => {
  it('is all that a row of a page can name, whoever writes it', async () => {
    const drills = fc.record({
      players: fc.uniqueArray(person, { minLength: 1, maxLength: 4 }),
      leader: person,
      paged: fc.array(person, { minLength: 1, maxLength: 6 }),
      opened: fc.nat(3),
    });
    let n = 0;
    await fc.assert(
      fc.asyncProperty(drills, async ({ players, leader, paged, opened }) => {
        n += 1;
        const drill = `drl_${n}`;
        const people = [...new Set([leader, ...players])];
        await keepAudience(database, drill, { drill, people, players });
        let from = drill;
        for (let depth = 0; depth < opened; depth += 1) {
          const subject = `inc_${n}_${depth}`;
          await inheritPractice(database, { subject, from });
          from = subject;
        }
        const audience = await audienceOf(database, from);
        expect(audience?.drill).toBe(drill);
        expect(audience?.players).toEqual(players);
        expect([...(audience?.people ?? [])].sort()).toEqual([...people].sort());
        for (const one of paged) {
          expect(await refused(insert(from, one))).toBe(!people.includes(one));
        }
        const stored = await database.prisma.delivery.findMany({ where: { subject: from } });
        for (const { personId } of stored) expect(people).toContain(personId);
      }),
      { numRuns: 40 },
    );
  });

  it('cannot be left by moving a row to another person or another subject', async () => {
    const cast = { people: ['per_in'], players: ['per_in'] };
    await keepAudience(database, 'inc_kept', { drill: 'inc_kept', ...cast });
    await insert('inc_kept', 'per_in');
    const { prisma } = database;
    const row = { where: { subject: 'inc_kept' } };
    const moved = prisma.delivery.updateMany({ ...row, data: { personId: 'per_out' } });
    expect(await refused(moved)).toBe(true);
    await insert('inc_real', 'per_out');
    const into = prisma.delivery.updateMany({
      where: { subject: 'inc_real' },
      data: { subject: 'inc_kept' },
    });
    expect(await refused(into)).toBe(true);
  });

  it('hears no webhook', async () => {
    const { prisma } = database;
    await prisma.webhook.create({
      data: { id: 'whk_1', name: 'w', url: 'http://127.0.0.1', secrets: [], topics: ['*'] },
    });
    const insertHook = (subject: string) =>
      prisma.webhookDelivery.create({
        data: { id: `whk_1/${subject}`, webhookId: 'whk_1', subject, seq: 1, body: {} },
      });
    expect(await refused(insertHook('inc_kept'))).toBe(true);
    expect(await refused(insertHook('inc_real'))).toBe(false);
  });

  it('is inherited with the clock, and real work inherits neither', async () => {
    const scale = { at: 1_795_000_000_000, factor: 60 };
    const cast = { people: ['per_a'], players: ['per_a'] };
    await keepAudience(database, 'drl_clock', { drill: 'drl_clock', ...cast });
    await keepScale(database, 'drl_clock', scale);
    expect(await inheritPractice(database, { subject: 'inc_c', from: 'drl_clock' })).toMatchObject({
      scale,
      drill: { drill: 'drl_clock', ...cast },
    });
    expect(await inheritPractice(database, { subject: 'esc_c', from: 'inc_c' })).toMatchObject({
      scale,
    });
    expect(await inheritPractice(database, { subject: 'esc_r', from: 'inc_real' })).toEqual({});
    const again = await keepScale(database, 'inc_c', { at: 0, factor: 2 });
    expect(again).toEqual(scale);
  });

  it('is held to by commands: by whom, to whom, and what is joined', async () => {
    const code = (given: Parameters<typeof keepInside>[1]): Promise<unknown> =>
      keepInside(database, given).then(
        () => undefined,
        (error: unknown) => (error as { code?: string }).code,
      );
    expect(await code({ subject: 'inc_c', by: 'per_a' })).toBeUndefined();
    expect(await code({ subject: 'inc_c', by: 'per_b' })).toBe('outside_drill');
    expect(await code({ subject: 'inc_c', by: 'per_a', person: 'per_b' })).toBe('outside_drill');
    expect(await code({ subject: 'inc_c', by: 'per_a', into: 'inc_real' })).toBe('outside_drill');
    expect(await code({ subject: 'inc_real', by: 'per_b', into: 'inc_c' })).toBe('outside_drill');
    expect(await code({ subject: 'inc_c', by: 'per_a', into: 'drl_clock' })).toBeUndefined();
    expect(await code({ subject: 'inc_real', by: 'per_b', person: 'per_c' })).toBeUndefined();
  });
});
