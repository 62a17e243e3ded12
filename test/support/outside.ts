import type { Projection } from '../../contracts/projection.js';
import type { NoticeActivities } from '../../activities/notices/notice-activities.js';
import type { IncidentActivities } from '../../activities/incident/incident.js';
import type { IncidentView } from '../../domain/incident/view.js';
import type { DeliverEffect, PageEffect } from '../../domain/page.js';
import { firstTime } from './first-time.js';
import {
  outsideOfOthers,
  type OthersActivities,
  type OthersOutside,
  type Written,
} from './outside-of-others.js';

/** What the processes asked of the world, in order. */
export interface Outside extends OthersOutside {
  activities: IncidentActivities & NoticeActivities & OthersActivities;
  /** Notices that were sent, in order. */
  notices: string[];
  pages: (PageEffect & { subject: string })[];
  projections: Projection[];
  told: string[];
  handedBack: string[];
  /** The read model's view of a subject: the one with the highest `seq`. */
  shown(subject: string): IncidentView | undefined;
  /** Every line written of a subject, by number. */
  lines(subject: string): string[];
  /** From now on the read model cannot be written, until called with `false`. */
  recordsAway(away: boolean): void;
  /** So many customers are affected by every incident from here on. */
  affects(customers: number): void;
}

/**
 * The world outside the engine for workflow tests: everybody is reachable at once. What the hands
 * really do is proved on real PostgreSQL in the records lane.
 */
export const outside = (): Outside => {
  const pages: Outside['pages'] = [];
  const projections: Projection[] = [];
  const told: string[] = [];
  const handedBack: string[] = [];
  const notices: string[] = [];
  let away = false;
  let customers = 2;
  const write = (projection: Projection): Written => {
    if (away) throw new Error('records are away');
    projections.push(projection);
    return { seq: projection.seq, entriesThrough: projection.entries.at(-1)?.n ?? 0 };
  };
  const fresh = firstTime();
  const others = outsideOfOthers(write);
  return {
    ...others,
    pages,
    projections,
    told,
    handedBack,
    notices,
    shown: (subject) =>
      projections.filter((projection) => projection.id === subject).sort((a, b) => b.seq - a.seq)[0]
        ?.view as IncidentView | undefined,
    lines: (subject) => {
      const numbered = projections
        .filter((projection) => projection.id === subject)
        .flatMap((projection) => projection.entries)
        .map((entry) => [entry.n, entry.what] as const);
      return [...new Map(numbered)].sort(([a], [b]) => a - b).map(([, what]) => what);
    },
    recordsAway: (value) => {
      away = value;
    },
    affects: (value) => {
      customers = value;
    },
    activities: {
      ...others.activities,
      projectRecord: (projection: Projection) => Promise.resolve(write(projection)),
      pagePeople: <L extends string>(
        subject: string,
        effect: PageEffect<L>,
        carry?: Projection,
      ) => {
        if (carry) write(carry);
        if (fresh('page', subject, effect.id)) pages.push({ ...effect, subject });
        return Promise.resolve({
          type: 'paged' as const,
          effect: effect.id,
          ladder: effect.ladder,
          ...(effect.rung !== undefined && { rung: effect.rung }),
          empty: false,
          people: [
            { person: 'per_li', name: 'Li', state: 'delivered' as const, channels: ['mail'] },
          ],
          more: 0,
          waiting: false,
          later: [],
          ...(effect.duty !== undefined && { duty: 'per_li' }),
          gaps: [],
        });
      },
      deliverWaiting: (_subject, effect: DeliverEffect) =>
        Promise.resolve({
          type: 'delivered' as const,
          effect: effect.id,
          page: effect.page,
          delivered: 1,
          failed: 0,
          silenced: 0,
        }),
      tellProcess: (effect) => {
        if (fresh('tell', effect.id, ...effect.to)) told.push(...effect.to);
        others.hear(effect);
        return Promise.resolve({ type: 'told' as const, effect: effect.id, ok: true });
      },
      takeSurroundings: (effect) =>
        Promise.resolve({
          type: 'snapshot_taken' as const,
          effect: effect.id,
          surroundings: { customers },
        }),
      draftNotice: (_subject, effect, carry) => {
        if (carry) write(carry);
        const drafts = effect.notices.map(({ notice }) => ({
          ...{ notice, noticeId: `ntc_${notice}`, complete: true, missing: [] },
        }));
        return Promise.resolve({ type: 'notice_drafted' as const, effect: effect.id, drafts });
      },
      sendNotice: (subject, effect, carry) => {
        if (carry) write(carry);
        if (fresh('send', subject, effect.id)) notices.push(effect.notice);
        const counts = { recipients: 2, delivered: 2, failed: 0 };
        const { id, notice } = effect;
        const noticeId = `ntc_${notice}`;
        return Promise.resolve({
          ...{ type: 'notice_sent' as const, effect: id, notice, noticeId, ...counts },
        });
      },
      handBack: (subject: string, effect) => {
        if (fresh('back', subject, effect.id)) handedBack.push(effect.event.dedupKey);
        return Promise.resolve({ type: 'handed_back' as const, effect: effect.id });
      },
    },
  };
};
