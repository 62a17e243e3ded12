import {
  rendererOf,
  TemplateRefused,
  type Rendered,
  type Renderer,
  type TableRow,
} from '../../contracts/notice/liquid.js';
import { text } from '../../contracts/text.js';
import type { NoticeFault } from '../../domain/notice/effects.js';
import {
  shownFields,
  type FieldKey,
  type NoticeFields,
  type NoticeShape,
} from '../../domain/notice/fields.js';
import { foreignFinder, hasPlaceholder, type NamedCustomer } from '../../domain/notice/gate.js';
import type { NoticeLanguage } from '../../domain/notice/stages.js';
import type { TemplateText } from '../../domain/notice/template.js';
import { listed } from '../../domain/notice/wording.js';
import type { Bilingual } from '../../domain/severity/matrix.js';

export type Reader = NamedCustomer & { services: Bilingual[] };

export interface RenderedNotice {
  shape: NoticeShape;
  fields: NoticeFields;
  templates: Partial<Record<NoticeLanguage, TemplateText>>;
  drill: boolean;
}

/** Renders a notice in a language, for one customer or for the own organisation. */
export type Write = (language: NoticeLanguage, reader?: Reader) => Rendered;

/**
 * What each reader would get, and what in it none of them may (R8). Made once for all readers of a
 * notice; `write` throws `TemplateRefused` where a template cannot be used.
 */
export function noticeWriter({ shape, fields, templates, drill }: RenderedNotice): Write {
  const shown = shownFields(shape);
  const renderers = new Map<NoticeLanguage, Renderer>();
  const rendererIn = (language: NoticeLanguage): Renderer => {
    const template = templates[language];
    if (!template) throw new TemplateRefused(`no template in ${language}`);
    const known = renderers.get(language) ?? rendererOf(template, language);
    renderers.set(language, known);
    return known;
  };
  return (language, reader) => {
    const own = reader ? { ...fields, services: listed(reader.services) } : fields;
    const value = (field: FieldKey): string => own[field]?.[language] ?? '';
    const values = Object.fromEntries(shown.map((field) => [field, value(field)]));
    const rows: TableRow[] = shown
      .filter((field) => value(field) !== '')
      .map((field) => ({ label: text(language, `notice/field/${field}`), value: value(field) }));
    const rendered = rendererIn(language)(values, rows);
    if (!drill) return rendered;
    return { ...rendered, subject: text(language, 'notice/drill', { subject: rendered.subject }) };
  };
}

interface Judging {
  write: Write;
  languages: readonly NoticeLanguage[];
  readers: readonly Reader[];
  customers: readonly NamedCustomer[];
}

/** Renders for every customer in every language: nobody else's name, and no placeholder, in any. */
export function renderedFaults({ write, languages, readers, customers }: Judging): NoticeFault[] {
  const find = foreignFinder(customers);
  const faults = new Map<string, NoticeFault>();
  const add = (field: string, code: string): void => {
    faults.set(`${field} ${code}`, { field, code });
  };
  for (const reader of readers) {
    for (const language of languages) {
      const { subject, text: body } = write(language, reader);
      const whole = `${subject}\n${body}`;
      if (find(whole, [reader])) add('services', 'foreign_customer');
      if (hasPlaceholder(whole)) add('template', 'unresolved_placeholder');
    }
  }
  return [...faults.values()];
}
