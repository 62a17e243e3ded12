import { afterId, cutPage, type Page, type Paging } from '../../contracts/api/paging.js';
import { notFound } from '../../contracts/api/refused.js';
import type {
  PresetAnswer,
  TemplateAnswer,
  TemplateDiff,
} from '../../contracts/notice/templates.js';
import type { NoticeLanguage } from '../../domain/notice/stages.js';
import type { TemplateText } from '../../domain/notice/template.js';
import type { NoticeTemplate, Prisma } from '../../prisma/generated/client.js';
import type { Access, Rows } from '../directory/access.js';
import { currentRow } from '../severity/current.js';
import { storedOf, templateAnswerOf, textOf, type StoredTemplate } from './template-row.js';

interface Listing {
  filters: {
    kind?: string | undefined;
    audience?: string | undefined;
    language?: 'zh' | 'en' | undefined;
    name?: string | undefined;
    current?: boolean | undefined;
  };
  paging: Paging;
}

const whereOf = (filters: Listing['filters']): Prisma.NoticeTemplateWhereInput => {
  const { current, ...rest } = filters;
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(given) as Prisma.NoticeTemplateWhereInput),
    ...(current !== undefined && { current: current || null }),
  };
};

/** Every version of every template, in the order of ids; with `current` those in force. */
export async function listTemplates(
  { db }: Pick<Access, 'db'>,
  { filters, paging }: Listing,
): Promise<Page<TemplateAnswer>> {
  const { after, take } = afterId('template', paging);
  const where = whereOf(filters);
  const rows = await db.noticeTemplate.findMany({
    where: { AND: [where, after === undefined ? {} : { id: { gt: after } }] },
    orderBy: { id: 'asc' },
    take,
  });
  const page = cutPage('template', rows, { limit: paging.limit, keysOf: ({ id }) => [id] });
  return {
    items: page.items.map(templateAnswerOf),
    nextCursor: page.nextCursor,
    ...(paging.count && { total: await db.noticeTemplate.count({ where }) }),
  };
}

export async function templateRow(rows: Rows, id: string): Promise<NoticeTemplate> {
  const row = await rows.noticeTemplate.findUnique({ where: { id } });
  if (!row) throw notFound('notice_template');
  return row;
}

export const getTemplate = async (
  { db }: Pick<Access, 'db'>,
  id: string,
): Promise<TemplateAnswer> => templateAnswerOf(await templateRow(db, id));

/** The templates in force, for choosing by severity, stage, audience and language (V5). */
export async function templatesInForce(
  rows: Pick<Rows, 'noticeTemplate'>,
): Promise<StoredTemplate[]> {
  const found = await rows.noticeTemplate.findMany({ where: { current: true } });
  return found.map(storedOf);
}

/** The preset's own text that a version is or was edited from; undefined of one's own template. */
export const pristineOf = async (
  rows: Rows,
  { name, presetId, presetVersion }: NoticeTemplate,
): Promise<NoticeTemplate | undefined> =>
  (await rows.noticeTemplate.findFirst({
    where: { name, presetId: presetId ?? '', presetVersion: presetVersion ?? 0, edited: false },
  })) ?? undefined;

/** The versions that a notice was frozen with, whatever is in force since. */
export async function templatesById(
  rows: Pick<Rows, 'noticeTemplate'>,
  pinned: Partial<Record<NoticeLanguage, { id: string }>>,
): Promise<Partial<Record<NoticeLanguage, TemplateText>>> {
  const ids = Object.values(pinned).map(({ id }) => id);
  const found = await rows.noticeTemplate.findMany({ where: { id: { in: ids } } });
  return Object.fromEntries(found.map((row) => [row.language, textOf(row)]));
}

const change = (before: string, after: string): { before: string; after: string } | null =>
  before === after ? null : { before, after };

/** What a version changed, against the preset it came from or another version. */
export async function diffTemplate(
  { db }: Pick<Access, 'db'>,
  id: string,
  against: string | undefined,
): Promise<TemplateDiff> {
  const to = await templateRow(db, id);
  const from =
    against === undefined ? ((await pristineOf(db, to)) ?? to) : await templateRow(db, against);
  return {
    from: { id: from.id, version: from.version },
    to: { id: to.id, version: to.version },
    subject: change(from.subject, to.subject),
    body: change(from.body, to.body),
  };
}

/** The installed content packs, and how much of each was edited here (V25). */
export async function listPresets({ db }: Pick<Access, 'db'>): Promise<PresetAnswer[]> {
  const matrix = await currentRow(db);
  const packs = await db.noticeTemplate.groupBy({
    by: ['presetId'],
    where: { current: true, presetId: { not: null } },
    _max: { presetVersion: true },
  });
  const edits = await db.noticeTemplate.groupBy({
    by: ['presetId'],
    where: { current: true, presetId: { not: null }, edited: true },
    _count: true,
  });
  return [
    ...(matrix
      ? [
          {
            ...{ id: matrix.presetId, what: 'severity' as const, version: matrix.presetVersion },
            edited: matrix.edited ? 1 : 0,
          },
        ]
      : []),
    ...packs.map(({ presetId, _max }) => ({
      ...{ id: presetId ?? '', what: 'notices' as const, version: _max.presetVersion ?? 0 },
      edited: edits.find((each) => each.presetId === presetId)?._count ?? 0,
    })),
  ];
}
