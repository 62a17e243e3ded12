import { describe, expect, it } from '@jest/globals';
import type { IncidentAsked, IncidentVerb } from './commands.js';
import {
  ann,
  ask,
  bob,
  give,
  inputOf,
  lastPage,
  lea,
  minute,
  must,
  pagedReport,
  robot,
  start,
  t0,
  wakeAt,
  type Play,
} from './testing.fixture.js';

const at = t0 + 45 * minute;

/** Ann fills the duty role and holds from the first page on. */
const detected = (): Play => {
  const play = start();
  give(play, pagedReport(lastPage(play), { duty: 'ann' }));
  return play;
};

const after = (...steps: ((play: Play) => void)[]): Play => {
  const play = detected();
  for (const step of steps) step(play);
  return play;
};

const acknowledged = (play: Play) =>
  must(play, ann, { type: 'acknowledge', until: at + minute }, t0 + minute);
const restored = (play: Play) => must(play, ann, { type: 'restore', how: 'restarted' });
const verified = (play: Play) => must(play, ann, { type: 'verify', verifiedBy: 'engineer' });
const mergeDone = (play: Play) => {
  must(play, ann, { type: 'merge', into: 'inc-2' });
  give(play, { type: 'told', effect: play.state.merging?.effect ?? '', ok: true });
};

const situations: Record<string, () => Play> = {
  detected,
  promised: () => after(acknowledged),
  lapsed: () =>
    after(
      (play) => must(play, ann, { type: 'acknowledge', until: t0 + 9 * minute }),
      (play) => wakeAt(play, t0 + 10 * minute),
    ),
  restored: () => after(acknowledged, restored),
  observing: () => after(acknowledged, restored, verified),
  resolved: () => after(acknowledged, restored, (play) => must(play, ann, { type: 'close' })),
  dismissed: () => after((play) => must(play, ann, { type: 'dismiss', proof: 'a test' })),
  merged: () => after(mergeDone),
};

const commands: Record<IncidentVerb, IncidentAsked> = {
  acknowledge: { type: 'acknowledge' },
  unacknowledge: { type: 'unacknowledge' },
  assign: { type: 'assign', to: 'cid' },
  accept: { type: 'accept' },
  refuse: { type: 'refuse', reason: 'asleep' },
  wait: { type: 'wait', on: 'supplier', until: at + 60 * minute, reason: 'a part' },
  resume: { type: 'resume' },
  mitigate: { type: 'mitigate' },
  restore: { type: 'restore', how: 'restarted' },
  verify: { type: 'verify', verifiedBy: 'customer' },
  reopen: { type: 'reopen', reason: 'again' },
  snooze: { type: 'snooze', until: at + 60 * minute },
  escalate: { type: 'escalate', reason: 'help' },
  note: { type: 'note', text: 'seen' },
  merge: { type: 'merge', into: 'inc-2' },
  dismiss: { type: 'dismiss', proof: 'a test' },
  close: { type: 'close' },
  grade: { type: 'grade', level: 'error', computed: 'error', complete: true },
  command: { type: 'command', to: 'cid' },
  confirm: { type: 'confirm', proposal: 'g1' },
  decline: { type: 'decline', proposal: 'g1', reason: 'no' },
  check_clock: { type: 'check_clock', obligation: 'restore' },
  review: { type: 'review', cause: 'a fuse', actions: [] },
  attribute: { type: 'attribute', cause: 'delivery', reason: 'a wrong ACL' },
};

const codes: Record<string, string | undefined> = {
  ok: undefined,
  state: 'wrong_state',
  holder: 'not_holder',
  held: 'already_held',
  offer: 'no_offer',
  service: 'service_cannot_hold',
  none: 'no_such_proposal',
};

/**
 * Verb by verb: what the holder, another person and a lead are told in each situation. A service
 * is refused everything but a note, whatever the situation.
 */
