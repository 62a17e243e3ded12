import type { Instant } from '../machine.js';

/** Where a window stands; MAINTNOTE's own words, `rescheduled` being alive with other hours. */
export const windowStatuses = [
  'tentative',
  'confirmed',
  'rescheduled',
  'in_process',
  'completed',
  'cancelled',
] as const;
export type WindowStatus = (typeof windowStatuses)[number];

/** What the work does to what it touches, mildest first. */
export const windowImpacts = ['no_impact', 'reduced_redundancy', 'degraded', 'outage'] as const;
export type WindowImpact = (typeof windowImpacts)[number];

/** Planned work, or a 保障期: days in which everything counts for more (5a, operations.md). */
export const windowKinds = ['maintenance', 'major_event'] as const;
export type WindowKind = (typeof windowKinds)[number];

/** `until` is not part of it. */
export interface Span {
  from: Instant;
  until: Instant;
}

export interface WindowObject {
  /** A circuit as its supplier names it. */
  id: string;
  /** Its own impact, where it differs from the window's. */
  impact?: WindowImpact;
}

/** More than these are not kept of one window; what is left out is noted. */
export const spansMax = 20;
export const objectsMax = 500;

/** What the records hold of a window and the rules need. */
export interface Window {
  id: string;
  kind: WindowKind;
  status: WindowStatus;
  impact?: WindowImpact;
  /** In the order of time. */
  spans: Span[];
  approved: boolean;
  /** When it was over or called off. */
  finishedAt?: Instant;
  supplierServices: string[];
  services: string[];
  sites: string[];
}

/** Over, done or called off. */
export const isOver = (status: WindowStatus): boolean =>
  status === 'completed' || status === 'cancelled';

const rank = (impact: WindowImpact): number => windowImpacts.indexOf(impact);

/** The worst of several impacts; none where none is known. */
export const worstImpact = (
  impacts: readonly (WindowImpact | undefined)[],
): WindowImpact | undefined =>
  impacts.reduce<WindowImpact | undefined>((worst, impact) => {
    if (impact === undefined) return worst;
    return worst === undefined || rank(impact) > rank(worst) ? impact : worst;
  }, undefined);

/** Whether the work takes down what it touches; an impact that nobody named is taken as one. */
export const takesDown = (impact: WindowImpact | undefined): boolean =>
  impact === undefined || rank(impact) >= rank('degraded');
