import { Refused } from '../../../contracts/api/refused.js';
import type { VerbBody } from '../../../contracts/incident/verbs.js';
import { readFacts } from '../../../contracts/severity/read-facts.js';
import { criteriaMax, type GradeCommand } from '../../../domain/incident/grading-state.js';
import { severityOf } from '../../../domain/incident/level.js';
import { grade, type Grade } from '../../../domain/severity/grade.js';
import type { Matrix } from '../../../domain/severity/matrix.js';
import { currentMatrix } from '../../../records/severity/current.js';
import { circumstancesAt } from '../../../records/window/circumstances.js';
import type { RawCall } from '../../route.js';
import type { Commanded } from './subject.js';

type Body = VerbBody<'grade'>;

/** The facts as the standard in force reads them; 400 with a pointer for each that is unfit. */
function factsIn(matrix: Matrix, { facts = {} }: Body, { language }: RawCall) {
  const raw = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, String(value)]),
  );
  const read = readFacts(matrix, raw, { place: '/facts', language });
  if (read.faults.length === 0) return read.facts;
  const unknown = read.faults.every(({ code }) => code === 'unknown_field');
  throw new Refused(unknown ? 'unknown_field' : 'invalid_field', {}, read.faults);
}

async function around(call: RawCall, { row }: Commanded, impactClass: Body['impactClass']) {
  const { service, site } = row?.view ?? {};
  return circumstancesAt(call.deps.database, {
    service: service?.id,
    site: site?.id,
    impactClass: impactClass ?? row?.view.impactClass,
    at: new Date(call.deps.now()),
  });
}

const gravestFirst = ({ hits }: Grade): string[] =>
  hits.slice(0, criteriaMax).map(({ criterion }) => criterion);

/** Facts that hit no criterion are the mildest level, and so is planned work within its window. */
const levelIn = ({ level }: Grade) => severityOf(level ?? 'P4');

/** What a person says of the level, read by the standard in force (R7, operations.md). */
export async function gradeCommand(
  call: RawCall,
  subject: Commanded,
  body: Body,
): Promise<GradeCommand> {
  const given = {
    type: 'grade' as const,
    ...(body.impactClass && { impactClass: body.impactClass }),
    ...(body.reason !== undefined && { reason: body.reason }),
  };
  if (body.facts === undefined) {
    return { ...given, level: severityOf(body.level ?? 'P4'), complete: true };
  }
  const matrix = await currentMatrix(call.db);
  const facts = factsIn(matrix, body, call);
  const { majorEvent, plannedWork } = await around(call, subject, body.impactClass);
  const options = {
    domains: body.domains,
    majorEvent,
    interruption: (body.impactClass ?? subject.row?.view.impactClass) === 'interruption',
    ...(plannedWork && { plannedWork }),
  };
  const graded = grade(matrix, facts, options);
  const worst = grade(matrix, facts, { ...options, deadlinePassed: true });
  const computed = levelIn(graded);
  const impactClass = body.impactClass ?? graded.impactClass ?? undefined;
  const complete = graded.unanswered.length === 0;
  return {
    ...given,
    ...(impactClass && { impactClass }),
    ...(impactClass && impactClass === graded.impactClass && { impactComputed: true as const }),
    level: body.level === undefined ? computed : severityOf(body.level),
    computed,
    ...(!complete && worst.level !== null && { worst: severityOf(worst.level) }),
    complete,
    assessment: {
      matrix: { id: matrix.id, version: matrix.version },
      criteria: gravestFirst(graded),
      domains: [...new Set(graded.hits.map(({ domain }) => domain))],
    },
    facts: JSON.stringify(facts),
  };
}
