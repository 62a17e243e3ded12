import fc from 'fast-check';
import type { Actor } from '../machine.js';
import type { Rung } from '../ladder.js';
import type { IncidentAsked, IncidentReported, IncidentTold } from './commands.js';
import { incidentMachine } from './machine.js';
import type { AlertEvent, IncidentInput } from './state.js';
import {
  ann,
  ask,
  bob,
  event,
  give,
  hour,
  inputOf,
  isPage,
  lea,
  minute,
  pagedReport,
  robot,
  wakeAt,
  type Play,
} from './testing.fixture.js';

/** One thing that happens; times are relative, pages are named by their place among all so far. */
export type Happening =
  | { kind: 'asked'; by: Actor; make: (now: number) => IncidentAsked }
  | { kind: 'alert'; event: AlertEvent }
  | { kind: 'paged'; which: number; outcome: 'reached' | 'empty' | 'waiting' | 'failed' }
  | { kind: 'word'; word: IncidentTold }
  | { kind: 'merged'; ok: boolean }
  /** The hands of the oldest effects of that kind that were not answered yet report. */
  | { kind: 'answered'; which: 'snapshot' | 'draft_notice' | 'send_notice'; well: boolean }
  | { kind: 'sleep'; ms: number }
  | { kind: 'toDue'; after: number };

const delays = fc.constantFrom(0, 30, 60, 300, 3_600);

const anyRung: fc.Arbitrary<Rung> = fc
  .record({
    delayS: delays,
    times: fc.integer({ min: 0, max: 3 }),
    everyS: fc.constantFrom(30, 60, 600),
  })
  .map(({ delayS, times, everyS }) => ({
    delayS,
    targets: [{ kind: 'schedule', id: 'noc' }],
    ...(times > 0 && { repeat: { times, everyS } }),
  }));

export const anyInput: fc.Arbitrary<IncidentInput> = fc
  .record({
    rungs: fc.array(anyRung, { minLength: 1, maxLength: 4 }),
    overdue: fc.array(anyRung, { maxLength: 2 }),
    restoreS: fc.constantFrom(30, 3_600, 30 * 86_400),
    observeS: fc.constantFrom(0, 600, 86_400),
    child: fc.boolean(),
    alert: fc.boolean(),
    interruption: fc.boolean(),
    graded: fc.boolean(),
  })
  .map(({ rungs, overdue, restoreS, observeS, child, alert, interruption, graded }) => ({
    ...inputOf(),
    impactClass: interruption ? 'interruption' : 'degraded',
    policy: { ...inputOf().policy, rungs, overdue },
    targets: { ...inputOf().targets, restoreS, observeS },
    ...(graded && { gradeS: 600 }),
    ...(alert && { alert: event({ id: 'e0' }) }),
    ...(child && { parent: { id: 'up', title: 'core', holdS: 1_800 } }),
  }));

const untils = fc.constantFrom(1, minute, 7 * minute, 2 * hour, 24 * hour);
const until = (after: number, make: (until: number) => IncidentAsked) => (now: number) =>
  make(now + after);

const anyVerb: fc.Arbitrary<(now: number) => IncidentAsked> = fc.oneof(
  untils.map((after) => until(after, (at) => ({ type: 'acknowledge', until: at }))),
  untils.map((after) => until(after, (at) => ({ type: 'snooze', until: at }))),
  untils.map((after) =>
    until(after, (at) => ({ type: 'wait', on: 'customer', until: at, reason: 'asked to' })),
  ),
  untils.map((after) =>
    until(after, (at) => ({ type: 'wait', on: 'supplier', until: at, reason: 'a part' })),
  ),
  fc.constantFrom('ann', 'bob', 'cid').map((to) => (): IncidentAsked => ({ type: 'assign', to })),
  fc
    .integer({ min: 1, max: 4 })
    .map((step) => (): IncidentAsked => ({ type: 'escalate', step, reason: 'x' })),
  fc
    .constantFrom<IncidentAsked>(
      { type: 'acknowledge' },
      { type: 'acknowledge' },
      { type: 'unacknowledge' },
      { type: 'accept' },
      { type: 'refuse', reason: 'x' },
      { type: 'resume' },
      { type: 'mitigate' },
      { type: 'restore', how: 'x' },
      { type: 'verify', verifiedBy: 'customer' },
      { type: 'reopen', reason: 'x' },
      { type: 'escalate', reason: 'x' },
      { type: 'note', text: 'x' },
      { type: 'merge', into: 'other' },
      { type: 'dismiss', proof: 'x' },
      { type: 'close' },
      { type: 'grade', level: 'critical', computed: 'critical', complete: true },
      { type: 'grade', level: 'warning', computed: 'warning', complete: true, reason: 'x' },
      { type: 'grade', level: 'info', complete: true, reason: 'x' },
      { type: 'grade', level: 'error', computed: 'error', worst: 'critical', complete: false },
      { type: 'command', to: 'cid' },
      { type: 'check_clock', obligation: 'restore' },
      { type: 'review', cause: 'x', actions: [], knowledge: { none: 'x' } },
      { type: 'attribute', cause: 'delivery', reason: 'x', handover: 'hov-1' },
      { type: 'attribute', cause: 'supplier', reason: 'x' },
      { type: 'approve_notice', notice: 'internal/first/1' },
      { type: 'send_notice', notice: 'customer/first/1' },
    )
    .map((command) => () => command),
);

