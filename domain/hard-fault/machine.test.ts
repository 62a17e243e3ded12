import { describe, expect, it, test } from '@jest/globals';
import { allowedIn } from './check.js';
import type { HardFaultAsked, HardFaultVerb } from './commands.js';
import { entryOf, type EntryBasis, type EntryFacts } from './entry.js';
import { hardFaultMachine as machine } from './machine.js';
import {
  ask,
  day,
  eve,
  hour,
  inputOf,
  leadPerson,
  led,
  officeHours,
  opener,
  opsLead,
  pages,
  readings,
  report,
  robot,
  runTo,
  start,
  step,
  t0,
  wakeAt,
  whom,
  words,
} from './testing.fixture.js';

const commands: Record<HardFaultVerb, HardFaultAsked> = {
  step,
  lead: { type: 'lead', to: { id: 'eve', name: 'Eve' } },
  accept: { type: 'accept' },
  refuse: { type: 'refuse', reason: 'on leave' },
  war_room: { type: 'war_room', link: 'https://meet.example/1', participants: ['eve'] },
  exit: { type: 'exit', problem: 'PRB-7', knowledge: { link: 'https://kb.example/7' } },
};
const verbs = Object.keys(commands) as HardFaultVerb[];

describe('the way into the track', () => {
  const none: EntryFacts = { pastRestore: false, bounces: 1, repeats: 2, byLead: false };

  test.each<[string, Partial<EntryFacts>, EntryBasis | undefined]>([
    ['nothing of it', {}, undefined],
    ['past its restore target', { pastRestore: true }, 'past_restore'],
    ['bounced twice', { bounces: 2 }, 'bounced'],
    ['here three times', { repeats: 3 }, 'repeated'],
    ['an operations lead', { byLead: true }, 'lead_says'],
    ['a fact before a word', { bounces: 2, byLead: true }, 'bounced'],
  ])('%s', (_, more, basis) => {
    expect(entryOf({ ...none, ...more })).toBe(basis);
  });
});

describe('stage × command', () => {
  test.each(verbs)('%s is taken in exactly its stages, from who may', (verb) => {
    const by = verb === 'accept' || verb === 'refuse' ? leadPerson : opener;
    const working = start();
    expect(allowedIn[verb]).toEqual(['working']);
    expect(ask(working, by, commands[verb])).toBeUndefined();
    const closed = led();
    ask(closed, leadPerson, commands.exit);
    expect(ask(closed, by, commands[verb])?.code).toBe('wrong_state');
  });

  test.each(verbs)('%s is refused to a stranger and to a service', (verb) => {
    const offered = verb === 'accept' || verb === 'refuse';
    expect(ask(start(), eve, commands[verb])?.code).toBe(offered ? 'no_offer' : 'not_holder');
    expect(ask(start(), robot, commands[verb])?.code).toBe('service_cannot_hold');
  });

  test.each(verbs.filter((verb) => verb !== 'accept' && verb !== 'refuse'))(
    '%s may also be given by an operations lead',
    (verb) => {
      expect(ask(led(), opsLead, commands[verb])).toBeUndefined();
    },
  );
});

