import { Refused } from '../../contracts/api/refused.js';
import type { Readings } from '../../domain/handover/readings.js';
import type { HandoverView } from '../../domain/handover/view.js';
import type { Instant } from '../../domain/machine.js';
import { virtualAt } from '../../domain/time-scale.js';
import { traceReading } from '../../domain/uat/trace.js';
import type { Rows } from '../rows.js';
import { verdictFor } from '../uat/trace.js';
import { certifiedReading } from './certified.js';
import { deviceGate } from './device-gate.js';
import { gapGate } from './gap-gate.js';
import { limitGate } from './limit-gate.js';
import { circuitsOf, supplierGate } from './supplier-gate.js';

/** The gates of other records, with what warns and holds nothing up. */
export interface ReadingsTaken extends Readings {
  /** Requirements at 80 % of a limit or more, as people read them (N40). */
  near: string[];
}

type Handed = Pick<HandoverView, 'id' | 'service' | 'parties'>;

/** The hand-over's own time: what runs out in a scaled one runs out by its clock (api.md §6). */
async function ownTime(rows: Rows, subject: string, wall: Instant): Promise<Instant> {
  const row = await rows.timeScale.findUnique({ where: { subject } });
  return virtualAt(row ? { at: row.at.getTime(), factor: row.factor } : undefined, wall);
}

/**
 * What other records say of a hand-over at this instant (4b, R2, R4, N1, N10, N39–N41): commitments
 * and gaps, limits, suppliers, devices, certifications and the UAT trace. Each is read anew, so
 * that no gate holds by an old answer. `wall` is the clock on the wall.
 */
export async function takeReadings(
  rows: Rows,
  { id, service: about, parties }: Handed,
  wall: Instant,
): Promise<ReadingsTaken> {
  const at = await ownTime(rows, id, wall);
  const service = await rows.service.findUnique({
    where: { id: about?.id ?? '' },
    include: { contract: true, product: true },
  });
  if (!service) throw new Refused('unknown_reference', { field: 'service', id: about?.id ?? '' });
  const circuits = await circuitsOf(rows, service.supplierServiceIds);
  const limits = await limitGate(rows, { handover: id, service, circuits });
  const ops = parties.ops?.department.id ?? '';
  return {
    at,
    trace: traceReading(await verdictFor(rows, id)),
    gaps: await gapGate(rows, service, at),
    limits: limits.gate,
    suppliers: supplierGate(circuits),
    devices: await deviceGate(rows, { handover: id, service: service.id }),
    certified: await certifiedReading(rows, { service, ops, at }),
    near: limits.near,
  };
}
