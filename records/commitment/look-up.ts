import type { CommitmentLookup } from '../../contracts/commitment/lookup.js';
import { notFound } from '../../contracts/api/refused.js';
import { promisedText } from '../../contracts/commitment/promised-text.js';
import type { Language } from '../../contracts/text.js';
import { levelIn } from '../../domain/commitment/level.js';
import { lookup, type Found } from '../../domain/commitment/lookup.js';
import type { Metric } from '../../domain/commitment/metric.js';
import type { Instant } from '../../domain/machine.js';
import type { Rows } from '../rows.js';
import { commitmentAnswerOf } from './commitments.js';
import { promisesOf } from './promises.js';

/** Expectations of one customer about one metric; more are not told. */
const expectationsMax = 50;

interface Asked {
  /** A service that the caller may see. */
  service: { id: string; code: string; name: { zh: string; en: string }; customer: string | null };
  metric: Metric;
  severity: string | undefined;
  at: Instant;
  now: Instant;
  language: Language;
}

/** What was promised, with document and clause; apart from it what is expected (R3, N14, N20, N23). */
export async function lookUpCommitment(rows: Rows, asked: Asked): Promise<CommitmentLookup> {
  const { service, metric, at, language } = asked;
  const severity = asked.severity === undefined ? undefined : levelIn(asked.severity);
  const promised = await promisesOf(rows, service.id, metric);
  if (!promised) throw notFound('service');
  const found = lookup(promised.promises, { ...promised, metric, severity, at });
  const answer = found ? await answerOf(rows, found) : null;
  return {
    found: found !== undefined,
    sentence: promisedText(language, { metric, promised: answer }),
    service: { id: service.id, code: service.code, name: service.name[language] },
    metric,
    severity: severity ?? null,
    at,
    promised: answer,
    expected: await expectedOf(rows, asked),
  };
}

async function answerOf(rows: Rows, found: Found): Promise<CommitmentLookup['promised']> {
  if ('commitment' in found) {
    const row = await rows.commitment.findUniqueOrThrow({ where: { id: found.commitment.id } });
    const commitment = commitmentAnswerOf(row);
    const { id, target, unit, calendar, severityScope, clause, confirmedAt } = commitment;
    return {
      ...{ source: found.source, id, target, unit, calendar, severityScope, clause, confirmedAt },
      ...{ effectiveFrom: row.effectiveFrom, effectiveTo: row.effectiveTo, commitment },
      document: commitment.sourceDoc,
      confirmedBy: row.confirmedById === null ? [] : [row.confirmedById],
    };
  }
  const row = await rows.serviceStandard.findUniqueOrThrow({ where: { id: found.standard.id } });
  const { target, unit, calendar, severityScope } = found.promised;
  return {
    ...{ source: found.source, id: row.id, target, severityScope: [...severityScope] },
    ...{ unit: unit ?? null, calendar: calendar ?? null },
    ...{ document: row.sourceDoc, clause: row.clause },
    ...{ confirmedBy: row.agreedBy, confirmedAt: row.agreedAt, commitment: null },
    ...{ effectiveFrom: row.effectiveFrom, effectiveTo: row.effectiveTo },
  };
}

async function expectedOf(
  rows: Rows,
  { service, metric, now }: Asked,
): Promise<CommitmentLookup['expected']> {
  if (service.customer === null) return [];
  const found = await rows.legacyExpectation.findMany({
    where: {
      customerId: service.customer,
      AND: [
        { OR: [{ serviceId: null }, { serviceId: service.id }] },
        { OR: [{ metric: null }, { metric }] },
      ],
    },
    orderBy: { id: 'asc' },
    take: expectationsMax,
  });
  return found.map(({ id, text, basis, approverId, reviewAt }) => ({
    ...{ id, text, basis, approver: approverId, reviewAt },
    reviewDue: reviewAt.getTime() <= now,
  }));
}