describe('the lead', () => {
  it('is asked at the beginning, and holds it only once they accept', () => {
    const play = start();
    expect(pages(play).map((page) => [page.reason, whom(page)])).toEqual([['offer', ['lee']]]);
    expect(play.state.baton.holder.person).toBe('opener');
    ask(play, leadPerson, { type: 'accept' });
    expect(play.state.baton).toMatchObject({ holder: { person: 'lee' } });
    expect(ask(play, leadPerson, { type: 'accept' })).toBeUndefined();
    expect(ask(play, opener, step)?.code).toBe('not_holder');
  });

  it('who opens it holds it at once', () => {
    const play = start(inputOf({ lead: { id: 'opener', name: 'Opener' } }));
    expect(pages(play)).toEqual([]);
    expect(play.state.baton.offer).toBeUndefined();
  });

  test.each([
    [true, 15 * 60_000],
    [false, 2 * hour],
  ])(
    'who does not answer (urgent %s) leaves it where it was, and its holder hears',
    (urgent, ms) => {
      const play = start(inputOf({ urgent }));
      pages(play);
      runTo(play, t0 + ms - 1);
      expect(play.state.baton.offer?.to).toBe('lee');
      runTo(play, t0 + ms);
      expect(play.state.baton).toMatchObject({ holder: { person: 'opener' } });
      expect(play.state.baton.offer).toBeUndefined();
      expect(pages(play).map((page) => [page.reason, whom(page)])).toEqual([
        ['offer_lapsed', ['opener']],
      ]);
      expect(ask(play, leadPerson, { type: 'accept' })?.code).toBe('no_offer');
    },
  );

  it('is passed on by an offer, which withdraws the one before', () => {
    const play = led();
    ask(play, leadPerson, commands.lead);
    expect(ask(play, leadPerson, { type: 'lead', to: { id: 'max', name: 'Max' } })).toBeUndefined();
    expect(pages(play).map((page) => whom(page))).toEqual([['max']]);
    expect(ask(play, eve, { type: 'accept' })?.code).toBe('no_offer');
  });

  it('is taken at once by an operations lead who names themselves', () => {
    const play = start();
    ask(play, opsLead, { type: 'lead', to: { id: 'olga', name: 'Olga' } });
    expect(play.state.baton).toMatchObject({ holder: { person: 'olga' } });
    expect(play.state.baton.offer).toBeUndefined();
  });
});

describe('the daily step', () => {
  it('reminds its holder at 50, 75 and 90 %, then climbs each half day and repeats', () => {
    const play = led();
    runTo(play, t0 + 4 * day);
    const at = (hours: number) => t0 + hours * hour;
    expect(
      pages(play).map(({ due, reason, ...page }) => [due, reason, whom({ due, reason, ...page })]),
    ).toEqual([
      [at(12), 'reminder', ['lee']],
      [at(18), 'reminder', ['lee']],
      [at(21.6), 'reminder', ['lee']],
      [at(24), 'silent', ['deputy', 'lee']],
      [at(36), 'silent', ['head']],
      [at(48), 'silent', ['duty_executive', 'boss', 'head']],
      [at(60), 'silent', ['duty_executive', 'boss', 'head']],
      [at(72), 'silent', ['duty_executive', 'boss', 'head']],
      [at(84), 'silent', ['duty_executive', 'boss', 'head']],
      [at(96), 'silent', ['duty_executive', 'boss', 'head']],
    ]);
    expect(play.state).toMatchObject({ missed: 1, baton: { holder: { person: 'lee' } } });
  });

  it('stops the climb, withdraws its pages and owes the next one a day later', () => {
    const play = led();
    runTo(play, t0 + 30 * hour);
    ask(play, leadPerson, step);
    expect(pages(play)).toEqual([]);
    expect(machine.nextDue(play.state)).toBe(t0 + 42 * hour);
    expect(machine.view(play.state)).toMatchObject({
      steps: 1,
      missed: 1,
      lastStep: { by: 'lee', text: step.text, next: step.next },
      stepDueAt: t0 + 54 * hour,
    });
    expect(play.facts).toMatchObject([{ kind: 'step', key: '00001', data: { n: 1 } }]);
  });

  it('is owed each working day of the department where it is not urgent', () => {
    const play = led(inputOf({ urgent: false, hours: officeHours() }));
    expect(machine.view(play.state).stepDueAt).toBe(Date.UTC(2026, 0, 12, 18));
    runTo(play, Date.UTC(2026, 0, 12, 9));
    ask(play, leadPerson, step);
    expect(machine.view(play.state).stepDueAt).toBe(Date.UTC(2026, 0, 13, 18));
    expect(machine.view(play.state).clocks).toMatchObject([{ obligation: 'step' }]);
  });

  it('reads the hours anew at each step, and walks the clock by what it hears', () => {
    const play = led(inputOf({ urgent: false, hours: officeHours() }));
    runTo(play, Date.UTC(2026, 0, 12, 9));
    ask(play, leadPerson, step);
    const [reading] = readings(play);
    expect(reading).toMatchObject({ department: 'dep_noc', at: play.now });
    report(play, { type: 'hours_taken', effect: reading?.id ?? '' });
    expect(machine.view(play.state).stepDueAt).toBe(play.now + day);
    report(play, { type: 'hours_taken', effect: reading?.id ?? '', hours: officeHours() });
    expect(machine.view(play.state).stepDueAt).toBe(play.now + day);
  });

  it('pages one reminder of several that an outage swallowed, and every rung at its due time', () => {
    const play = led();
    wakeAt(play, t0 + 22 * hour);
    expect(pages(play).map(({ due }) => due)).toEqual([t0 + 21.6 * hour]);
    wakeAt(play, t0 + 37 * hour);
    expect(pages(play).map(({ due }) => due)).toEqual([t0 + 24 * hour, t0 + 36 * hour]);
  });

  it('skips a rung that found nobody', () => {
    const play = led(inputOf({ deputy: 'gone' }));
    runTo(play, t0 + 24 * hour);
    const page = pages(play).at(-1);
    report(play, {
      type: 'paged',
      effect: page?.id ?? '',
      ladder: 'step',
      rung: 0,
      empty: true,
      people: [],
      more: 0,
      waiting: false,
      later: [],
      gaps: [],
    });
    runTo(play, play.now);
    expect(pages(play).map((next) => whom(next))).toEqual([['head']]);
  });

  it('climbs past what a department lacks', () => {
    const { deputy: _d, head: _h, executive: _e, ...bare } = inputOf();
    const play = led(bare);
    runTo(play, t0 + 36 * hour);
    expect(
      pages(play)
        .slice(3)
        .map((page) => whom(page)),
    ).toEqual([['lee'], ['duty_executive']]);
  });
});

