import { cutText } from '../cut-text.js';
import type { Instant, Step } from '../machine.js';
import type { Ref } from '../subject-view.js';
import { draftOf, say, stepOf } from './draft.js';
import type { Review } from './process.js';
import {
  counterpartsMax,
  managersMax,
  panelLevelsMax,
  panelMembersMax,
  rulesVersion,
  stateVersion,
  textBytes,
  workDaysMax,
  type Counterpart,
  type ReviewInput,
  type ReviewManager,
} from './state.js';

const named = ({ id, name }: Ref): Ref => ({ id, name: cutText(name, textBytes.name) });

/** A manager never stands over themself: the head and the delegate are other people. */
export const managerOf = (given: ReviewManager, person: string): ReviewManager => {
  const { manager, head, delegate, share } = given;
  return {
    manager: named(manager),
    ...(head && head.id !== person && { head: named(head) }),
    ...(delegate && delegate.id !== person && { delegate: named(delegate) }),
    share,
  };
};

const counterpartOf = ({ department, rater, head }: Counterpart, person: string): Counterpart => ({
  department: named(department),
  ...(rater && rater.id !== person && { rater: named(rater) }),
  ...(head && head.id !== person && { head: named(head) }),
});

/** Takes up a person's review; nobody scores themself, whatever the directory says. */
export const begin = (input: ReviewInput, now: Instant): Step<Review> => {
  const { person, department, hr } = input;
  const draft = draftOf({
    ...{ v: stateVersion, rules: rulesVersion },
    ...input,
    ...{
      person: named(person),
      hr: named(hr),
      ...(department && { department: named(department) }),
    },
    key: cutText(input.key, textBytes.key),
    managers: input.managers
      .filter(({ manager }) => manager.id !== person.id)
      .slice(0, managersMax)
      .map((one) => managerOf(one, person.id)),
    counterparts: input.counterparts
      .slice(0, counterpartsMax)
      .map((one) => counterpartOf(one, person.id)),
    panels: input.panels
      .slice(0, panelLevelsMax)
      .map((level) => level.slice(0, panelMembersMax).map(named)),
    workDays: input.workDays.slice(0, workDaysMax),
    ...{ startedAt: now, stage: 'open', since: now, tasks: [], appeals: [], formerManagers: [] },
    effects: 0,
  });
  const { s } = draft;
  const manager = s.managers[0]?.manager.name ?? '';
  say(draft, {
    ...{ at: now, what: 'review.opened', with: { person: s.person.name, key: s.key, manager } },
  });
  return stepOf(draft);
};
