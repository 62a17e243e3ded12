import { without, type Span, type Target } from '../calendar/snapshot.js';
import { reserveFraction, rounded, type Gap, type GapStep } from './gap.js';
import { stretches, worstLag, worstOf, type Owed } from './worst.js';

/** What one supplier promised for one of its services about the metric. */
export interface SupplierLeg extends Owed {
  supplierService: string;
  /** As people know it. */
  name: string;
  /** In which its times are told. */
  zone: string;
}

export interface PromisedTime extends Owed {
  commitment: string;
  metric: string;
}

const hourMs = 3_600_000;
const hoursOf = (ms: number): number => rounded(ms / hourMs);
/** More stretches of a walk than this are folded into one sum. */
const stretchesToldMax = 9;

/** A customer's target less our own reserve; whole working days are not cut. */
const lessReserve = (target: Target): Target =>
  'ms' in target ? { ms: target.ms * (1 - reserveFraction) } : target;

function promisedSteps({ target, hours }: PromisedTime): GapStep[] {
  const every = hours === 'always' ? 'always' : 'calendar';
  if (!('ms' in target)) {
    return [{ key: 'promised_days', with: { days: target.workingDays, hours: every } }];
  }
  const { ms } = target;
  return [
    { key: 'promised', with: { hours: hoursOf(ms), on: every } },
    {
      key: 'reserve',
      with: {
        percent: reserveFraction * 100,
        reserve: hoursOf(ms * reserveFraction),
        left: hoursOf(ms * (1 - reserveFraction)),
      },
    },
  ];
}

function walkStep(leg: SupplierLeg, { from, until }: Span): GapStep {
  const parts = stretches(leg.hours, { from, until });
  const total = hoursOf(until - from);
  const sum = (open: boolean): number =>
    hoursOf(parts.reduce((all, part) => all + (part.open === open ? part.ms : 0), 0));
  if (parts.length > stretchesToldMax) {
    return { key: 'walk_sum', with: { closed: sum(false), worked: sum(true), total } };
  }
  const walk = parts.map(({ open, ms }) => `${open ? '+' : '-'}${hoursOf(ms)}`).join(' ');
  return { key: 'walk', with: { walk, total } };
}

const supplierStep = ({ name, target }: SupplierLeg): GapStep => ({
  key: 'ms' in target ? 'supplier' : 'supplier_days',
  with: {
    supplier: name,
    ...('ms' in target ? { hours: hoursOf(target.ms) } : { days: target.workingDays }),
  },
});

const unknown = (leg: SupplierLeg, promised: PromisedTime): Gap => ({
  kind: 'missing',
  metric: promised.metric,
  commitment: promised.commitment,
  supplierService: leg.supplierService,
  value: 0,
  unit: 'h',
  steps: [...promisedSteps(promised), supplierStep(leg), { key: 'never_done', with: {} }],
});

/**
 * The time gap towards suppliers that can each cause the fault: the report after which one of them
 * finishes latest beyond the customer's target less the reserve (R4). For a customer at every hour
 * that is worst(s) − (target − reserve). Undefined where each of them finishes in time.
 */
export function timeGap(
  promised: PromisedTime,
  legs: readonly SupplierLeg[],
  reports: Span,
): Gap | undefined {
  const needed: Owed = { hours: promised.hours, target: lessReserve(promised.target) };
  let largest: Gap | undefined;
  for (const leg of legs) {
    const lag = worstLag(leg, needed, reports);
    if (!lag) return unknown(leg, promised);
    const value = hoursOf(lag.lagMs);
    if (lag.lagMs <= 0 || (largest && value <= largest.value)) continue;
    const left = hoursOf(lag.neededAt - lag.reportedAt);
    const walked = { from: lag.reportedAt, until: lag.finishAt };
    largest = {
      ...{ kind: 'target', metric: promised.metric, commitment: promised.commitment },
      ...{ supplierService: leg.supplierService, value, unit: 'h' },
      steps: [
        ...promisedSteps(promised),
        supplierStep(leg),
        { key: 'reported', with: { at: lag.reportedAt, zone: leg.zone } },
        walkStep(leg, walked),
        { key: 'gap', with: { worst: hoursOf(lag.ms), left, gap: value } },
      ],
    };
  }
  return largest;
}

/**
 * Where one supplier must finish before the next begins their worst waits are summed (R4), and the
 * sum is set against the customer's target less the reserve. Undefined where it is in time; NaN
 * never: a supplier that never finishes makes the gap `missing`.
 */
export function sequenceGap(
  promised: PromisedTime,
  legs: readonly SupplierLeg[],
  reports: Span,
): Gap | undefined {
  const needed = lessReserve(promised.target);
  const leftMs = 'ms' in needed ? needed.ms : needed.workingDays * 24 * hourMs;
  let sumMs = 0;
  const steps = promisedSteps(promised);
  for (const leg of legs) {
    const worst = worstOf(leg, reports);
    if (!worst) return unknown(leg, promised);
    sumMs += worst.ms;
    const reported = { at: worst.reportedAt, zone: leg.zone };
    steps.push(supplierStep(leg), { key: 'reported', with: reported });
    steps.push(walkStep(leg, { from: worst.reportedAt, until: worst.finishAt }));
  }
  if (sumMs <= leftMs) return undefined;
  const value = hoursOf(sumMs - leftMs);
  const last = { worst: hoursOf(sumMs), left: hoursOf(leftMs), gap: value };
  const { metric, commitment } = promised;
  return {
    ...{ kind: 'target', metric, commitment, value, unit: 'h' },
    steps: [...steps, { key: 'gap', with: last }],
  };
}

/** The longest stretch of the customer's hours in which a supplier does not work (N38). */
export function windowGap(
  promised: PromisedTime,
  legs: readonly SupplierLeg[],
  reports: Span,
): Gap | undefined {
  let largest: Gap | undefined;
  const served = promised.hours === 'always' ? [reports] : promised.hours.open;
  for (const { hours, supplierService, name, zone } of legs) {
    if (hours === 'always') continue;
    const shut = without(served, hours.open).filter(
      ({ from, until }) => from >= reports.from && until <= reports.until,
    );
    const longest = shut.reduce<Span | undefined>(
      (most, span) => (!most || span.until - span.from > most.until - most.from ? span : most),
      undefined,
    );
    if (!longest) continue;
    const value = hoursOf(longest.until - longest.from);
    if (largest && value <= largest.value) continue;
    const { metric, commitment } = promised;
    largest = {
      ...{ kind: 'window', metric, commitment, supplierService, value, unit: 'h' },
      steps: [
        {
          key: hours.closedMode === 'accept_only' ? 'shut_accept_only' : 'shut',
          with: { supplier: name, from: longest.from, until: longest.until, zone, hours: value },
        },
      ],
    };
  }
  return largest;
}
