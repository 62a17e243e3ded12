import type { Audience, NoticeKind, NoticeLanguage } from '../../../../domain/notice/stages.js';
import type { TemplateDraft, TemplateText } from '../../../../domain/notice/template.js';

type Both = Record<NoticeLanguage, TemplateText>;

/** One kind of notice to one audience at every level, in both languages. */
export const written = (kind: NoticeKind, audience: Audience, texts: Both): TemplateDraft[] =>
  (['zh', 'en'] as const).map((language) => ({
    ...{ kind, audience, levels: 'all' as const, language },
    ...texts[language],
  }));

/** A sentence that is left out where its field is empty. */
export const given = (field: string, sentence: string): string =>
  `{% if ${field} != blank %}${sentence}{% endif %}`;
