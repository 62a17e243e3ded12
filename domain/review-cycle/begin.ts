import { hold } from '../baton.js';
import { cutText } from '../cut-text.js';
import type { Instant, Step } from '../machine.js';
import { panelLevelsMax, panelMembersMax } from '../review/state.js';
import { clockOver } from '../review/work-days.js';
import type { Ref } from '../subject-view.js';
import { draftOf, say, stepOf } from './draft.js';
import type { ReviewCycle } from './process.js';
import { isProvisional, nextDigest, planOf } from './stages.js';
import {
  calibratorsMax,
  rulesVersion,
  stateVersion,
  textBytes,
  type ReviewCycleInput,
} from './state.js';

const named = ({ id, name }: Ref): Ref => ({ id, name: cutText(name, textBytes.name) });

/** Plans a cycle: its steps are walked from the end of the period (4c, operations.md). */
export const begin = (given: ReviewCycleInput, now: Instant): Step<ReviewCycle> => {
  const { hours, ...input } = given;
  const { workDays, dates } = planOf(hours, input.period.until);
  const open = { from: Math.min(now, dates.open.until), until: Math.max(dates.open.until, now) };
  const draft = draftOf({
    ...{ v: stateVersion, rules: rulesVersion },
    ...input,
    ...{ group: named(input.group), hr: named(input.hr), key: cutText(input.key, textBytes.key) },
    ...(input.deputy && { deputy: named(input.deputy) }),
    calibrators: input.calibrators.slice(0, calibratorsMax).map(named),
    panels: input.panels
      .slice(0, panelLevelsMax)
      .map((level) => level.slice(0, panelMembersMax).map(named)),
    ...{ startedAt: now, stage: 'planned', since: now, baton: hold({ person: input.hr.id }, now) },
    clocks: [clockOver('planned', open, { workDays, calendar: input.calendar })],
    ...{ workDays, dates, changes: 0, appeals: [], flying: {}, effects: 0 },
    ...(isProvisional(hours, dates) && { provisional: true as const }),
    remindAt: nextDigest(workDays, now),
  });
  const { s } = draft;
  say(draft, {
    ...{ at: now, by: input.by, what: 'cycle.planned' },
    with: { key: s.key, group: s.group.name, people: s.people, until: dates.open.until },
  });
  return stepOf(draft);
};