const anyWord: fc.Arbitrary<IncidentTold> = fc.constantFrom<IncidentTold>(
  { type: 'absorbed', from: 'other', title: 'x', alerts: ['m1', 'm2'] },
  { type: 'absorbed', from: 'inc-1', title: 'x', alerts: [] },
  { type: 'absorbed', from: 'third', title: 'x', alerts: [], restored: true },
  { type: 'child', id: 'c1', title: 'x' },
  { type: 'attached', parent: { id: 'up', title: 'core', holdS: 600 } },
  { type: 'released', parent: 'up', why: 'restored' },
  { type: 'cancel_requested' },
  { type: 'calendar_changed' },
  { type: 'take_over', person: 'dan', by: 'ann', why: 'shift', cause: 'shf_1' },
  { type: 'take_over', person: 'eve', by: 'ann', why: 'chain', cause: 'esc_1' },
  { type: 'chain', id: 'esc_1', event: 'opened', to: { kind: 'person', id: 'p', name: 'P' } },
  { type: 'hard_fault', id: 'hfl_1', event: 'opened' },
);

const anyAlert: fc.Arbitrary<AlertEvent> = fc
  .record({
    id: fc.integer({ min: 0, max: 30 }).map((n) => `e${n}`),
    action: fc.constantFrom('trigger', 'resolve', 'resolve', 'acknowledge'),
    dedupKey: fc.constantFrom('disk', 'fan'),
    reopens: fc.boolean(),
  })
  .map(({ reopens, ...rest }) => event({ ...rest, ...(reopens && { reopens }) }));

const anySleep: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom(0, 1, 400).map((after): Happening => ({ kind: 'toDue', after })),
  fc
    .constantFrom(0, minute, 16 * minute, 3 * hour, 30 * hour)
    .map((ms): Happening => ({ kind: 'sleep', ms })),
);

const anyAsked: fc.Arbitrary<Happening> = fc
  .record({ by: fc.constantFrom(ann, ann, bob, lea, robot), make: anyVerb })
  .map((asked): Happening => ({ kind: 'asked', ...asked }));

const anySource: fc.Arbitrary<Happening> = fc.oneof(
  anyAlert.map((each): Happening => ({ kind: 'alert', event: each })),
  anyWord.map((word): Happening => ({ kind: 'word', word })),
  fc.boolean().map((ok): Happening => ({ kind: 'merged', ok })),
);

const anyReport: fc.Arbitrary<Happening> = fc
  .record({
    which: fc.nat({ max: 5 }),
    outcome: fc.constantFrom('reached', 'reached', 'empty', 'waiting', 'failed'),
  })
  .map((report): Happening => ({ kind: 'paged', ...report }));

const anyAnswer: fc.Arbitrary<Happening> = fc
  .record({
    which: fc.constantFrom('snapshot', 'snapshot', 'draft_notice', 'send_notice'),
    well: fc.boolean(),
  })
  .map((answer): Happening => ({ kind: 'answered', ...answer }));

const byAnn = (command: IncidentAsked): Happening => ({
  kind: 'asked',
  by: ann,
  make: () => command,
});

