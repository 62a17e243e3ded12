import type { TemplateAnswer } from '../../contracts/notice/templates.js';
import type { TemplateUsed } from '../../domain/notice/gate.js';
import type { Audience, NoticeKind } from '../../domain/notice/stages.js';
import type { LevelGroup, TemplateDraft, TemplateText } from '../../domain/notice/template.js';
import type { NoticeTemplate } from '../../prisma/generated/client.js';

/** A stored template; every writer has checked it. */
export const draftOf = (row: NoticeTemplate): TemplateDraft => ({
  kind: row.kind as NoticeKind,
  audience: row.audience as Audience,
  levels: row.levels as LevelGroup,
  language: row.language,
  ...textOf(row),
});

export const textOf = ({ subject, body }: TemplateText): TemplateText => ({ subject, body });

export type StoredTemplate = TemplateDraft & TemplateUsed;

export const storedOf = (row: NoticeTemplate): StoredTemplate => ({
  ...draftOf(row),
  id: row.id,
  version: row.version,
  current: row.current === true,
});

export const templateAnswerOf = (row: NoticeTemplate): TemplateAnswer => ({
  ...{ id: row.id, name: row.name, ...draftOf(row), version: row.version },
  preset:
    row.presetId === null || row.presetVersion === null
      ? null
      : { id: row.presetId, version: row.presetVersion },
  edited: row.edited,
  current: row.current === true,
  note: row.note,
  createdAt: row.createdAt,
  supersededAt: row.supersededAt,
});