const table = `
verb          | detected            | promised            | lapsed              | restored            | observing           | resolved          | dismissed         | merged
acknowledge   | ok    ok     ok     | ok    held   held   | ok    ok     ok     | state state  state  | state state  state  | state state state | state state state | state state state
unacknowledge | state state  state  | ok    holder ok     | ok    holder ok     | state state  state  | state state  state  | state state state | state state state | state state state
assign        | ok    holder ok     | ok    holder ok     | ok    holder ok     | ok    holder ok     | ok    holder ok     | state state state | state state state | state state state
accept        | ok    offer  offer  | ok    offer  offer  | ok    offer  offer  | ok    offer  offer  | ok    offer  offer  | state state state | state state state | state state state
refuse        | offer offer  offer  | offer offer  offer  | offer offer  offer  | offer offer  offer  | offer offer  offer  | state state state | state state state | state state state
wait          | state state  state  | ok    holder ok     | ok    holder ok     | state state  state  | state state  state  | state state state | state state state | state state state
resume        | state state  state  | ok    holder ok     | ok    holder ok     | state state  state  | state state  state  | state state state | state state state | state state state
mitigate      | state state  state  | ok    holder ok     | ok    holder ok     | state state  state  | state state  state  | state state state | state state state | state state state
restore       | state state  state  | ok    holder ok     | ok    holder ok     | ok    state  state  | state state  state  | state state state | state state state | state state state
verify        | state state  state  | state state  state  | state state  state  | ok    ok     ok     | ok    ok     ok     | state state state | state state state | state state state
reopen        | state state  state  | state state  state  | state state  state  | ok    ok     ok     | ok    ok     ok     | ok    ok    ok    | ok    ok    ok    | state state state
snooze        | ok    ok     ok     | ok    holder ok     | ok    ok     ok     | state state  state  | state state  state  | state state state | state state state | state state state
escalate      | ok    ok     ok     | ok    ok     ok     | ok    ok     ok     | state state  state  | state state  state  | state state state | state state state | state state state
note          | ok    ok     ok     | ok    ok     ok     | ok    ok     ok     | ok    ok     ok     | ok    ok     ok     | ok    ok    ok    | ok    ok    ok    | ok    ok    ok
merge         | ok    holder ok     | ok    holder ok     | ok    holder ok     | ok    holder ok     | ok    holder ok     | state state state | state state state | state state state
dismiss       | ok    ok     ok     | ok    holder ok     | ok    ok     ok     | state state  state  | state state  state  | state state state | state state state | state state state
close         | state state  state  | state state  state  | state state  state  | ok    holder ok     | ok    holder ok     | ok    state state | state state state | state state state
grade         | ok    ok     ok     | ok    ok     ok     | ok    ok     ok     | ok    ok     ok     | ok    ok     ok     | state state state | state state state | state state state
command       | ok    holder ok     | ok    holder ok     | ok    holder ok     | ok    holder ok     | ok    holder ok     | state state state | state state state | state state state
confirm       | none  none   none   | none  none   none   | none  none   none   | none  none   none   | none  none   none   | state state state | state state state | state state state
decline       | none  none   none   | none  none   none   | none  none   none   | none  none   none   | none  none   none   | state state state | state state state | state state state
check_clock   | ok    ok     ok     | ok    ok     ok     | ok    ok     ok     | ok    ok     ok     | ok    ok     ok     | state state state | state state state | state state state
review        | state state  state  | state state  state  | state state  state  | ok    ok     ok     | ok    ok     ok     | state state state | state state state | state state state
attribute     | state state  state  | ok    holder ok     | ok    holder ok     | ok    holder ok     | ok    holder ok     | ok    holder ok    | state state state | state state state
`;

const [head = [], ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));