/** Ways to get far at once, because chance alone seldom leads to the late stages. */
const anyOpening = fc
  .nat({ max: 4 })
  .map((steps) =>
    [
      byAnn({ type: 'acknowledge' }),
      byAnn({ type: 'restore', how: 'x' }),
      byAnn({ type: 'verify', verifiedBy: 'engineer' }),
      byAnn({ type: 'close' }),
    ].slice(0, steps),
  );

const opened = (rest: fc.Arbitrary<Happening[]>): fc.Arbitrary<Happening[]> =>
  fc.tuple(anyOpening, rest).map(([opening, after]) => [...opening, ...after]);

/** Everything that can happen to an incident, some of it impossible or late. */
export const anyHappenings = opened(
  fc.array(
    fc.oneof(
      { arbitrary: anyAsked, weight: 4 },
      { arbitrary: anySleep, weight: 3 },
      { arbitrary: anyReport, weight: 2 },
      { arbitrary: anySource, weight: 2 },
      { arbitrary: anyAnswer, weight: 2 },
    ),
    { minLength: 1, maxLength: 25 },
  ),
);

/** The same without reports, whose page ids depend on how many repeats were folded. */
export const anyCommands = opened(
  fc.array(fc.oneof(anyAsked, anySleep, anySource), { minLength: 1, maxLength: 20 }),
);

const reportOf = (
  play: Play,
  { which, outcome }: Extract<Happening, { kind: 'paged' }>,
): IncidentReported | undefined => {
  const page = play.handed.filter(isPage).at(-1 - which);
  if (!page) return undefined;
  if (outcome === 'failed') return incidentMachine.failed(page, 'the mail server is away');
  return pagedReport(page, {
    ...(outcome === 'empty' && { empty: true, people: [] }),
    ...(outcome === 'reached' && { later: [60, 900], duty: 'ann' }),
    waiting: outcome === 'waiting',
    gaps: outcome === 'empty' ? [{ schedule: 'noc', owner: 'own' }] : [],
  });
};

/** What the hands say of the last effect of a kind. */
const answerOf = (
  play: Play,
  { which, well }: Extract<Happening, { kind: 'answered' }>,
): IncidentReported | undefined => {
  const effect = play.handed.filter(({ kind }) => kind === which).at(-1);
  if (!effect) return undefined;
  if (!well) return incidentMachine.failed(effect, 'the records are away');
  if (effect.kind === 'snapshot') {
    const duration = { interruption: [], other: [{ from: 'P3' as const, afterS: 3_600 }] };
    const surroundings = { customers: 2, restoreS: 14_400, duration };
    return { type: 'snapshot_taken', effect: effect.id, surroundings };
  }
  if (effect.kind === 'draft_notice') {
    const drafts = effect.notices.map(({ notice }) => ({
      ...{ notice, noticeId: `ntc_${notice}`, complete: true, missing: [] },
    }));
    return { type: 'notice_drafted', effect: effect.id, drafts };
  }
  if (effect.kind !== 'send_notice') return undefined;
  const counts = { recipients: 2, delivered: 2, failed: 0 };
  const { id, notice } = effect;
  return { type: 'notice_sent', effect: id, notice, noticeId: `ntc_${notice}`, ...counts };
};

/** Lets it happen; true when the command was taken. */
export const happen = (play: Play, what: Happening): boolean => {
  switch (what.kind) {
    case 'asked':
      return ask(play, what.by, what.make(play.now)) === undefined;
    case 'alert':
      give(play, { type: 'alert', event: what.event });
      return true;
    case 'paged': {
      const report = reportOf(play, what);
      if (report) give(play, report);
      return report !== undefined;
    }
    case 'word':
      give(play, what.word);
      return true;
    case 'merged':
      give(play, { type: 'told', effect: play.state.merging?.effect ?? 't0', ok: what.ok });
      return true;
    case 'answered': {
      const report = answerOf(play, what);
      if (report) give(play, report);
      return report !== undefined;
    }
    case 'sleep':
      wakeAt(play, play.now + what.ms);
      return true;
    case 'toDue':
      wakeAt(play, Math.max(play.now, incidentMachine.nextDue(play.state) ?? 0) + what.after);
      return true;
  }
};
