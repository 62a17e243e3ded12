import { shortNumberOf, type ProcessName } from '../../contracts/names.js';
import type { Instant } from '../../domain/machine.js';
import { Prisma } from '../../prisma/generated/client.js';
import type { Database } from '../database.js';
import type { Rows } from '../rows.js';
import type { Executive } from './executives.js';

/** Lines of one kind that a digest shows; the rest are counted. */
export const digestLinesMax = 50;

export interface DigestLine {
  number: string;
  title: string;
  stage: string;
  holder: string;
  /** Of a meeting: since when it is open. */
  due: Instant | null;
  requester: string | null;
  effect: string | null;
  flags: number;
  n: number | null;
  level: number | null;
}

export interface DigestPart {
  lines: DigestLine[];
  count: number;
}

/** What waits for an executive, and what is late below them. */
export interface Digest {
  asks: DigestPart;
  flagged: DigestPart;
  meetings: DigestPart;
  actions: DigestPart;
}

type Row = Omit<DigestLine, 'number'> & { process: ProcessName; number: number; total: number };

async function partOf(rows: Rows, where: Prisma.Sql, due: Prisma.Sql): Promise<DigestPart> {
  const found = await rows.$queryRaw<Row[]>`
    select i.process, i.number, i.title, i.stage, coalesce(h.name, i.holder_id, '') as holder,
      (${due})::double precision as due, i.view -> 'requester' ->> 'name' as requester,
      i.view ->> 'effectOfDelay' as effect, coalesce((i.view ->> 'flags')::int, 0) as flags,
      (i.view -> 'occurrence' ->> 'n')::int as n, (i.view -> 'occurrence' ->> 'level')::int as level,
      (count(*) over ())::int as total
    from process_row i left join person h on h.id = i.holder_id left join baton b on b.subject = i.id
    where i.closed_at is null and not i.drill and ${where}
    order by 6 nulls last, i.number limit ${digestLinesMax}`;
  const lines = found.map(({ process, number, total: _total, ...rest }) => ({
    ...rest,
    number: shortNumberOf(process, number),
  }));
  return { lines, count: found[0]?.total ?? 0 };
}

const needed = Prisma.sql`i.view ->> 'neededBy'`;

/** Everything of one executive's digest as of `now` (N47, operations.md). */
export async function digestOf(
  rows: Rows,
  { id, departments, everywhere }: Pick<Executive, 'id' | 'departments' | 'everywhere'>,
  now: Instant,
): Promise<Digest> {
  const theirs = Prisma.sql`${departments}::text[]`;
  const mine = Prisma.sql`(coalesce(i.holder_id, '') = ${id} or coalesce(b.offer_to, '') = ${id})`;
  const below = Prisma.sql`(i.department_id = any(${theirs}) or h.department_id = any(${theirs})
    or (${everywhere} and i.department_id is null and h.department_id is null))`;
  const [asks, flagged, meetings, actions] = await Promise.all([
    partOf(rows, Prisma.sql`i.process = 'ask' and ${mine}`, needed),
    partOf(
      rows,
      Prisma.sql`i.process = 'ask' and i.view -> 'flaggedAt' is not null and not ${mine}
        and ${below}`,
      needed,
    ),
    partOf(
      rows,
      Prisma.sql`i.process = 'meeting' and i.stage in ('open', 'proposed', 'agreed')
        and (i.view -> 'occurrence' ->> 'level')::int > 0
        and exists (select 1 from jsonb_array_elements(i.view -> 'parties') p
          where p -> 'department' ->> 'id' = any(${theirs}) or p ->> 'executive' = ${id})`,
      Prisma.sql`i.view -> 'occurrence' ->> 'openedAt'`,
    ),
    partOf(
      rows,
      Prisma.sql`i.process = 'action' and i.stage = 'open' and ${below}
        and (i.view ->> 'due')::double precision < ${now}`,
      Prisma.sql`i.view ->> 'due'`,
    ),
  ]);
  return { asks, flagged, meetings, actions };
}

/** Takes a week's digest to one person for a while; false where it went, or another has it. */
export async function claimDigest(
  { prisma }: Database,
  { week, person, now, until }: { week: string; person: string; now: Instant; until: Instant },
): Promise<boolean> {
  const claimed = await prisma.$queryRaw<{ week: string }[]>`
    insert into weekly_digest (week, person_id, claimed_until)
    values (${week}, ${person}, ${new Date(until)})
    on conflict (week, person_id) do update set claimed_until = excluded.claimed_until
      where weekly_digest.state = 'owed' and (weekly_digest.claimed_until is null
        or weekly_digest.claimed_until <= ${new Date(now)})
    returning week`;
  return claimed.length > 0;
}

/** What became of it; `later` where it is tried again after its claim. */
export async function settleDigest(
  { prisma }: Database,
  { week, person }: { week: string; person: string },
  end: { state: 'sent' | 'empty' | 'failed'; items: number; at: Instant },
): Promise<void> {
  const { state, items, at } = end;
  await prisma.weeklyDigest.update({
    where: { week_personId: { week, personId: person } },
    data: { state, items, ...(state === 'sent' && { sentAt: new Date(at) }) },
  });
}
