import type { ImpactClass } from '../incident/state.js';
import type { Instant } from '../machine.js';
import { windowImpacts, type Span, type Window, type WindowImpact } from './window.js';

/** Where trouble is, as windows see it. */
export interface Place {
  service?: string | undefined;
  /** Of the service. */
  supplierServices: readonly string[];
  /** From the root to the site. */
  sitePath: readonly string[];
  /** How bad it is, to be held against what was announced. */
  impactClass?: ImpactClass | undefined;
}

/** Approved work that the trouble comes from; R: 5a, operations.md. */
export interface PlannedWork {
  id: string;
  /** Seconds past the end of its hours; 0 within them. */
  overrunS: number;
  /** It does more than was announced, or touches what was not named. */
  widerImpact: boolean;
}

/** Trouble that is still there so long after the end of work is not taken for the work. */
const overrunSeenMs = 24 * 3_600_000;

const impactRank: Record<ImpactClass, number> = {
  none: windowImpacts.indexOf('no_impact'),
  redundancy_loss: windowImpacts.indexOf('reduced_redundancy'),
  degraded: windowImpacts.indexOf('degraded'),
  interruption: windowImpacts.indexOf('outage'),
};

const namesService = (window: Window, place: Place): boolean =>
  (place.service !== undefined && window.services.includes(place.service)) ||
  place.supplierServices.some((id) => window.supplierServices.includes(id));

const namesSite = (window: Window, place: Place): boolean =>
  place.sitePath.some((site) => window.sites.includes(site));

/** A window that names nothing at all is everywhere; only a major event may be that wide. */
const isEverywhere = ({ services, sites, supplierServices }: Window): boolean =>
  services.length + sites.length + supplierServices.length === 0;

const isWithin = ({ from, until }: Span, at: Instant): boolean => from <= at && at < until;

/** The hours that `at` falls into or follows, the latest of several. */
const spanFor = (window: Window, at: Instant): Span | undefined =>
  window.spans.findLast(({ from, until }) => from <= at && at < until + overrunSeenMs);

/** An impact that nobody announced excuses nothing. */
const isWider = (impact: WindowImpact | undefined, impactClass: ImpactClass | undefined): boolean =>
  impactClass !== undefined &&
  impactRank[impactClass] > windowImpacts.indexOf(impact ?? 'no_impact');

const inForce = ({ kind, approved, status, finishedAt }: Window, at: Instant): boolean =>
  kind === 'maintenance' &&
  approved &&
  status !== 'tentative' &&
  (finishedAt === undefined || at < finishedAt);

/**
 * The approved work that covers `place` at `at`, the one with the least overrun of several; none
 * where it is only announced, called off, or was over before.
 */
export const plannedWorkAt = (
  windows: readonly Window[],
  place: Place,
  at: Instant,
): PlannedWork | undefined => {
  const found = windows.flatMap((window): PlannedWork[] => {
    const named = namesService(window, place);
    if (!inForce(window, at) || !(named || namesSite(window, place))) return [];
    const span = spanFor(window, at);
    if (!span) return [];
    const overrunS = Math.max(0, Math.floor((at - span.until) / 1000));
    const unnamed = !named && place.service !== undefined && window.services.length > 0;
    return [
      {
        id: window.id,
        overrunS,
        widerImpact: unnamed || isWider(window.impact, place.impactClass),
      },
    ];
  });
  return found.sort(
    (a, b) => a.overrunS - b.overrunS || Number(a.widerImpact) - Number(b.widerImpact),
  )[0];
};

/** Whether a major-event window (保障期) covers `place` at `at`; one that names nothing covers all. */
export const majorEventAt = (windows: readonly Window[], place: Place, at: Instant): boolean =>
  windows.some(
    (window) =>
      window.kind === 'major_event' &&
      window.status !== 'cancelled' &&
      window.status !== 'tentative' &&
      (isEverywhere(window) || namesService(window, place) || namesSite(window, place)) &&
      window.spans.some((span) => isWithin(span, at)),
  );