describe('the war room and the end', () => {
  it('calls everybody in but who opens it', () => {
    const play = led();
    const supplier = { id: 'sup_1', name: 'Carrier' };
    ask(play, leadPerson, {
      ...{ type: 'war_room', link: 'https://meet.example/1', supplier },
      participants: ['eve', 'lee', 'eve'],
    });
    expect(pages(play).map((page) => whom(page))).toEqual([['eve']]);
    expect(machine.view(play.state).warRoom).toMatchObject({
      participants: ['eve', 'lee'],
      supplier,
    });
  });

  it('tells the incident when it begins and when it ends', () => {
    const play = start();
    expect(words(play)).toEqual([{ type: 'hard_fault', id: 'hfl_1', event: 'opened' }]);
    ask(play, opener, { type: 'exit', problem: 'PRB-7', knowledge: { none: 'vendor bug, fixed' } });
    expect(words(play)).toEqual([{ type: 'hard_fault', id: 'hfl_1', event: 'closed' }]);
  });

  it('ends with its problem and what is written of it, and nothing is due or paged any more', () => {
    const play = led();
    runTo(play, t0 + 30 * hour);
    ask(play, leadPerson, commands.exit);
    expect(machine.outcome(play.state)).toEqual({ closedAt: t0 + 30 * hour });
    expect(machine.nextDue(play.state)).toBeUndefined();
    expect(pages(play)).toEqual([]);
    expect(machine.view(play.state).exit).toEqual({
      problem: 'PRB-7',
      knowledge: { link: 'https://kb.example/7' },
    });
  });

  it("ends nothing on the engine's own cancellation", () => {
    const play = led();
    report(play, { type: 'cancel_requested' });
    expect(machine.outcome(play.state)).toBeUndefined();
  });
});
