import { shortNumberOf } from '../../contracts/names.js';
import type { EscalationView } from '../../domain/escalation/view.js';
import { severityOf } from '../../domain/incident/level.js';
import { defaultTargets } from '../../domain/incident/targets.js';
import type { IncidentView } from '../../domain/incident/view.js';
import type { NoticeFacts } from '../../domain/notice/draft.js';
import type { NoticeRef } from '../../domain/notice/effects.js';
import { both } from '../../domain/notice/wording.js';
import type { Bilingual } from '../../domain/severity/matrix.js';
import type { Database } from '../database.js';
import { contentOf } from '../severity/matrix-row.js';
import type { ReachedCustomer } from './reach.js';

/** The incident as the read model has it. */
export interface NoticedIncident {
  number: number;
  view: IncidentView;
  holder: string | null;
}

export async function noticedIncident(
  { prisma }: Database,
  id: string,
): Promise<NoticedIncident | undefined> {
  const row = await prisma.incident.findUnique({ where: { id } });
  if (!row) return undefined;
  const view = row.view as unknown as IncidentView;
  return { number: row.number, view, holder: row.holderId ?? view.holder.person ?? null };
}

const nameOf = (name: unknown): Bilingual => {
  const { zh, en } = (name ?? {}) as Partial<Bilingual>;
  return { zh: zh ?? en ?? '', en: en ?? zh ?? '' };
};

/** The place from its site down: what a reader elsewhere understands. */
async function placeOf({ prisma }: Database, view: IncidentView): Promise<Bilingual> {
  const site = view.site && (await prisma.site.findUnique({ where: { id: view.site.id } }));
  if (!site) return both(view.site?.name ?? view.service?.name ?? view.title);
  const above = await prisma.site.findMany({ where: { id: { in: site.path } } });
  const kinds = ['site', 'room', 'row', 'rack'];
  const shown = site.path
    .map((id) => above.find((each) => each.id === id))
    .filter((each) => each !== undefined)
    .filter(({ id, kind }) => kinds.includes(kind) || id === site.id)
    .map(({ name }) => nameOf(name));
  return { zh: shown.map(({ zh }) => zh).join('·'), en: shown.map(({ en }) => en).join(' / ') };
}

/** The criteria hit, in the words of the version of the standard that was applied. */
async function criteriaOf({ prisma }: Database, view: IncidentView): Promise<Bilingual[]> {
  const { matrix, criteria = [] } = view.grading ?? {};
  const row = matrix && (await prisma.severityMatrix.findUnique({ where: { id: matrix.id } }));
  if (!row) return [];
  const known = contentOf(row).criteria;
  return criteria.flatMap((id) => known.find((each) => each.id === id)?.text ?? []);
}

/** Whom to call: the holder of the baton. */
async function contactOf({ prisma }: Database, holder: string | null): Promise<Bilingual> {
  const row = holder === null ? null : await prisma.person.findUnique({ where: { id: holder } });
  return both([row?.name, row?.phone ?? row?.email].filter(Boolean).join(' '));
}

/** How the end was seen: the verification's word, or the source's own recovery. */
async function verifiedBy({ prisma }: Database, id: string): Promise<string | undefined> {
  const what = ['incident.verified', 'incident.restored_by_source'];
  const lines = await prisma.timeline.findMany({
    where: { subject: id, what: { in: what } },
    orderBy: { seq: 'desc' },
    take: 2,
  });
  const line = lines.find((each) => each.what === 'incident.verified') ?? lines[0];
  if (!line) return undefined;
  const { verifiedBy: word } = (line.with ?? {}) as { verifiedBy?: string };
  return word ?? 'monitoring';
}

export interface SupplierFacts {
  tickets: string[];
  /** Of a supplier that only takes reports at this hour (N38). */
  night?: { ref: string; hours: string; followUpAt?: number };
}

/** Open chains to suppliers about this incident, with the reference that the supplier gave. */
export async function suppliersOf({ prisma }: Database, id: string): Promise<SupplierFacts> {
  const rows = await prisma.processRow.findMany({
    where: { process: 'escalation', about: id },
    orderBy: { number: 'asc' },
  });
  const found = rows.flatMap(({ number, view }) => {
    const { supplier } = view as unknown as EscalationView;
    return supplier ? [{ number: shortNumberOf('escalation', number), supplier }] : [];
  });
  const tickets = found.map(({ number, supplier }) =>
    [supplier.name, supplier.ref ?? number].join(' '),
  );
  const night = found.find(({ supplier }) => supplier.acceptOnly)?.supplier;
  if (!night?.acceptOnly) return { tickets };
  const { acceptOnly, ref, followUpAt } = night;
  return {
    tickets,
    night: {
      ref: ref ?? '',
      hours: `${acceptOnly.from}-${acceptOnly.to}`,
      ...(followUpAt !== undefined && { followUpAt }),
    },
  };
}

const tiersOf = (customers: readonly ReachedCustomer[]): Record<string, number> => {
  const tiers: Record<string, number> = {};
  for (const { tier = '-' } of customers) tiers[tier] = (tiers[tier] ?? 0) + 1;
  return tiers;
};

const observeUntil = ({ observingSince, restoredAt, grading, severity }: IncidentView) => {
  const since = observingSince ?? restoredAt;
  const of = grading ? severityOf(grading.level) : severity;
  return since === undefined ? {} : { observeUntil: since + defaultTargets[of].observeS * 1_000 };
};

const stageOf = ({ stage, mitigatedAt }: IncidentView): string =>
  stage === 'responding' && mitigatedAt !== undefined ? 'mitigated' : stage;

export interface FactsAsked {
  incident: NoticedIncident;
  ref: NoticeRef;
  number: string;
  customers: readonly ReachedCustomer[];
  zone: string;
  correction?: NoticeFacts['correction'];
}

/** Everything that a notice can say without a person typing it (R8, I7). */
export async function noticeFacts(database: Database, asked: FactsAsked): Promise<NoticeFacts> {
  const { incident, ref, number, customers, zone, correction } = asked;
  const { view, holder } = incident;
  const [place, criteria, contact, seen, suppliers] = await Promise.all([
    placeOf(database, view),
    criteriaOf(database, view),
    contactOf(database, holder),
    view.restoredAt === undefined ? undefined : verifiedBy(database, view.id),
    suppliersOf(database, view.id),
  ]);
  const { title, impactClass, detectedAt, acknowledgedAt, restoredAt, review } = view;
  return {
    ...{ number, sequence: ref.seq, title, level: ref.level, criteria, impactClass, detectedAt },
    ...{ stage: stageOf(view), place, contact, zone, supplierTickets: suppliers.tickets },
    services: customers.flatMap(({ services }) => services),
    customersByTier: tiersOf(customers),
    ...(acknowledgedAt !== undefined && { acknowledgedAt }),
    ...(restoredAt !== undefined && { restoredAt, ...observeUntil(view) }),
    ...(seen !== undefined && { verifiedBy: seen }),
    ...(ref.nextAt !== undefined && { nextAt: ref.nextAt }),
    ...(ref.from !== undefined && { from: ref.from }),
    ...(view.grading?.raised && { raisedByTime: true as const }),
    ...(review && { review: { cause: review.cause } }),
    ...(correction && { correction }),
    ...(suppliers.night && { night: suppliers.night }),
  };
}
