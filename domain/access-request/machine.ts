import { hold } from '../baton.js';
import { clockView, startClock } from '../clock.js';
import { cutText } from '../cut-text.js';
import { startLadder } from '../ladder.js';
import type { Asked, Instant, Machine, Refusal, Step } from '../machine.js';
import { draftOf, say, stepOf, type Draft } from './draft.js';
import type { AccessRequest } from './process.js';
import { isReport, reported } from './reports.js';
import { answered, approve, close, rungsOf, tell } from './rules.js';
import {
  answerWithinMs,
  approversMax,
  rulesVersion,
  stateVersion,
  textBytes,
  type AccessRequestInput,
  type AccessRequestState,
} from './state.js';
import { nextDue, tick } from './tick.js';
import type { AccessRequestView } from './view.js';

/** Due at the close of the next working day of the department, without a calendar in 24 h (N14). */
const owed = (hours: AccessRequestInput['hours']) =>
  hours === 'always' ? { ms: answerWithinMs } : { workingDays: 1 };

const begin = (given: AccessRequestInput, now: Instant): Step<AccessRequest> => {
  const { hours, ...input } = { ...given, approvers: given.approvers.slice(0, approversMax) };
  const [approver] = input.approvers;
  if (!approver) throw new Error('an access request without anybody to decide');
  const clock = startClock('decide', now, { target: owed(hours), hours });
  const draft = draftOf({
    ...{ v: stateVersion, rules: rulesVersion, ...input },
    reason: cutText(input.reason, textBytes.reason),
    ...{ startedAt: now, stage: 'waiting', clock },
    baton: hold({ person: approver.id }, now),
    ladder: startLadder(rungsOf(given, clock), now),
    ...{ followUps: [], silenced: { decide: 0, answer: 0 }, effects: 0 },
  });
  say(draft, {
    ...{ at: now, by: input.by, what: 'access_request.asked' },
    with: {
      ...{ person: input.requester.name, what: input.what, days: input.days },
      ...{ reason: draft.s.reason, until: clock.dueAt },
    },
  });
  return stepOf(draft);
};

const check = (s: AccessRequestState, command: Asked<AccessRequest>): Refusal | undefined => {
  const { person } = command.by;
  if (s.stage !== 'waiting') {
    return { code: 'wrong_state', with: { stage: s.stage, allowed: ['waiting'] } };
  }
  if (person === undefined) return { code: 'service_cannot_hold' };
  if (command.type === 'withdraw') {
    return person === s.requester.id
      ? undefined
      : { code: 'not_holder', with: { holder: s.requester.id } };
  }
  if (person === s.requester.id) return { code: 'second_name_needed' };
  const decides = command.by.lead || s.approvers.some(({ id }) => id === person);
  return decides ? undefined : { code: 'not_holder', with: { holder: s.approvers[0]?.id ?? '' } };
};

const asked = (draft: Draft, command: Asked<AccessRequest>, now: Instant): void => {
  const { s } = draft;
  const { by } = command;
  if (command.type === 'approve') return approve(draft, by, now);
  answered(draft, now);
  if (command.type === 'withdraw') {
    say(draft, { at: now, by, what: 'access_request.withdrawn' });
    return close(draft, { at: now, as: 'withdrawn' });
  }
  s.decidedBy = by.person ?? by.id;
  s.why = cutText(command.reason, textBytes.why);
  say(draft, { at: now, by, what: 'access_request.declined', with: { reason: s.why } });
  tell(draft, 'declined', now);
  close(draft, { at: now, as: 'declined' });
};

const viewOf = (s: AccessRequestState): AccessRequestView => {
  const due = nextDue(s);
  const { id, what, permission, days, requester, approvers, stage } = s;
  return {
    ...{ id, stage, what, permission, days, requester, approvers },
    title: cutText(`${requester.name} → ${what}`, textBytes.name),
    description: s.reason,
    startedAt: s.startedAt,
    ...(s.closedAt !== undefined && { closedAt: s.closedAt }),
    ...(s.closedAs && { closedAs: s.closedAs }),
    ...(s.department && { department: s.department }),
    ...(s.customer && { customer: s.customer }),
    ...(s.decidedBy !== undefined && { decidedBy: s.decidedBy }),
    ...(s.why !== undefined && { why: s.why }),
    ...(s.until !== undefined && { until: s.until }),
    holder: { ...s.baton.holder, since: s.baton.since },
    clocks: [clockView(s.clock)],
    ...(due !== undefined && { nextDue: due }),
    silenced: s.silenced,
  };
};

/**
 * Somebody asks for access to what they may not see (N14, operations.md): another person decides by
 * a deadline, silence climbs, and what is granted ends by itself.
 */
export const accessRequestMachine: Machine<AccessRequest> = {
  begin,
  check,
  apply: (state, command, now) => {
    const draft = draftOf(state);
    if (isReport(command)) reported(draft, command, now);
    else if (command.type === 'cancel_requested') {
      say(draft, { at: now, what: 'engine.cancel_requested' });
    } else asked(draft, command, now);
    return stepOf(draft);
  },
  nextDue,
  tick,
  wanted: (s, effect) =>
    effect.kind === 'grant'
      ? s.granting?.effect === effect.id
      : effect.no > s.silenced[effect.ladder],
  failed: (effect, why) => {
    if (effect.kind === 'grant') return { type: 'granted', effect: effect.id, why };
    const { id, ladder } = effect;
    const rung = effect.kind === 'page' ? effect.rung : undefined;
    return { type: 'page_failed', effect: id, ladder, ...(rung !== undefined && { rung }), why };
  },
  view: viewOf,
  outcome: ({ closedAs, closedAt, followUps }) =>
    closedAs !== undefined && closedAt !== undefined && followUps.length === 0
      ? { closedAs, closedAt }
      : undefined,
};
