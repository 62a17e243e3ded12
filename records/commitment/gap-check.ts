import type { Gap } from '../../domain/gap/gap.js';
import type { SlaGap } from '../../prisma/generated/client.js';
import { appendAudit } from '../audit/audit.js';
import { inOneWrite, type Access, type Rows } from '../directory/access.js';
import { jsonColumn } from '../directory/columns.js';
import { newId } from '../directory/noun.js';
import { brokenRule } from '../directory/tree.js';
import { gapsOf } from './gap-compute.js';
import { gapInputs, hoursCache, type ServiceForGaps } from './gap-inputs.js';
import { minorColumn } from './money.js';
import { servicesWithin } from './visible.js';

/** Services of one check; an installation with more checks them by customer or one by one. */
export const servicesPerCheckMax = 2_000;
const checkTimeoutMs = 60_000;

export interface Checked {
  services: number;
  closed: number;
  ids: string[];
}

/**
 * Computes and stores the gaps of a service, or of every one in reach that has suppliers (R4). What
 * was accepted stays so while it is not larger; a gap that is gone is closed.
 */
export async function checkGaps(
  access: Access,
  { service, sites }: { service?: string | undefined; sites: string[] },
): Promise<Checked> {
  const at = access.writer.at.getTime();
  const found: ServiceForGaps[] = await access.db.service.findMany({
    where: {
      AND: [
        servicesWithin(access.scope, sites),
        service === undefined
          ? { status: { not: 'ceased' }, supplierServiceIds: { isEmpty: false } }
          : { id: service },
      ],
    },
    include: { contract: true },
    orderBy: { id: 'asc' },
    take: servicesPerCheckMax + 1,
  });
  if (found.length > servicesPerCheckMax) {
    throw brokenRule('/service', `more than ${servicesPerCheckMax} services: check one by one`);
  }
  const hoursOf = hoursCache(access.db, at);
  const computed: { service: string; gaps: Gap[] }[] = [];
  for (const one of found) {
    const inputs = await gapInputs(access.db, one, at);
    computed.push({ service: one.id, gaps: await gapsOf(inputs, { at, hoursOf }) });
  }
  return inOneWrite(
    access,
    async (rows) => {
      const checked: Checked = { services: found.length, closed: 0, ids: [] };
      for (const each of computed) {
        const { ids, closed } = await store({ rows, access }, each);
        checked.ids.push(...ids);
        checked.closed += closed;
      }
      const after = {
        services: checked.services,
        gaps: checked.ids.length,
        closed: checked.closed,
      };
      const subject = service ?? 'gaps';
      await appendAudit(rows, { subject, action: 'gaps.check', after }, access.writer);
      return checked;
    },
    { timeoutMs: checkTimeoutMs },
  );
}

interface Within {
  rows: Rows;
  access: Access;
}

/** By what it is about: a check that finds it again finds its row. */
const keyOf = (service: string, gap: Gap): string => {
  const perSupplier = gap.kind === 'target' || gap.kind === 'window' ? '' : gap.supplierService;
  return [service, gap.commitment ?? '', gap.kind, gap.metric, perSupplier].join(' ');
};

async function store(
  within: Within,
  { service, gaps }: { service: string; gaps: Gap[] },
): Promise<{ ids: string[]; closed: number }> {
  const { rows, access } = within;
  const before = new Map(
    (await rows.slaGap.findMany({ where: { serviceId: service } })).map((row) => [row.key, row]),
  );
  const ids: string[] = [];
  for (const gap of gaps) {
    const key = keyOf(service, gap);
    ids.push(await storeOne(within, { service, gap, key, old: before.get(key) }));
    before.delete(key);
  }
  const gone = [...before.values()].filter(({ status }) => status !== 'closed');
  for (const { id, version } of gone) {
    const data = { status: 'closed', version: version + 1, ...checkedNow(access) };
    await rows.slaGap.update({ where: { id }, data });
    await appendAudit(rows, { subject: id, action: 'gap.close' }, access.writer);
  }
  return { ids, closed: gone.length };
}

const checkedNow = ({ writer }: Access) => ({
  checkedAt: writer.at,
  checkedById: writer.actor.person ?? null,
});

/** An acceptance covers the gap as large as it was when it was accepted. */
const stillAccepted = (old: SlaGap | undefined, gap: Gap): boolean =>
  old?.status === 'accepted' && gap.value <= (old.acceptedValue ?? 0);

/** Whether a named officer accepted this very gap, as large as it is, and for longer than `at`. */
export const acceptsGap = (
  stored: readonly SlaGap[],
  { service, gap, at }: { service: string; gap: Gap; at: number },
): boolean => {
  const old = stored.find(({ key }) => key === keyOf(service, gap));
  return stillAccepted(old, gap) && (old?.acceptedUntil?.getTime() ?? 0) > at;
};

async function storeOne(
  { rows, access }: Within,
  { service, gap, key, old }: { service: string; gap: Gap; key: string; old: SlaGap | undefined },
): Promise<string> {
  const accepted = stillAccepted(old, gap);
  const data = {
    ...{ key, serviceId: service, kind: gap.kind, metric: gap.metric },
    commitmentId: gap.commitment ?? null,
    supplierServiceId: gap.supplierService ?? null,
    ...{ value: gap.value, unit: gap.unit, steps: jsonColumn(gap.steps) },
    exposureMinor: minorColumn(gap.exposure),
    currency: gap.exposure?.currency ?? null,
    status: accepted ? 'accepted' : 'open',
  };
  const id = old?.id ?? newId('gap_');
  if (old && old.value === gap.value && old.status === data.status) {
    await rows.slaGap.update({ where: { id }, data: { ...data, checkedAt: access.writer.at } });
    return id;
  }
  const stamped = { ...data, ...checkedNow(access) };
  if (old)
    await rows.slaGap.update({ where: { id }, data: { ...stamped, version: old.version + 1 } });
  else await rows.slaGap.create({ data: { id, ...stamped } });
  const after = { kind: gap.kind, value: gap.value, unit: gap.unit, status: data.status };
  const line = { subject: id, action: old ? 'gap.change' : 'gap.open', after };
  await appendAudit(rows, line, access.writer);
  return id;
}
