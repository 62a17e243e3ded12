import { expectVersion, notFound, Refused } from '../../contracts/api/refused.js';
import { afterId, cutPage, type Page, type Paging } from '../../contracts/api/paging.js';
import { gapStepText } from '../../contracts/commitment/gap-text.js';
import type { GapAnswer } from '../../contracts/commitment/gaps.js';
import type { Language } from '../../contracts/text.js';
import {
  acceptMonthsMax,
  monthsLater,
  statusAt,
  type GapStatus,
  type GapStep,
} from '../../domain/gap/gap.js';
import type { Prisma } from '../../prisma/generated/client.js';
import { appendAudit } from '../audit/audit.js';
import { inOneWrite, type Access } from '../directory/access.js';
import { anyOf, stampsOf } from '../directory/columns.js';
import { moneyOf } from './money.js';
import { servicesWithin } from './visible.js';

const include = {
  service: { select: { code: true, name: true, customerId: true } },
} satisfies Prisma.SlaGapInclude;
type Row = Prisma.SlaGapGetPayload<{ include: typeof include }>;

export interface GapFilters {
  service?: string[] | undefined;
  customer?: string[] | undefined;
  commitment?: string[] | undefined;
  kind?: string[] | undefined;
  status?: GapStatus[] | undefined;
  /** Only these. */
  id?: string[] | undefined;
}

interface Looking {
  /** Sites of the scope with all below them. */
  sites: string[];
  language: Language;
}

/** What a status means to the rows: an acceptance past its end counts as open. */
const inStatus = (status: GapStatus, now: Date): Prisma.SlaGapWhereInput => {
  if (status === 'closed') return { status };
  if (status === 'accepted') return { status, acceptedUntil: { gt: now } };
  return { OR: [{ status }, { status: 'accepted', acceptedUntil: { lte: now } }] };
};

const whereOf = (
  access: Access,
  filters: GapFilters,
  sites: string[],
): Prisma.SlaGapWhereInput => ({
  AND: [
    { service: servicesWithin(access.scope, sites) },
    filters.customer ? { service: anyOf('customerId', filters.customer) } : {},
    anyOf('id', filters.id),
    anyOf('serviceId', filters.service),
    anyOf('commitmentId', filters.commitment),
    anyOf('kind', filters.kind),
    filters.status
      ? { OR: filters.status.map((status) => inStatus(status, access.writer.at)) }
      : {},
  ],
});

/** Gaps in reach, in the order of ids. */
export async function listGaps(
  access: Access,
  { filters, paging, ...looking }: Looking & { filters: GapFilters; paging: Paging },
): Promise<Page<GapAnswer>> {
  const matching = whereOf(access, filters, looking.sites);
  const { after, take } = afterId('gap', paging);
  const where = { AND: [matching, after === undefined ? {} : { id: { gt: after } }] };
  const rows = await access.db.slaGap.findMany({ where, include, orderBy: { id: 'asc' }, take });
  const page = cutPage('gap', rows, { limit: paging.limit, keysOf: (row) => [row.id] });
  return {
    items: page.items.map((row) => answerOf(row, access.writer.at, looking.language)),
    nextCursor: page.nextCursor,
    ...(paging.count && { total: await access.db.slaGap.count({ where: matching }) }),
  };
}

/** One gap in reach; 404 else. */
export async function getGap(
  access: Access,
  id: string,
  { sites, language }: Looking,
): Promise<GapAnswer> {
  const where = whereOf(access, { id: [id] }, sites);
  const row = await access.db.slaGap.findFirst({ where, include });
  if (!row) throw notFound('gap');
  return answerOf(row, access.writer.at, language);
}

interface Accepting {
  id: string;
  version: number | undefined;
  /** A named officer, and not who computed it. */
  person: string;
  reason: string;
  until: number;
}

/** A gap is lived with for at most six months, by a named officer who did not compute it (R4). */
export const acceptGap = (
  access: Access,
  { id, version, person, reason, until }: Accepting,
  looking: Looking,
): Promise<GapAnswer> =>
  inOneWrite(access, async (rows) => {
    const where = whereOf(access, { id: [id] }, looking.sites);
    const row = await rows.slaGap.findFirst({ where, include });
    if (!row) throw notFound('gap');
    expectVersion(version, row.version);
    const { at } = access.writer;
    if (row.status === 'closed') {
      throw new Refused('wrong_state', { stage: row.status, allowed: ['open', 'accepted'] });
    }
    if (row.checkedById === person) throw new Refused('second_name_needed');
    if (until <= at.getTime()) throw new Refused('time_in_past', { field: '/until' });
    const latest = monthsLater(at.getTime(), acceptMonthsMax);
    if (until > latest) {
      const limit = new Date(latest).toISOString();
      throw new Refused('time_too_far', { field: '/until', limit });
    }
    const after = await rows.slaGap.update({
      where: { id },
      data: {
        ...{ status: 'accepted', acceptedById: person, acceptedAt: at, acceptedReason: reason },
        ...{ acceptedUntil: new Date(until), acceptedValue: row.value, version: row.version + 1 },
      },
      include,
    });
    const told = { by: person, reason, until: new Date(until).toISOString(), value: row.value };
    await appendAudit(rows, { subject: id, action: 'gap.accept', after: told }, access.writer);
    return answerOf(after, at, looking.language);
  });

function answerOf(row: Row, now: Date, language: Language): GapAnswer {
  const { service, acceptedById, acceptedAt, acceptedUntil, acceptedReason } = row;
  const status = statusAt(
    { status: row.status as GapStatus, acceptedUntil: acceptedUntil?.getTime() },
    now.getTime(),
  );
  return {
    ...stampsOf(row),
    service: {
      ...{ id: row.serviceId, code: service.code },
      name: (service.name as unknown as Record<Language, string>)[language],
    },
    customer: service.customerId,
    commitment: row.commitmentId,
    supplierService: row.supplierServiceId,
    kind: row.kind as GapAnswer['kind'],
    ...{ metric: row.metric, value: row.value, unit: row.unit, status },
    exposure: moneyOf({ minor: row.exposureMinor, currency: row.currency }),
    explanation: (row.steps as unknown as GapStep[]).map((step) => gapStepText(language, step)),
    checkedAt: row.checkedAt,
    checkedBy: row.checkedById,
    acceptance:
      acceptedById !== null && acceptedAt && acceptedUntil
        ? { by: acceptedById, at: acceptedAt, reason: acceptedReason ?? '', until: acceptedUntil }
        : null,
  };
}
