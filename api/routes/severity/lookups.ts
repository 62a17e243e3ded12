import type { z } from 'zod';
import { Refused, type Fault } from '../../../contracts/api/refused.js';
import { lookupNames } from '../../../contracts/severity/fields.js';
import {
  lookupAnswer,
  lookupQuery,
  questionsAnswer,
  questionsQuery,
  standardAnswer,
  standardQuery,
  type StandardAnswer,
} from '../../../contracts/severity/lookups.js';
import { readFacts } from '../../../contracts/severity/read-facts.js';
import type { Language } from '../../../contracts/text.js';
import type { Facts } from '../../../domain/severity/condition.js';
import { grade, type GradeOptions } from '../../../domain/severity/grade.js';
import type { Bilingual, Criterion, Matrix } from '../../../domain/severity/matrix.js';
import { factsOf, searchCriteria } from '../../../domain/severity/search.js';
import { currentMatrix } from '../../../records/severity/current.js';
import { route, type Route } from '../../route.js';

const tags = ['severity'];
const nextQuestions = 3;

const standard = route({
  method: 'get',
  path: '/api/v1/lookup/severity/standard',
  operationId: 'lookup_severity_standard',
  summary: { zh: '查阅、检索定级标准', en: 'Read and search the severity standard' },
  tags,
  permission: 'severity.read',
  query: standardQuery,
  response: standardAnswer,
  handler: async ({ db, query }) => {
    const { q: words, domain: domains, level: levels, lang: language } = query;
    const matrix = await currentMatrix(db);
    refuseUnknownDomains(matrix, domains);
    const found = searchCriteria(matrix, { words, domains, levels, language });
    return {
      matrix: refOf(matrix),
      name: inLanguage(matrix.name, language),
      items: found.map((criterion) => itemOf(matrix, criterion, language)),
      modifiers: matrix.modifiers,
    };
  },
});

function itemOf(
  matrix: Matrix,
  criterion: Criterion,
  language: Language | undefined,
): StandardAnswer['items'][number] {
  const { id, level, domain, text, impactClass = null, all, unless = [] } = criterion;
  const name = matrix.domains.find((it) => it.id === domain)?.name ?? { zh: domain, en: domain };
  return {
    criterion: id,
    level,
    domain,
    domainName: inLanguage(name, language),
    text: inLanguage(text, language),
    impactClass,
    facts: factsOf(criterion),
    all,
    unless,
  };
}

const inLanguage = (text: Bilingual, language: Language | undefined): Partial<Bilingual> =>
  language === undefined ? text : { [language]: text[language] };

const refOf = ({ id, version }: Matrix) => ({ id, version });

const questions = route({
  method: 'get',
  path: '/api/v1/lookup/severity/questions',
  operationId: 'lookup_severity_questions',
  summary: { zh: '定级所问的问题', en: 'The questions that grading asks' },
  tags,
  permission: 'severity.read',
  query: questionsQuery,
  response: questionsAnswer,
  handler: async ({ db, query }) => {
    const matrix = await currentMatrix(db);
    refuseUnknownDomains(matrix, query.domain);
    const wanted = (domain: string) => query.domain?.includes(domain) ?? true;
    return {
      matrix: refOf(matrix),
      domains: matrix.domains.filter(({ id }) => wanted(id)),
      questions: matrix.facts.filter(({ domain }) => wanted(domain)),
    };
  },
});

const lookup = route({
  method: 'get',
  path: '/api/v1/lookup/severity',
  operationId: 'lookup_severity',
  summary: { zh: '无需事件即可试定级', en: 'Grade facts without an incident' },
  tags,
  permission: 'severity.read',
  query: lookupQuery,
  response: lookupAnswer,
  handler: async ({ db, query, language }) => {
    const matrix = await currentMatrix(db);
    refuseUnknownDomains(matrix, query.domain);
    const { nextRaise, ...graded } = grade(matrix, factsIn(matrix, query, language), around(query));
    const next = graded.unanswered.slice(0, nextQuestions);
    return {
      ...graded,
      nextRaise: nextRaise && { to: nextRaise.to, after: nextRaise.afterS },
      next: next.flatMap(({ fact }) => matrix.facts.find(({ id }) => id === fact) ?? []),
    };
  },
});

type LookupQuery = z.output<typeof lookupQuery>;

const around = (query: LookupQuery): GradeOptions => ({
  domains: query.domain,
  deadlinePassed: query.deadlinePassed,
  majorEvent: query.majorEvent,
  elapsedS: query.elapsed,
  interruption: query.interruption,
  repeated: query.repeated,
  plannedWork: query.plannedWork
    ? { overrunS: query.overrun ?? 0, widerImpact: query.widerImpact ?? false }
    : undefined,
});

/** The facts among the query's members; 400 with a pointer for each that is unknown or unfit. */
function factsIn(matrix: Matrix, query: LookupQuery, language: Language): Facts {
  const own: ReadonlySet<string> = new Set(lookupNames);
  const given = Object.entries(query).filter(([name]) => !own.has(name));
  const raw = Object.fromEntries(given) as Record<string, string | string[]>;
  const { facts, faults } = readFacts(matrix, raw, { place: '/query', language });
  refuse(faults);
  return facts;
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const unknown = faults.every(({ code }) => code === 'unknown_field');
  throw new Refused(unknown ? 'unknown_field' : 'invalid_field', {}, faults);
}

function refuseUnknownDomains(matrix: Matrix, given: readonly string[] = []): void {
  const known = matrix.domains.map(({ id }) => id);
  const unknown = given.filter((domain) => !known.includes(domain));
  refuse(
    unknown.map(() => ({
      pointer: '/query/domain',
      code: 'invalid_field',
      detail: known.join(', '),
    })),
  );
}

export const severityLookupRoutes: readonly Route[] = [standard, questions, lookup];
