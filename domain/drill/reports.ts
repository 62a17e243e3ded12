import { cutText } from '../cut-text.js';
import type { Instant, Step } from '../machine.js';
import { usefulnessHorizonMs } from '../page.js';
import type { DrillReported } from './commands.js';
import { deliver, draftOf, pageLeader, say, stepOf, type Draft } from './draft.js';
import type { Drill } from './process.js';
import { close } from './rules.js';
import { followUpsMax, textBytes } from './state.js';

type Report<T extends DrillReported['type']> = Extract<DrillReported, { type: T }>;

const brief = (why: string): string => cutText(why, textBytes.reason);

const played = (draft: Draft, report: Report<'played'>, now: Instant): void => {
  const { s } = draft;
  const { event: id, incident, why } = report;
  if (why !== undefined) {
    const { [id]: _never, ...kept } = s.played;
    s.played = kept;
    say(draft, { at: now, what: 'drill.unplayed', with: { why: brief(why) }, cause: id });
  }
  const event = s.script.find((one) => one.id === id);
  if (incident === undefined || !event) return;
  if (s.incidents.some((one) => one.id === incident)) return;
  s.incidents = [...s.incidents, { key: event.key, id: incident }];
  say(draft, { at: now, what: 'drill.opened', with: { incident }, cause: id });
};

const scored = (draft: Draft, { score }: Report<'scored'>, now: Instant): void => {
  const { s } = draft;
  if (s.stage !== 'scoring') return;
  s.score = score;
  const { marks, possible } = score;
  say(draft, { at: now, what: 'drill.scored', with: { marks, possible } });
  close(draft, now);
};

/** Without its rows a drill has no score; it ends all the same, and says so. */
const unscored = (draft: Draft, { why }: Report<'unscored'>, now: Instant): void => {
  if (draft.s.stage !== 'scoring') return;
  say(draft, { at: now, what: 'drill.unscored', with: { why: brief(why) } });
  close(draft, now);
};

const paged = (draft: Draft, report: Report<'paged'>, now: Instant): void => {
  const { s } = draft;
  const { effect, people, waiting, later } = report;
  const reached = people.filter(({ state }) => state !== 'failed');
  const names = people.map(({ name }) => name).join(', ');
  if (reached.length === 0) {
    say(draft, { at: now, what: 'page.nobody', with: { reason: 'finish' } });
  } else
    say(draft, { at: now, what: 'page.reached_other', with: { people: names, reason: 'finish' } });
  if (s.stage !== 'running') return;
  if (waiting) deliver(draft, effect, now + usefulnessHorizonMs);
  const ahead = [
    ...s.followUps,
    ...later.map((afterS) => ({ due: now + afterS * 1000, page: effect, afterS })),
  ].toSorted((a, b) => a.due - b.due);
  for (const { page: of, due, afterS } of ahead.splice(followUpsMax)) {
    pageLeader(draft, { due, followUp: { of, afterS } });
  }
  s.followUps = ahead;
};

/** The outcome of an effect; never refused. */
export const reported = (
  state: Drill['state'],
  report: DrillReported,
  now: Instant,
): Step<Drill> => {
  const draft = draftOf(state);
  switch (report.type) {
    case 'played':
      played(draft, report, now);
      break;
    case 'scored':
      scored(draft, report, now);
      break;
    case 'unscored':
      unscored(draft, report, now);
      break;
    case 'stopped':
      draft.s.stopped = true;
      if (report.why !== undefined) {
        say(draft, { at: now, what: 'drill.unstopped', with: { why: brief(report.why) } });
      }
      break;
    case 'paged':
      paged(draft, report, now);
      break;
    case 'delivered': {
      const { delivered, failed, silenced } = report;
      const with_ = { delivered, failed, silenced };
      say(draft, { at: now, what: 'page.delivered_late', with: with_, cause: report.page });
      break;
    }
    case 'page_failed':
      say(draft, { at: now, what: 'page.failed', with: { why: brief(report.why) } });
      break;
  }
  return stepOf(draft);
};
