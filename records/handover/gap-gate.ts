import { acceptsGap } from '../commitment/gap-check.js';
import type { Gap } from '../../domain/gap/gap.js';
import type { Gate } from '../../domain/handover/readings.js';
import type { Instant } from '../../domain/machine.js';
import type { Rows } from '../rows.js';
import { gapsOf } from '../commitment/gap-compute.js';
import { gapInputs, hoursCache, type ServiceForGaps } from '../commitment/gap-inputs.js';
import { gateOf } from './gate.js';

/**
 * Gaps by which a promise cannot be kept. Credit that is not recovered (`remedy`) is money, not a
 * fault to come, and what is beyond a limit is the limits' own gate.
 */
const isCritical = ({ kind }: Gap): boolean => kind !== 'remedy' && kind !== 'constraint';

const textOf = ({ metric, kind, value, unit }: Gap, supplier: string | undefined): string =>
  `${metric} ${kind} ${value} ${unit}${supplier === undefined ? '' : ` (${supplier})`}`.trim();

/**
 * Open critical back-to-back gaps of a service (R4), computed anew: a service that nobody ever
 * checked, or whose commitments changed since, passes no gate by an old answer.
 */
export async function gapGate(rows: Rows, service: ServiceForGaps, at: Instant): Promise<Gate> {
  const inputs = await gapInputs(rows, service, at);
  const found = await gapsOf(inputs, { at, hoursOf: hoursCache(rows, at) });
  const critical = found.filter(isCritical);
  if (critical.length === 0) return gateOf([]);
  const stored = await rows.slaGap.findMany({ where: { serviceId: service.id } });
  const names = new Map(inputs.suppliers.map(({ row, name }) => [row.id, name]));
  const open = critical.filter((gap) => !acceptsGap(stored, { service: service.id, gap, at }));
  return gateOf(open.map((gap) => textOf(gap, names.get(gap.supplierService ?? ''))));
}
