import type { Card } from '../../domain/review/state.js';
import { dayMs } from '../../domain/zone.js';
import { Prisma } from '../../prisma/generated/client.js';
import { jsonColumn } from '../directory/columns.js';
import { refuseUnknown, type Reference } from '../directory/references.js';
import type { Rows } from '../rows.js';
import type { CycleRow } from './cycles.js';
import { newReviewId, type ManagerBefore, type ParticipantRow } from './participants.js';

/** What HR says of one participant; what is left out stays as it is. */
export interface ParticipantDraft {
  card?: Card | undefined;
  manager?: string | null | undefined;
  head?: string | null | undefined;
  delegate?: string | null | undefined;
  counterparts?: string[] | undefined;
  before?: ManagerBefore | null | undefined;
  share?: number | undefined;
  days?: number | undefined;
  why?: 'leaver' | 'transfer' | 'leave' | null | undefined;
}

const references = (person: string, draft: ParticipantDraft): Reference[] => [
  { pointer: '/person', kind: 'activePerson', id: person },
  { pointer: '/manager', kind: 'activePerson', id: draft.manager },
  { pointer: '/head', kind: 'activePerson', id: draft.head },
  { pointer: '/delegate', kind: 'activePerson', id: draft.delegate },
  { pointer: '/before/manager', kind: 'person', id: draft.before?.manager },
  ...(draft.counterparts ?? []).map((id, n): Reference => ({
    ...{ pointer: `/counterparts/${n}`, kind: 'department', id },
  })),
];

export const daysOfPeriod = ({ periodFrom, periodUntil }: CycleRow): number =>
  Math.max(1, Math.round((periodUntil.getTime() - periodFrom.getTime()) / dayMs));

export interface Put {
  before: ParticipantRow | null;
  after: ParticipantRow;
  /** Something is other than before. */
  changed: boolean;
}

const told = ({ updatedAt: _at, ...row }: ParticipantRow): string => JSON.stringify(row);

/**
 * Adds a participant, or changes what is said of one.
 * @throws Refused `unknown_reference` for a person or department that is not there
 */
export async function putParticipant(
  rows: Rows,
  { cycle, person, now }: { cycle: CycleRow; person: string; now: Date },
  draft: ParticipantDraft,
): Promise<Put> {
  await refuseUnknown(rows, references(person, draft));
  const key = { cycleId_personId: { cycleId: cycle.id, personId: person } };
  const before = await rows.reviewCycleParticipant.findUnique({ where: key });
  const whole = daysOfPeriod(cycle);
  const given = {
    ...(draft.card !== undefined && { card: draft.card }),
    ...(draft.manager !== undefined && { managerId: draft.manager }),
    ...(draft.head !== undefined && { headId: draft.head }),
    ...(draft.delegate !== undefined && { delegateId: draft.delegate }),
    ...(draft.counterparts !== undefined && { counterparts: draft.counterparts }),
    ...(draft.before !== undefined && {
      before: draft.before === null ? Prisma.DbNull : jsonColumn(draft.before),
    }),
    ...(draft.share !== undefined && { share: draft.share }),
    ...(draft.days !== undefined && { days: Math.min(draft.days, whole) }),
    ...(draft.why !== undefined && { why: draft.why }),
    updatedAt: now,
  };
  const after = await rows.reviewCycleParticipant.upsert({
    where: key,
    update: given,
    create: {
      ...{ cycleId: cycle.id, personId: person, reviewId: newReviewId(), card: 'operations' },
      ...{ counterparts: [], days: whole, of: whole },
      ...given,
    },
  });
  return { before, after, changed: before === null || told(before) !== told(after) };
}

/** Takes somebody off a cycle that is not open yet. */
export const removeParticipant = async (
  rows: Rows,
  cycle: string,
  person: string,
): Promise<ParticipantRow | undefined> => {
  const where = { cycleId_personId: { cycleId: cycle, personId: person } };
  const row = await rows.reviewCycleParticipant.findUnique({ where });
  if (!row) return undefined;
  return rows.reviewCycleParticipant.delete({ where });
};

/** A participant as a list shows one. */
export interface ListedParticipant extends ParticipantRow {
  name: string | null;
  managerName: string | null;
  headName: string | null;
  delegateName: string | null;
  stage: string | null;
  open: number;
  late: number;
}

/** Participants of a cycle after a person's id, with how far their reviews are at `at`. */
export const listParticipants = (
  rows: Rows,
  { cycle, at }: { cycle: string; at: number },
  { after, take }: { after?: string; take: number },
): Promise<ListedParticipant[]> => rows.$queryRaw<ListedParticipant[]>`
  select p.cycle_id as "cycleId", p.person_id as "personId", p.review_id as "reviewId", p.card,
    p.manager_id as "managerId", p.head_id as "headId", p.delegate_id as "delegateId", p.before,
    p.share, p.counterparts, p.days, p.of, p.why, p.updated_at as "updatedAt",
    own.name, m.name as "managerName", h.name as "headName", d.name as "delegateName", r.stage,
    coalesce(form.open, 0)::int as open, coalesce(form.late, 0)::int as late
  from review_cycle_participant p
    left join person own on own.id = p.person_id left join person m on m.id = p.manager_id
    left join person h on h.id = p.head_id left join person d on d.id = p.delegate_id
    left join process_row r on r.id = p.review_id
    left join lateral (
      select count(*) as open, count(*) filter (where (t ->> 'dueAt')::float8 < ${at}::float8) as late
      from jsonb_array_elements(r.view -> 'tasks') t where not t ? 'outcome'
    ) form on true
  where p.cycle_id = ${cycle} and p.person_id > ${after ?? ''}
  order by p.person_id limit ${take}`;
