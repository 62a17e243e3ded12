import { Prisma } from '../../prisma/generated/client.js';
import type { Rows } from '../rows.js';

/** One stretch in which one person held the chain. */
export interface HoldRow {
  n: number;
  leg: number;
  person: string;
  personName: string | null;
  kind: string;
  party: string;
  partyName: string;
  department: string | null;
  since: Date;
  until: Date | null;
  minutes: number;
}

const instant = (member: string): Prisma.Sql =>
  Prisma.sql`to_timestamp((data ->> ${member})::numeric / 1000)`;

const heldMinutes = Prisma.sql`extract(epoch from
  coalesce(${instant('until')}, now()) - ${instant('since')})::float8 / 60`;

/** Who sat on a chain how long: every holder in turn, in one query (R12, operations.md). */
export function holdsOf(rows: Rows, subject: string): Promise<HoldRow[]> {
  return rows.$queryRaw<HoldRow[]>`
    select (data ->> 'n')::int as n, (data ->> 'leg')::int as leg, data ->> 'person' as person,
      person.name as "personName", data ->> 'kind' as kind, data ->> 'party' as party,
      case when data ->> 'kind' = 'person' then coalesce(named.name, data ->> 'name')
        else data ->> 'name' end as "partyName",
      data ->> 'department' as department, ${instant('since')} as since,
      ${instant('until')} as until, greatest(0, ${heldMinutes}) as minutes
    from process_fact left join person on person.id = data ->> 'person'
      left join person as named on named.id = data ->> 'party'
    where subject = ${subject} and kind = 'hold' order by (data ->> 'n')::int`;
}

/** What one party did with what it was asked within a time (R12, operations.md). */
export interface PartyRow {
  kind: string;
  party: string;
  name: string;
  department: string | null;
  legs: number;
  acceptedInTime: number;
  late: number;
  bounces: number;
  rejects: number;
  notSustained: number;
  silences: number;
  open: number;
  /** Acceptance until the next hand-over; of a supplier, until it was done. */
  minutesHeld: number;
  /** Asked until answered, on the clock on the wall. */
  minutesToAnswer: number;
}

export interface Period {
  /** Epoch milliseconds: legs opened in [from, until). */
  from: number;
  until: number;
  departments?: string[] | undefined;
}

/** A supplier never holds the chain: what counts is how long it had our report. */
const suppliersMinutes = Prisma.sql`(coalesce((leg.data ->> 'fulfilledAt')::numeric,
  (leg.data ->> 'endedAt')::numeric, extract(epoch from now()) * 1000)
  - (leg.data ->> 'acceptedAt')::numeric) / 60000`;

/** Parties that were asked in a period, without drills; the busiest first. */
export function partiesAsked(
  rows: Rows,
  { from, until, departments }: Period,
): Promise<PartyRow[]> {
  const only = departments
    ? Prisma.sql`and data ->> 'department' = any(${departments}::text[])`
    : Prisma.empty;
  const answered = Prisma.sql`coalesce((data ->> 'acceptedAt')::numeric,
    (data ->> 'endedAt')::numeric, extract(epoch from now()) * 1000)`;
  return rows.$queryRaw<PartyRow[]>`
    with leg as (
      select subject, data, ${answered} - (data ->> 'openedAt')::numeric as waited
      from process_fact where kind = 'leg' and not (data ->> 'drill')::boolean
        and (data ->> 'openedAt')::numeric >= ${from} and (data ->> 'openedAt')::numeric < ${until}
        ${only}
    ),
    held as (
      select data ->> 'party' as party, subject, data ->> 'leg' as leg,
        sum(greatest(0, ${heldMinutes})) as minutes
      from process_fact where kind = 'hold' and subject in (select subject from leg)
      group by 1, 2, 3
    )
    select leg.data ->> 'kind' as kind, leg.data ->> 'party' as party,
      max(leg.data ->> 'name') as name, max(leg.data ->> 'department') as department,
      count(*)::int as legs,
      count(*) filter (where leg.data ->> 'acceptedAt' is not null
        and not (leg.data ->> 'late')::boolean)::int as "acceptedInTime",
      count(*) filter (where (leg.data ->> 'late')::boolean)::int as late,
      count(*) filter (where leg.data ->> 'ended' = 'bounced')::int as bounces,
      count(*) filter (where leg.data ->> 'ended' = 'rejected')::int as rejects,
      count(*) filter (where (leg.data ->> 'notSustained')::boolean)::int as "notSustained",
      sum((leg.data ->> 'silences')::int)::int as silences,
      count(*) filter (where leg.data ->> 'endedAt' is null)::int as open,
      coalesce(sum(case when leg.data ->> 'kind' = 'supplier' then ${suppliersMinutes}
        else held.minutes end), 0)::float8 as "minutesHeld",
      coalesce(sum(leg.waited) / 60000, 0)::float8 as "minutesToAnswer"
    from leg left join held on held.subject = leg.subject
      and held.party = leg.data ->> 'party' and held.leg = leg.data ->> 'n'
    group by 1, 2 order by legs desc, party`;
}
