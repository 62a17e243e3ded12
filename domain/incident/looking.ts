import type { Instant } from '../machine.js';
import type { SnapshotTaken } from './commands.js';
import { say, type Draft } from './draft.js';
import { noticesOnSurroundings } from './notices.js';
import { retarget } from './running-clocks.js';
import type { IncidentState } from './state.js';
import { lookRetryMs } from './surroundings.js';

/** What the directory says: clocks and notices stand on it from here on. */
export const surrounded = (draft: Draft, report: SnapshotTaken, now: Instant): void => {
  const { s } = draft;
  const look = Number(report.effect.slice(1));
  if (look < (s.surroundedBy ?? 0)) return;
  if (!report.surroundings) {
    say(draft, { at: now, what: 'incident.surroundings_unknown' });
    s.lookAt ??= now + lookRetryMs;
    if (!s.board) noticesOnSurroundings(draft, now);
    return;
  }
  s.surroundedBy = look;
  s.surroundings = report.surroundings;
  s.surroundedAt = now;
  retarget(draft, now);
  noticesOnSurroundings(draft, now);
  const { customers, restoreS } = report.surroundings;
  const minutes = restoreS === undefined ? '–' : Math.round(restoreS / 60);
  say(draft, { at: now, what: 'incident.surroundings', with: { customers, minutes } });
};

/** A look was taken or is under way, which a child that comes now is not in. */
export const wasLookedAt = ({ grading }: IncidentState): boolean =>
  grading !== undefined && grading.status !== 'mapped';
