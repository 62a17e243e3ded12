import { hold } from '../baton.js';
import { startClock } from '../clock.js';
import { cutText } from '../cut-text.js';
import { holdLadder, startLadder } from '../ladder.js';
import type { Actor, Instant, Step } from '../machine.js';
import { foldTrigger } from './alerts.js';
import { draftOf, say, stepOf } from './draft.js';
import type { Incident } from './process.js';
import { heldBy } from './rules.js';
import {
  rulesVersion,
  stateVersion,
  textBytes,
  type IncidentInput,
  type IncidentState,
  type Ref,
} from './state.js';

const sourceActor = (input: IncidentInput): Actor =>
  input.source.kind === 'person'
    ? { kind: 'user', id: input.source.id, person: input.source.id }
    : { kind: 'integration', id: input.source.id };

const ladders = (input: IncidentInput, now: Instant) => {
  const { rungs, overdue, exhaustedEveryS } = input.policy;
  const respond = startLadder({ rungs, exhaustedEveryS }, now);
  const late = startLadder(
    { rungs: overdue, exhaustedEveryS },
    now + input.targets.restoreS * 1000,
  );
  if (!input.parent) return { respond, overdue: late };
  const until = now + input.parent.holdS * 1000;
  return {
    respond: holdLadder(respond, until, 'again'),
    overdue: late.anchor < until ? { ...late, anchor: until } : late,
  };
};

const cutName = <T extends Ref>(ref: T): T => ({ ...ref, name: cutText(ref.name, textBytes.name) });

/** What the incident is about, each text within its bytes. */
const subject = (input: IncidentInput) => ({
  title: cutText(input.title, textBytes.title),
  ...(input.description !== undefined && {
    description: cutText(input.description, textBytes.description),
  }),
  severity: input.severity,
  impactClass: input.impactClass,
  ...(input.service && { service: cutName(input.service) }),
  ...(input.site && { site: cutName(input.site) }),
  ...(input.department && { department: cutName(input.department) }),
  source: cutName(input.source),
  drill: input.drill,
  ...(input.drillOf !== undefined && { drillOf: input.drillOf }),
  ...(input.parent && { parent: heldBy(input.parent) }),
});

const initialState = (input: IncidentInput, now: Instant, rules: number): IncidentState => ({
  v: stateVersion,
  rules,
  id: input.id,
  ...subject(input),
  children: [],
  gapsTold: [],
  stage: 'detected',
  detectedAt: now,
  baton: hold(input.holder === undefined ? { duty: input.duty } : { person: input.holder }, now),
  policy: { id: input.policy.id, version: input.policy.version, ackTtlS: input.policy.ackTtlS },
  targets: input.targets,
  ...(input.targetsBy && { targetsBy: input.targetsBy }),
  ...(input.gradeS !== undefined && {
    grading: { status: 'mapped' as const, since: now, due: now + input.gradeS * 1000 },
  }),
  ...ladders(input, now),
  clocks: [
    startClock('acknowledge', now, input.targets.acknowledgeS),
    startClock('restore', now, input.targets.restoreS),
  ],
  alerts: [],
  alertsBeyond: 0,
  seen: [],
  followUps: [],
  silenced: { respond: 0, overdue: 0, holder: 0, care: 0 },
  effects: 0,
});

/** The first instant: detected, held by the duty role, the first rung due now (4a, operations.md). */
export const begin = (
  input: IncidentInput,
  now: Instant,
  rules: number = rulesVersion,
): Step<Incident> => {
  if (input.policy.rungs.length === 0) throw new Error('a policy without rungs pages nobody');
  const draft = draftOf(initialState(input, now, rules));
  say(draft, {
    at: now,
    what: 'incident.detected',
    by: sourceActor(input),
    with: {
      title: input.title,
      ...(input.occurredAt !== undefined && { occurredAt: input.occurredAt }),
    },
    cause: input.alert?.id ?? 'declare',
  });
  if (input.parent) {
    say(draft, { at: now, what: 'incident.child_of', with: { parent: input.parent.title } });
  }
  if (input.alert) foldTrigger(draft, input.alert, now);
  return stepOf(draft);
};
