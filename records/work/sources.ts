import { Prisma } from '../../prisma/generated/client.js';
import { subjectTables, visibleSql, type Viewer } from '../incident/viewer.js';

/** What a caller may be waited for: whose work, and what they lead. */
export interface Worker {
  person: string;
  /** Where the person leads incidents: a second name is wanted there, and an approval. */
  leads: Viewer;
}

const instant = (json: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`to_timestamp((${json})::double precision / 1000)`;

const none = Prisma.sql`null::text`;

/** The columns of every source, in this order. */
const columns = ({
  why,
  process = Prisma.sql`i.process`,
  item = none,
  number = none,
  title = none,
  due = Prisma.sql`i.next_due`,
  since = Prisma.sql`i.started_at`,
}: {
  why: Prisma.Sql;
  process?: Prisma.Sql;
  item?: Prisma.Sql;
  number?: Prisma.Sql;
  title?: Prisma.Sql;
  due?: Prisma.Sql;
  since?: Prisma.Sql;
}): Prisma.Sql => Prisma.sql`${why} as why, i.id, ${process} as process, i.number, i.title, i.stage,
  coalesce(${item}, '') as item, ${number} as "itemNumber", ${title} as "itemTitle",
  ${due} as due, ${since} as since`;

/** Batons of every process. */
const held = ({ person }: Worker): Prisma.Sql => Prisma.sql`
  select ${columns({ why: Prisma.sql`'held'`, since: Prisma.sql`b.since` })}
  from baton b join subject i on i.id = b.subject
  where b.holder_id = ${person} and i.stage <> 'closed'`;

/** Offers to answer; a hand-over of a shift is answered item by item. */
const offered = ({ person }: Worker): Prisma.Sql => Prisma.sql`
  select ${columns({
    why: Prisma.sql`'offered'`,
    due: Prisma.sql`b.offer_expires`,
    since: instant(Prisma.sql`i.view -> 'offer' ->> 'at'`),
  })}
  from baton b join subject i on i.id = b.subject
  where b.offer_to = ${person} and i.process <> 'shift' and i.stage <> 'closed'`;

/** Items of a shift's hand-over: to sign, or asked back. */
const shiftItems = ({ person }: Worker): Prisma.Sql => Prisma.sql`
  select ${columns({
    why: Prisma.sql`case f.data ->> 'state' when 'asked' then 'answer' else 'sign' end`,
    item: Prisma.sql`f.key`,
    number: Prisma.sql`f.data ->> 'number'`,
    title: Prisma.sql`f.data ->> 'title'`,
    due: Prisma.sql`(select max(c.due_at) from clock c where c.subject = i.id)`,
    since: instant(Prisma.sql`f.data ->> 'at'`),
  })}
  from process_fact f join process_row i on i.id = f.subject
  where f.kind = 'shift_item' and f.data ->> 'waitsFor' = ${person} and i.closed_at is null`;

/** Legs of escalation chains that nobody has accepted: addressed to the person, or paged for. */
const legs = ({ person }: Worker): Prisma.Sql => Prisma.sql`
  select ${columns({
    why: Prisma.sql`'accept'`,
    due: instant(Prisma.sql`i.view -> 'waitingFor' ->> 'due'`),
    since: instant(Prisma.sql`i.view -> 'legs' -> -1 ->> 'openedAt'`),
  })}
  from process_row i
  where i.process = 'escalation' and i.closed_at is null and i.stage = 'asked'
    and i.view -> 'legs' -> -1 ->> 'kind' <> 'supplier'
    and i.view -> 'asker' ->> 'person' <> ${person}
    and (i.view -> 'legs' -> -1 ->> 'id' = ${person} or exists (
      select 1 from delivery d where d.subject = i.id and d.person_id = ${person}
        and d.created_at >= ${instant(Prisma.sql`i.view -> 'legs' -> -1 ->> 'openedAt'`)}))`;

const incident = Prisma.sql`'incident'::text`;

/** Who may give the second name: the commander, the holder, or whoever leads there. */
const second = ({ person, leads }: Worker): Prisma.Sql => Prisma.sql`
  (i.view ->> 'commander' = ${person} or i.holder_id = ${person} or ${visibleSql(leads)})`;

/** Proposals of somebody else that take effect only when another person confirms them. */
const proposals = (worker: Worker): Prisma.Sql => Prisma.sql`
  select ${columns({
    why: Prisma.sql`'confirm'`,
    process: incident,
    item: Prisma.sql`p ->> 'id'`,
    title: Prisma.sql`p ->> 'reason'`,
    since: instant(Prisma.sql`p ->> 'at'`),
  })}
  from ${subjectTables}, jsonb_array_elements(i.view -> 'proposals') as p
  where i.view -> 'proposals' is not null and i.stage <> 'closed'
    and p ->> 'by' <> ${worker.person} and ${second(worker)}`;

/** Notices that are complete and may not go without a named approval. */
const notices = (worker: Worker): Prisma.Sql => Prisma.sql`
  select ${columns({
    why: Prisma.sql`'approve'`,
    process: incident,
    item: Prisma.sql`n.id`,
    number: Prisma.sql`n.number`,
    due: instant(Prisma.sql`o ->> 'dueAt'`),
    since: Prisma.sql`n.drafted_at`,
  })}
  from ${subjectTables} join notice n on n.incident_id = i.id,
    jsonb_array_elements(i.view -> 'notices' -> 'owed') as o
  where n.state = 'draft' and n.level in ('P1', 'P2') and n.audience = 'customer'
    and i.stage <> 'closed'
    and o ->> 'id' = n.owed and o ->> 'state' = 'owed' and o ->> 'draft' = 'complete'
    and (i.view ->> 'commander' = ${worker.person} or ${visibleSql(worker.leads)})`;

/** Whether `party` of a hand-over has signed the sheet that waits. */
const signed = (party: string): Prisma.Sql => Prisma.sql`
  i.view -> 'acceptance' -> 'signatures' @> ${JSON.stringify([{ party }])}::jsonb`;

const heads = (person: string): Prisma.Sql => Prisma.sql`
  (i.view -> 'parties' -> 'ops' ->> 'head' = ${person} and not (${signed('ops')}))
  or (i.view -> 'parties' -> 'delivery' ->> 'head' = ${person} and not (${signed('delivery')}))`;

/** Disclosures to verify by the owner of operations, and sheets that a head has not signed. */
const handovers = ({ person }: Worker): Prisma.Sql => Prisma.sql`
  select ${columns({
    why: Prisma.sql`case i.stage when 'acceptance' then 'sign' else 'accept' end`,
    due: Prisma.sql`(select max(c.due_at) from clock c
      where c.subject = i.id and c.stopped_at is null and c.obligation = 'stage/' || i.stage)`,
    since: instant(Prisma.sql`i.view ->> 'stageSince'`),
  })}
  from process_row i where i.process = 'handover' and i.closed_at is null
    and ((i.stage = 'disclosure_review' and i.view -> 'parties' -> 'ops' ->> 'person' = ${person})
      or (i.stage = 'acceptance' and i.view -> 'acceptance' ->> 'sheet' is not null
        and (${heads(person)})))`;

/** Times proposed for a meeting that the person's side has not answered. */
const meetings = ({ person }: Worker): Prisma.Sql => Prisma.sql`
  select ${columns({
    why: Prisma.sql`'meet'`,
    item: Prisma.sql`p -> 'department' ->> 'id'`,
    title: Prisma.sql`p -> 'department' ->> 'name'`,
    since: instant(Prisma.sql`i.view -> 'occurrence' ->> 'openedAt'`),
  })}
  from process_row i, jsonb_array_elements(i.view -> 'parties') as p
  where i.process = 'meeting' and i.stage = 'proposed' and i.closed_at is null
    and ${person} in (p -> 'person' ->> 'id', p -> 'deputy' ->> 'id')
    and not i.view -> 'occurrence' -> 'proposal' -> 'accepted' @> jsonb_build_array(
      p -> 'department' ->> 'id')`;

/** Review forms of the person beside the one whose baton they hold. */
const forms = ({ person }: Worker): Prisma.Sql => Prisma.sql`
  select ${columns({
    why: Prisma.sql`'form'`,
    item: Prisma.sql`concat_ws('/', t ->> 'kind', t ->> 'of')`,
    due: instant(Prisma.sql`t ->> 'dueAt'`),
    since: instant(Prisma.sql`t ->> 'startAt'`),
  })}
  from process_row i, jsonb_array_elements(i.view -> 'tasks') as t
  where i.process = 'review' and i.closed_at is null and not t ? 'outcome'
    and t -> 'holder' ->> 'id' = ${person} and i.holder_id is distinct from ${person}`;

/** One indexed query per kind of work; a new kind is one more line here. */
const sources = [
  ...[held, offered, shiftItems, legs, proposals, notices],
  ...[handovers, meetings, forms],
];

/** Everything that waits for the person, as one relation. */
export const workOf = (worker: Worker): Prisma.Sql =>
  Prisma.join(
    sources.map((source) => source(worker)),
    ' union all ',
  );
