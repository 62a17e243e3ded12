import { afterEach, beforeEach, describe, expect, it, test } from '@jest/globals';
import { openCli } from '../cli.js';
import { incidentAnswer } from '../testing/incident.js';
import { testWorld, type TestWorld } from '../testing/world.js';
import type { TimelineLine } from './answers.js';
import { latenessWord } from './sections.js';
import { printStory } from './show.js';
import type { Story } from './story.js';
import { causeWords } from './words.js';

let world: TestWorld;
beforeEach(() => {
  world = testWorld();
});
afterEach(() => world.remove());

const entry = (more: Partial<TimelineLine>): TimelineLine => ({
  n: 1,
  occurredAt: '2026-03-01T01:49:00.000Z',
  recordedAt: '2026-03-01T01:49:00.000Z',
  actor: { kind: 'system', id: 'baton' },
  text: 'something',
  what: 'incident.note',
  ...more,
});

const story = (more: Partial<Story> = {}): Story => ({
  incident: incidentAnswer(),
  ladder: {
    policy: { id: 'pol_default', version: 3, name: { zh: '默认', en: 'Default' } },
    reached: 0,
    heldUntil: '2026-03-01T02:20:00.000Z',
    rungs: [
      {
        rung: 1,
        state: 'fired',
        targets: [{ kind: 'schedule', id: 'sch_noc', name: 'NOC' }],
        people: [{ id: 'per_li', name: '李伟' }],
      },
      {
        rung: 2,
        state: 'next',
        due: '2026-03-01T02:20:00.000Z',
        targets: [{ kind: 'duty', id: 'shift_lead' }],
        people: [],
      },
    ],
  },
  timeline: {
    cut: false,
    items: [
      entry({ n: 1, text: 'Paged rung 1', cause: 'respond/1' }),
      entry({
        n: 2,
        actor: { kind: 'link', id: 'lnk_1', name: '李伟' },
        text: 'acknowledged',
        cause: 'acknowledge',
      }),
      entry({ n: 3, actor: { kind: 'integration', id: 'int_demo' }, cause: 'evt-1' }),
    ],
  },
  deliveries: {
    cut: false,
    items: [
      {
        id: 'dlv_1',
        page: 'p1',
        ladder: 'respond',
        reason: 'rung',
        rung: 0,
        person: { id: 'per_li', name: '李伟' },
        channel: 'mail',
        address: { address: 'l••••@example.com' },
        state: 'delivered',
        dueAt: '2026-03-01T01:49:00.000Z',
        acceptedAt: '2026-03-01T01:49:02.500Z',
        latenessMs: 2_500,
        possiblyRepeated: true,
        attempts: [{ n: 1, startedAt: '2026-03-01T01:49:00.000Z' }],
      },
    ],
  },
  alerts: { cut: false, items: [{ key: 'k', data: { title: 'down', dedupKey: 'k', open: true } }] },
  ...more,
});

function shown(told: Story): string {
  printStory(openCli(world, {}), told);
  return world.printed();
}

describe('the story of an incident', () => {
  it('names number, title, stage, holder and promise', () => {
    const text = shown(story());
    expect(text).toContain('INC-1042  Core switch unreachable');
    expect(text).toContain('responding · critical · service interrupted');
    expect(text).toContain('Holder: 李伟 (per_li), since 2026-03-01 01:50:00');
    expect(text).toContain('Promise: 李伟, until 2026-03-01 02:20:00');
    expect(text).toContain('Times are in UTC');
  });

  it('says of each clock whether it was met', () => {
    const text = shown(story());
    expect(text).toMatch(/acknowledge .*2026-03-01 01:54:00 .*in time/);
    expect(text).toMatch(/restore .*2026-03-01 01:59:00 .*overdue/);
  });

  it('shows the ladder with due times and who is paged then', () => {
    const text = shown(story());
    expect(text).toContain('Policy: Default (pol_default, version 3)');
    expect(text).toContain(
      'nobody is paged while the acknowledgement lasts, until 2026-03-01 02:20',
    );
    expect(text).toMatch(/^1 +– +paged +schedule NOC +李伟$/m);
    expect(text).toMatch(/^2 +2026-03-01 02:20:00 +next +duty shift_lead +–$/m);
  });

  it('gives the cause of each line and the name of its source', () => {
    const text = shown(story());
    expect(text).toMatch(/Baton +Paged rung 1 +rung 1 of the ladder came due/);
    expect(text).toMatch(/李伟 \(mail link\) +acknowledged +mail link acknowledge/);
    expect(text).toMatch(/source demo +something +source event evt-1/);
  });

  it('shows how late a page was and that it may be a repeat', () => {
    const text = shown(story());
    expect(text).toMatch(
      /李伟 +mail +l••••@example.com +delivered .*2\.5 s +1× +possibly repeated/,
    );
  });

  it('says which part the caller does not see instead of leaving it out', () => {
    const text = shown(story({ deliveries: { hidden: 'forbidden' } }));
    expect(text).toContain('Deliveries\nYour role does not see this part (forbidden).');
  });

  it('says that there is more than it lists', () => {
    shown(story({ timeline: { cut: true, items: [entry({})] } }));
    expect(world.told()).toContain('There is more');
  });

  it('speaks Chinese where that is asked for', () => {
    printStory(openCli(world, { lang: 'zh' }), story());
    expect(world.printed()).toContain('持有人: 李伟 (per_li), 自 2026-03-01 01:50:00');
  });
});

describe('causes in words', () => {
  test.each([
    ['respond/2', 'rung 2 of the ladder came due'],
    ['overdue/1', 'rung 1 of the restore-overdue ladder came due'],
    ['holder', 'a reminder to the holder'],
    ['p12', 'page p12'],
    ['inc_9', 'incident inc_9'],
    ['restore', 'command restore'],
    ['hash:0123456789abcdef0123', 'source event hash:0123456789…'],
  ])('%s is “%s”', (cause, words) => {
    const cli = openCli(world, {});
    expect(causeWords(cli, entry({ cause, actor: { kind: 'user', id: 'per_li' } }))).toBe(words);
  });
});

test.each([
  [undefined, '–'],
  [400, '0.4 s'],
  [125_000, '2m 5s'],
])('lateness of %p ms is %s', (ms, words) => {
  expect(latenessWord(openCli(world, {}), ms)).toBe(words);
});
