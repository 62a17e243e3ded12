import type { Level } from '../severity/matrix.js';
import type { Audience, NoticeKind, NoticeLanguage } from './stages.js';

/** The levels that a template may be written for; the narrowest that fits is used. */
export const levelGroups = {
  P1: ['P1'],
  P2: ['P2'],
  P3: ['P3'],
  P4: ['P4'],
  'P1-P2': ['P1', 'P2'],
  'P3-P4': ['P3', 'P4'],
  'P1-P3': ['P1', 'P2', 'P3'],
  all: ['P1', 'P2', 'P3', 'P4'],
} as const satisfies Record<string, readonly Level[]>;

export type LevelGroup = keyof typeof levelGroups;

export const levelGroupNames = Object.keys(levelGroups) as LevelGroup[];

/** What a template is chosen by; nobody can swap it for another (V5). */
export interface TemplateKey {
  kind: NoticeKind;
  audience: Audience;
  levels: LevelGroup;
  language: NoticeLanguage;
}

export interface TemplateText {
  subject: string;
  body: string;
}

export type TemplateDraft = TemplateKey & TemplateText;

/** `first/customer/all/zh`: one line of versions. */
export const templateName = ({ kind, audience, levels, language }: TemplateKey): string =>
  `${kind}/${audience}/${levels}/${language}`;

export interface TemplateWanted {
  kind: NoticeKind;
  audience: Audience;
  level: Level;
  language: NoticeLanguage;
}

export const covers = (levels: LevelGroup, level: Level): boolean =>
  levelGroups[levels].some((each) => each === level);

/** Whether a template is of this severity, stage, audience and language. */
export const isFor = (
  { kind, audience, levels, language }: TemplateKey,
  wanted: TemplateWanted,
): boolean =>
  kind === wanted.kind &&
  audience === wanted.audience &&
  language === wanted.language &&
  covers(levels, wanted.level);

/** The template for a notice: of those that fit, the one written for the fewest levels. */
export function chooseTemplate<T extends TemplateKey>(
  templates: readonly T[],
  wanted: TemplateWanted,
): T | undefined {
  const fitting = templates.filter((template) => isFor(template, wanted));
  return fitting.reduce<T | undefined>(
    (best, each) =>
      best === undefined || levelGroups[each.levels].length < levelGroups[best.levels].length
        ? each
        : best,
    undefined,
  );
}
