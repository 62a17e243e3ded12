import type { Projection } from '../../contracts/projection.js';
import type { IncidentActivities } from '../../activities/incident.js';
import type { DeliverEffect, PageEffect } from '../../domain/incident/effects.js';
import type { IncidentView } from '../../domain/incident/view.js';

/** What an incident asked of the world, in order. */
export interface Outside {
  activities: IncidentActivities;
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
  let away = false;
  const write = (projection: Projection): void => {
    if (away) throw new Error('records are away');
    projections.push(projection);
  };
  return {
    pages,
    projections,
    told,
    handedBack,
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
    activities: {
      projectRecord: (projection: Projection) => {
        write(projection);
        const entriesThrough = projection.entries.at(-1)?.n ?? 0;
        return Promise.resolve({ seq: projection.seq, entriesThrough });
      },
      pagePeople: (subject: string, effect: PageEffect, carry?: Projection) => {
        if (carry) write(carry);
        pages.push({ ...effect, subject });
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
      deliverWaiting: (_subject: string, effect: DeliverEffect) =>
        Promise.resolve({
          type: 'delivered' as const,
          effect: effect.id,
          page: effect.page,
          delivered: 1,
          failed: 0,
          silenced: 0,
        }),
      tellProcess: (effect) => {
        told.push(...effect.to);
        return Promise.resolve({ type: 'told' as const, effect: effect.id, ok: true });
      },
      handBack: (_subject: string, effect) => {
        handedBack.push(effect.event.dedupKey);
        return Promise.resolve({ type: 'handed_back' as const, effect: effect.id });
      },
    },
  };
};
