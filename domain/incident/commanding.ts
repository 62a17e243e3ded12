import type { Instant } from '../machine.js';
import { page, say, type Draft } from './draft.js';
import { isGrave } from './level.js';
import { noticesOnCommander } from './notices.js';

/** P1 and P2 are led by somebody who is not the holder; asked for once (R7, 4a). */
export const wantCommander = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (s.commander !== undefined || s.commandAsked || !isGrave(s.severity)) return;
  if (s.grading?.status !== 'graded') return;
  const targets = [{ kind: 'duty', role: 'commander' } as const];
  s.commandAsked = page(draft, { ladder: 'care', reason: 'command_wanted', due: at, targets });
};

/** Whoever takes the baton commands no longer: another one is to be named (4a). */
export const endCommand = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (s.commander === undefined || s.commander !== s.baton.holder.person) return;
  delete s.commander;
  delete s.commandAsked;
  noticesOnCommander(s);
  say(draft, { at, what: 'incident.command_free', with: { person: s.baton.holder.person } });
  wantCommander(draft, at);
};
