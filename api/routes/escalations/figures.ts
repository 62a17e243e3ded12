import { Refused } from '../../../contracts/api/refused.js';
import { minutesAnswer, partiesAnswer } from '../../../contracts/escalation/answers.js';
import { partiesQuery } from '../../../contracts/escalation/requests.js';
import { processParams } from '../../../contracts/process/requests.js';
import { holdsOf, partiesAsked, type HoldRow } from '../../../records/escalation/minutes.js';
import { reachOf } from '../../auth/principal.js';
import { seenProcess } from '../../processes/subject.js';
import { route, type RawCall, type Route } from '../../route.js';
import { door } from './door.js';

/** A tenth of a minute is as fine as the review counts. */
export const tenth = (minutes: number): number => Math.round(minutes * 10) / 10;

type Kind = 'department' | 'supplier' | 'person';

const partyOf = (row: Pick<HoldRow, 'kind' | 'party' | 'partyName'>) => ({
  kind: row.kind as Kind,
  id: row.party,
  name: row.partyName,
});

export const holdOf = (row: HoldRow) => ({
  n: row.n,
  leg: row.leg,
  person: { id: row.person, name: row.personName ?? row.person },
  party: partyOf(row),
  since: row.since,
  ...(row.until && { until: row.until }),
  minutes: tenth(row.minutes),
});

function perParty(rows: readonly HoldRow[]) {
  const sums = new Map<string, ReturnType<typeof partyOf> & { minutes: number }>();
  for (const row of rows) {
    const key = `${row.kind} ${row.party}`;
    const before = sums.get(key)?.minutes ?? 0;
    sums.set(key, { ...partyOf(row), minutes: before + row.minutes });
  }
  return [...sums.values()].map((sum) => ({ ...sum, minutes: tenth(sum.minutes) }));
}

const minutes = route({
  method: 'get',
  path: '/api/v1/escalations/{id}/minutes',
  operationId: 'escalations_minutes',
  summary: { zh: '谁压了多久', en: 'Who sat on it how long' },
  tags: ['escalations'],
  permission: door.read,
  params: processParams,
  response: minutesAnswer,
  handler: async (call) => {
    const { id } = await seenProcess(call, door, call.params.id);
    const rows = await holdsOf(call.db, id);
    return { items: rows.map(holdOf), parties: perParty(rows) };
  },
});

/** The departments whose figures the caller may read: all, or those of their bindings. */
function departmentsFor(
  { principal }: Pick<RawCall, 'principal'>,
  asked: string[] | undefined,
): string[] | undefined {
  const scope = reachOf(principal, 'incident.trace');
  if (scope.everywhere) return asked;
  const own = asked?.filter((id) => scope.departments.includes(id)) ?? scope.departments;
  if (own.length === 0) throw new Refused('forbidden', { permission: 'incident.trace' });
  return own;
}

const report = route({
  method: 'get',
  path: '/api/v1/reports/escalations',
  operationId: 'reports_escalations',
  summary: {
    zh: '各方答复情况：受理、迟到、转手、沉默、分钟',
    en: 'What each party did: accepted, late, bounced, silent, minutes',
  },
  tags: ['reports'],
  permission: 'incident.trace',
  query: partiesQuery,
  response: partiesAnswer,
  handler: async (call) => {
    const { from, to: until, department } = call.query;
    if (until <= from) throw new Refused('impossible_order', { field: 'to' });
    const departments = departmentsFor(call, department);
    const rows = await partiesAsked(call.db, { from, until, departments });
    return {
      items: rows.map(({ kind, party, name, department: of, ...counts }) => ({
        ...counts,
        party: { kind: kind as Kind, id: party, name },
        ...(of !== null && { department: of }),
        minutesHeld: tenth(counts.minutesHeld),
        minutesToAnswer: tenth(counts.minutesToAnswer),
      })),
    };
  },
});

export const escalationFigureRoutes: readonly Route[] = [minutes, report];