const cells = rows.flatMap(([verb = '', ...byStage]) =>
  byStage.flatMap((cell, column) => {
    const [holder, other, lead] = cell.split(/\s+/);
    const situation = head[column + 1] ?? '';
    const service = verb === 'note' ? 'ok' : 'service';
    return [
      { verb, situation, who: 'the holder', by: ann, wanted: holder },
      { verb, situation, who: 'another person', by: bob, wanted: other },
      { verb, situation, who: 'a lead', by: lea, wanted: lead },
      { verb, situation, who: 'a service', by: robot, wanted: service },
    ];
  }),
);

describe('who may give which command when', () => {
  it('is written down for every verb in every situation', () => {
    expect(rows.map(([verb]) => verb)).toEqual(Object.keys(commands));
    expect(head.slice(1)).toEqual(Object.keys(situations));
    expect(cells).toHaveLength(24 * 8 * 4);
  });

  it.each(cells)('$verb by $who while $situation: $wanted', ({ verb, situation, by, wanted }) => {
    const play = situations[situation]?.() ?? start();
    const before = play.state;
    const refusal = ask(play, by, commands[verb as IncidentVerb]);
    expect(refusal?.code).toBe(codes[wanted ?? '']);
    if (refusal) expect(play.state).toBe(before);
    const { holder } = play.state.baton;
    expect(holder.person ?? holder.duty).toBeDefined();
  });

  it('says which stages would do, and who holds it', () => {
    const play = detected();
    expect(ask(play, ann, { type: 'close' })).toEqual({
      code: 'wrong_state',
      with: { stage: 'detected', allowed: ['restored', 'observing', 'reviewing'], verb: 'close' },
    });
    expect(ask(play, bob, { type: 'assign', to: 'cid' })).toEqual({
      code: 'not_holder',
      with: { holder: 'ann', verb: 'assign' },
    });
  });

  it('lets anyone act for a duty role that nobody fills yet', () => {
    const play = start();
    expect(ask(play, bob, { type: 'assign', to: 'ann' })).toBeUndefined();
  });

  it('never snoozes an interruption, whoever asks (R5)', () => {
    const play = start(inputOf({ impactClass: 'interruption' }));
    expect(ask(play, lea, { type: 'snooze', until: at })?.code).toBe('interruption_not_snoozable');
  });

  it.each([
    [{ type: 'acknowledge', until: t0 }, 'time_in_past'],
    [{ type: 'acknowledge', until: t0 + 24 * 60 * minute }, undefined],
    [{ type: 'acknowledge', until: t0 + 24 * 60 * minute + 1 }, 'time_too_far'],
    [{ type: 'snooze', until: t0 + 24 * 60 * minute + 1 }, 'time_too_far'],
    [{ type: 'escalate', step: 0, reason: 'x' }, 'no_such_rung'],
    [{ type: 'escalate', step: 3, reason: 'x' }, undefined],
    [{ type: 'escalate', step: 4, reason: 'x' }, 'no_such_rung'],
    [{ type: 'merge', into: 'inc-1' }, 'same_subject'],
    [{ type: 'note', text: 'x', occurredAt: t0 + 1 }, 'impossible_order'],
    [{ type: 'assign', to: 'ann' }, 'already_held'],
  ] satisfies [IncidentAsked, string | undefined][])('%j is answered %s', (command, code) => {
    expect(ask(detected(), ann, command)?.code).toBe(code);
  });

  it('refuses a restoration before detection, in the future, or a wait beyond 30 days', () => {
    const play = after(acknowledged);
    const tooFar = { ...commands.wait, until: play.now + 30 * 24 * 60 * minute + 1 };
    expect(ask(play, ann, { type: 'restore', at: t0 - 1, how: 'x' })?.code).toBe(
      'impossible_order',
    );
    expect(ask(play, ann, { type: 'restore', at: play.now + 1, how: 'x' })?.code).toBe(
      'impossible_order',
    );
    expect(ask(play, ann, tooFar as IncidentAsked)?.code).toBe('time_too_far');
  });
});
