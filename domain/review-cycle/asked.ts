import { cutText } from '../cut-text.js';
import type { Asked, Instant } from '../machine.js';
import { hand, say, type Draft } from './draft.js';
import type { ReviewCycle } from './process.js';
import { end, enter, open, openPublication, release, startClosing } from './stages.js';
import { textBytes } from './state.js';

type Of<T extends Asked<ReviewCycle>['type']> = Extract<Asked<ReviewCycle>, { type: T }>;

const calibrate = (draft: Draft, command: Of<'calibrate'>, at: Instant): void => {
  const { s } = draft;
  const { by } = command;
  if (!('done' in command)) {
    s.changes += command.changes.length;
    const with_ = { changes: command.changes.length };
    return say(draft, { at, by, what: 'cycle.calibrating', with: with_ });
  }
  s.calibrated = { at, by: by.person ?? by.id };
  say(draft, { at, by, what: 'cycle.calibrated', with: { changes: s.changes } });
  openPublication(draft, at);
};

const cancel = (draft: Draft, { by, reason }: Of<'cancel'>, at: Instant): void => {
  const { s } = draft;
  const why = cutText(reason, textBytes.reason);
  say(draft, { at, by, what: 'cycle.cancelling', with: { reason: why } });
  if (s.openedAt === undefined) return end(draft, at, 'cancelled');
  s.closedAs = 'cancelled';
  enter(draft, 'closing', at);
  hand(draft, 'tell_reviews', { at, word: { type: 'stage', stage: 'close' } });
};

/** Takes a person's command that `check` let through. */
export const asked = (draft: Draft, command: Asked<ReviewCycle>, at: Instant): void => {
  const { by } = command;
  switch (command.type) {
    case 'open':
      say(draft, { at, by, what: 'cycle.opened', with: { people: draft.s.people } });
      return open(draft, at, command.hours);
    case 'freeze':
      say(draft, { at, by, what: 'cycle.freezing' });
      return hand(draft, 'freeze', { at });
    case 'calibrate':
      return calibrate(draft, command, at);
    case 'publish':
      say(draft, { at, by, what: 'cycle.publishing' });
      return release(draft, at, 'by_hr');
    case 'close':
      say(draft, { at, by, what: 'cycle.closing' });
      return startClosing(draft, at);
    case 'cancel':
      return cancel(draft, command, at);
  }
};
