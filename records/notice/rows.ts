import { shortNumberOf } from '../../contracts/names.js';
import type { TypedFields } from '../../domain/notice/draft.js';
import type { NoticeRef } from '../../domain/notice/effects.js';
import type { NoticeFields } from '../../domain/notice/fields.js';
import { kindOf, type CauseStatus, type NamedCustomer } from '../../domain/notice/gate.js';
import type { Audience, NoticeKind, NoticeLanguage } from '../../domain/notice/stages.js';
import type { Actor } from '../../domain/machine.js';
import type { Bilingual, Level } from '../../domain/severity/matrix.js';
import type { Notice } from '../../prisma/generated/client.js';
import type { Database } from '../database.js';
import { jsonColumn } from '../directory/columns.js';
import { newId } from '../directory/noun.js';
import type { Rows } from '../rows.js';

const lockMs = 10_000;

export type NoticeState = 'draft' | 'approved' | 'sending' | 'sent';

export interface PinnedTemplate {
  id: string;
  version: number;
}

export type PinnedTemplates = Partial<Record<NoticeLanguage, PinnedTemplate>>;

/** What a notice was sent with: nothing of it changes after. */
export interface Frozen {
  at: number;
  level: Level;
  fields: NoticeFields;
  causeStatus: CauseStatus;
  languages: NoticeLanguage[];
  customers: (NamedCustomer & { services: Bilingual[] })[];
  /** Affected customers nobody of whom could be written to. */
  unreachable: string[];
}

export interface Correction {
  field: string;
  value: Bilingual;
  oldValue: Bilingual;
  reason: string;
}

/** A row with its JSON columns as what their writers put there. */
export type NoticeRow = Omit<
  Notice,
  'typed' | 'ref' | 'templates' | 'frozen' | 'correction' | 'state' | 'audience' | 'kind' | 'level'
> & {
  typed: NoticeFields;
  ref: NoticeRef;
  templates: PinnedTemplates;
  frozen: Frozen | null;
  correction: Correction | null;
  state: NoticeState;
  audience: Audience;
  kind: NoticeKind;
  level: Level;
};

export const noticeOf = (row: Notice): NoticeRow => row as unknown as NoticeRow;

export const typedOf = ({ typed, causeStatus }: NoticeRow): TypedFields => ({
  values: typed,
  ...(causeStatus !== null && { causeStatus: causeStatus as CauseStatus }),
});

const letters: Record<Audience, string> = { internal: 'N', customer: 'C' };

const numberOf = (incident: number, audience: Audience, sequence: number): string =>
  `${shortNumberOf('incident', incident)}-${letters[audience]}${String(sequence).padStart(2, '0')}`;

export interface NewNotice {
  incident: { id: string; number: number; drill: boolean };
  ref: NoticeRef;
  by: Actor;
  at: Date;
  correction?: { of: string; what: Correction } | undefined;
}

const lock = (rows: Rows, incident: string) =>
  rows.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`notice:${incident}`}, 0))`;

async function create(rows: Rows, made: NewNotice): Promise<Notice> {
  const { incident, ref, by, at, correction } = made;
  const { audience, level } = ref;
  const before = await rows.notice.aggregate({
    where: { incidentId: incident.id, audience },
    _max: { sequence: true },
  });
  const sequence = (before._max.sequence ?? 0) + 1;
  return rows.notice.create({
    data: {
      id: newId('ntc_'),
      ...{ incidentId: incident.id, owed: ref.notice, audience, level, sequence },
      number: numberOf(incident.number, audience, sequence),
      kind: kindOf(ref.stage, ref.combined === true),
      drill: incident.drill,
      ...{ ref: jsonColumn(ref), draftedBy: jsonColumn(by), draftedAt: at },
      ...(correction && {
        correctionOf: correction.of,
        correction: jsonColumn(correction.what),
      }),
    },
  });
}

const unapproved = { state: 'draft', approvedBy: null, approvedAt: null };

/**
 * The row of an owed notice, made where there is none. One that is not handed out yet follows the
 * board: its level, and whether it carries First and Recovery in one.
 */
export async function ensureNotice({ prisma }: Database, made: NewNotice): Promise<NoticeRow> {
  const { incident, ref } = made;
  return prisma.$transaction(
    async (rows) => {
      await lock(rows, incident.id);
      const where = { incidentId_owed: { incidentId: incident.id, owed: ref.notice } };
      const known = await rows.notice.findUnique({ where });
      if (!known) return noticeOf(await create(rows, made));
      if (known.state !== 'draft' && known.state !== 'approved') return noticeOf(known);
      const kind = kindOf(ref.stage, ref.combined === true);
      const same = known.level === ref.level && known.kind === kind;
      const anew = same ? {} : { level: ref.level, kind, ...unapproved };
      const data = { ref: jsonColumn(ref), ...anew };
      return noticeOf(await rows.notice.update({ where: { id: known.id }, data }));
    },
    { timeout: lockMs },
  );
}

/** A correction's row, drafted before the incident owes it; `adoptCorrection` ties the two. */
export const createCorrection = ({ prisma }: Database, made: NewNotice): Promise<NoticeRow> =>
  prisma.$transaction(
    async (rows) => {
      await lock(rows, made.incident.id);
      return noticeOf(await create(rows, made));
    },
    { timeout: lockMs },
  );

/** The incident owes the correction now, under this id. */
export async function adoptCorrection(
  { prisma }: Database,
  id: string,
  owed: string,
): Promise<NoticeRow | undefined> {
  const known = await prisma.notice.findUnique({ where: { id } });
  if (!known || known.owed === owed || known.state === 'sent')
    return known ? noticeOf(known) : undefined;
  return noticeOf(await prisma.notice.update({ where: { id }, data: { owed } }));
}

export async function noticeById(rows: Rows, id: string): Promise<NoticeRow | undefined> {
  const row = await rows.notice.findUnique({ where: { id } });
  return row ? noticeOf(row) : undefined;
}

export async function noticesOf(rows: Rows, incidentId: string): Promise<NoticeRow[]> {
  const found = await rows.notice.findMany({
    where: { incidentId },
    orderBy: [{ draftedAt: 'asc' }, { id: 'asc' }],
  });
  return found.map(noticeOf);
}
