import type { Hours } from '../../domain/clock.js';
import type { Commitment } from '../../domain/commitment/commitment.js';
import type { Gap } from '../../domain/gap/gap.js';
import {
  availabilityGap,
  constraintGap,
  missingGap,
  remedyGap,
  type RemedyTerms,
} from '../../domain/gap/other-gaps.js';
import { timeGap, windowGap, type SupplierLeg } from '../../domain/gap/time-gap.js';
import type { Instant } from '../../domain/machine.js';
import { dayMs } from '../../domain/zone.js';
import { reportDays, walkable, type GapInputs, type Supplied } from './gap-inputs.js';
import { moneyOf } from './money.js';

type HoursOf = (calendar: string | null) => Promise<Hours>;

/** Where silence of the supplier leaves a promise of ours without any support. */
const needsSupport: readonly string[] = ['restore', 'availability'];

/** Every gap between what a service's customer was promised and what its suppliers promise (R4). */
export async function gapsOf(
  inputs: GapInputs,
  { at, hoursOf }: { at: Instant; hoursOf: HoursOf },
): Promise<Gap[]> {
  const gaps: Gap[] = constraintsBroken(inputs);
  if (inputs.suppliers.length === 0) return gaps;
  for (const commitment of inputs.commitments) {
    const terms = termsOf(commitment, inputs);
    gaps.push(...unsupported(terms, inputs.suppliers));
    if (commitment.metric === 'availability') gaps.push(...availability(commitment, inputs));
    else gaps.push(...(await overTime(commitment, inputs, { at, hoursOf })));
    gaps.push(...unrecovered(terms, inputs.suppliers));
  }
  return gaps;
}

const termsOf = (
  { id, metric, creditCapPct }: GapInputs['commitments'][number],
  { mrc }: GapInputs,
): RemedyTerms => ({ commitment: id, metric, creditCapPct, mrc });

const suppliedAs = ({ row, name }: Supplied) => ({ supplierService: row.id, name });

function unsupported(terms: RemedyTerms, suppliers: readonly Supplied[]): Gap[] {
  return suppliers.flatMap((supplied) => {
    const sla = supplied.sla(terms.metric);
    if (sla ? !sla.noCommitment : !needsSupport.includes(terms.metric)) return [];
    return [missingGap(terms, { ...suppliedAs(supplied), said: sla?.noCommitment ?? false })];
  });
}

function unrecovered(terms: RemedyTerms, suppliers: readonly Supplied[]): Gap[] {
  return suppliers.flatMap((supplied) => {
    const sla = supplied.sla(terms.metric);
    if (!sla || sla.noCommitment) return [];
    const fee = moneyOf({ minor: sla.feeMinor, currency: sla.currency }) ?? undefined;
    const remedyCapPct = sla.remedyCapPct ?? undefined;
    return remedyGap(terms, { ...suppliedAs(supplied), remedyCapPct, fee }) ?? [];
  });
}

/** The circuits of one service stand in for each other: they are in parallel. */
function availability({ id, target }: Commitment, { suppliers }: GapInputs): Gap[] {
  const reached = suppliers.flatMap((supplied) => {
    const sla = supplied.sla('availability');
    return typeof sla?.target === 'number' ? [sla.target] : [];
  });
  if (typeof target !== 'number' || reached.length === 0) return [];
  const gap = availabilityGap({ commitment: id, target }, { parallel: reached });
  return gap ? [gap] : [];
}

async function overTime(
  { id, metric, target, calendar }: Commitment,
  { suppliers }: GapInputs,
  { at, hoursOf }: { at: Instant; hoursOf: HoursOf },
): Promise<Gap[]> {
  const owed = walkable(metric, target);
  if (!owed) return [];
  const legs: SupplierLeg[] = [];
  for (const supplied of suppliers) {
    const sla = supplied.sla(metric);
    const promised = sla && walkable(metric, sla.target);
    if (!promised) continue;
    const hours = await hoursOf(sla.calendarId);
    legs.push({ ...suppliedAs(supplied), zone: supplied.row.zone, hours, target: promised });
  }
  const promised = { commitment: id, metric, target: owed, hours: await hoursOf(calendar ?? null) };
  const reports = { from: at, until: at + reportDays * dayMs };
  return [timeGap(promised, legs, reports), windowGap(promised, legs, reports)].filter(
    (gap) => gap !== undefined,
  );
}

function constraintsBroken({ service, suppliers }: GapInputs): Gap[] {
  const needs = service.requirements as unknown as { kind: string; amount: number }[];
  return suppliers.flatMap((supplied) => {
    const limits = supplied.row.constraints as unknown as { kind: string; limit: number }[];
    return needs.flatMap((need) =>
      limits
        .filter(({ kind }) => kind === need.kind)
        .flatMap(({ limit }) => constraintGap(need, { ...suppliedAs(supplied), limit }) ?? []),
    );
  });
}
