import { z } from 'zod';
import { hasPlaceholder } from '../../domain/notice/gate.js';
import { isFieldKey, needOf, shownFields } from '../../domain/notice/fields.js';
import { audiences, languages, noticeKinds } from '../../domain/notice/stages.js';
import { levelGroupNames, type TemplateDraft } from '../../domain/notice/template.js';
import { timeOut } from '../api/fields.js';
import { namesIn, rendererOf, templateCharsMax, TemplateRefused } from './liquid.js';

const noteMaxChars = 500;
const subjectMaxChars = 300;
export const packTemplatesMax = 200;

const key = {
  kind: z.enum(noticeKinds),
  audience: z.enum(audiences),
  levels: z.enum(levelGroupNames),
  language: z.enum(languages),
};

const text = {
  subject: z.string().min(1).max(subjectMaxChars),
  body: z.string().min(1).max(templateCharsMax),
};

const templateSyntax = /\{\{.*?\}\}|\{%.*?%\}/gs;

/** What of a template is written as it stands. */
export const literalOf = (template: string): string => template.replace(templateSyntax, ' ');

/** Why a template cannot be used; undefined when it can. */
export function templateFault(template: TemplateDraft): string | undefined {
  const { subject, body, kind, audience, language } = template;
  try {
    const foreign = namesIn(template).filter(
      (name) => !isFieldKey(name) || needOf(name, kind, audience) === '–',
    );
    if (foreign.length > 0) return `not a field of this notice: ${foreign.join(', ')}`;
    const shown = shownFields({ kind, audience, level: 'P1' });
    rendererOf(template, language)(Object.fromEntries(shown.map((name) => [name, 'x'])), []);
  } catch (fault) {
    if (fault instanceof TemplateRefused) return fault.message;
    throw fault;
  }
  const left = [subject, body].find((each) => hasPlaceholder(literalOf(each)));
  return left === undefined ? undefined : 'a placeholder that no field fills';
}

const usable = <T extends TemplateDraft>(template: T, context: z.RefinementCtx<T>): void => {
  const why = templateFault(template);
  if (why !== undefined) context.addIssue({ code: 'custom', path: ['body'], message: why });
};

export const templateDraft = z.strictObject({ ...key, ...text }).superRefine(usable);

export const templateCreate = z
  .strictObject({ ...key, ...text, note: z.string().max(noteMaxChars).optional() })
  .superRefine(usable);

export const templateEdit = z.strictObject({
  subject: text.subject.optional(),
  body: text.body.optional(),
  note: z.string().max(noteMaxChars).optional(),
});

export type TemplateCreate = z.output<typeof templateCreate>;
export type TemplateEdit = z.output<typeof templateEdit>;

/** A pack of templates; a newer version is laid under local edits (V25). */
export const packInstall = z.strictObject({
  preset: z.strictObject({ id: z.string().min(1).max(60), version: z.int().min(1) }),
  templates: z.array(templateDraft).min(1).max(packTemplatesMax),
});

export type PackInstall = z.output<typeof packInstall>;

export const templateAnswer = z.object({
  id: z.string(),
  name: z.string(),
  ...key,
  version: z.int(),
  subject: z.string(),
  body: z.string(),
  preset: z.object({ id: z.string(), version: z.int() }).nullable(),
  edited: z.boolean(),
  current: z.boolean(),
  note: z.string().nullable(),
  createdAt: timeOut,
  supersededAt: timeOut.nullable(),
});

export type TemplateAnswer = z.input<typeof templateAnswer>;

export const templatesFilter = {
  kind: z.enum(noticeKinds).optional(),
  audience: z.enum(audiences).optional(),
  language: z.enum(languages).optional(),
  name: z.string().max(100).optional(),
};

const textChange = z.object({ before: z.string(), after: z.string() });

export const templateDiff = z.object({
  from: z.object({ id: z.string(), version: z.int() }),
  to: z.object({ id: z.string(), version: z.int() }),
  subject: textChange.nullable(),
  body: textChange.nullable(),
});

export type TemplateDiff = z.input<typeof templateDiff>;

export const presetAnswer = z.object({
  id: z.string(),
  what: z.enum(['severity', 'notices']),
  version: z.int(),
  /** Items of it that were edited here and stand over it. */
  edited: z.int(),
});

export type PresetAnswer = z.input<typeof presetAnswer>;

export const packAnswer = z.object({
  preset: z.object({ id: z.string(), version: z.int() }),
  installed: z.int(),
  /** Names of templates whose local edit stands against a changed preset. */
  conflicts: z.array(z.string()),
});

export type PackAnswer = z.input<typeof packAnswer>;
