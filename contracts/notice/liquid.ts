import { Liquid } from 'liquidjs';
import type { TemplateText } from '../../domain/notice/template.js';

/** Characters of one template. */
export const templateCharsMax = 10_000;
/** Milliseconds and objects that one rendering may take; a hostile loop ends here. */
const renderMs = 250;
const renderObjectsMax = 200_000;
const subjectCharsMax = 200;

/** All that a template may do; no file, no assignment, no capture. */
const tagsAllowed = new Set(['if', 'unless', 'case', 'for', 'comment']);
const filtersAllowed = new Set(['default', 'upcase', 'downcase', 'strip', 'join', 'size', 'first']);

const only = <T>(all: Record<string, T>, allowed: ReadonlySet<string>): void => {
  for (const name of Object.keys(all)) if (!allowed.has(name)) delete all[name];
};

function engine(escape: boolean): Liquid {
  const liquid = new Liquid({
    ownPropertyOnly: true,
    strictVariables: true,
    strictFilters: true,
    parseLimit: templateCharsMax,
    renderLimit: renderMs,
    memoryLimit: renderObjectsMax,
    templates: {},
    ...(escape && { outputEscape: 'escape' }),
  });
  only(liquid.tags, tagsAllowed);
  only(liquid.filters, escape ? new Set([...filtersAllowed, 'escape', 'raw']) : filtersAllowed);
  return liquid;
}

const writing = engine(false);
const laying = engine(true);

/** What a template may name: the fields of its notice as texts. */
export type TemplateValues = Record<string, string>;

export interface TableRow {
  label: string;
  value: string;
}

export interface Rendered {
  subject: string;
  text: string;
  html: string;
}

/** Made once per template, rendered for many recipients. */
export type Renderer = (values: TemplateValues, rows: readonly TableRow[]) => Rendered;

const layout = laying.parse(
  '<div lang="{{ language }}" style="font-family:-apple-system,Segoe UI,Noto Sans,' +
    'Microsoft YaHei,sans-serif">{% for line in lines %}<p>{{ line }}</p>{% endfor %}' +
    '<table style="border-collapse:collapse">{% for row in rows %}<tr>' +
    '<td style="padding:2px 16px 2px 0;color:#666;vertical-align:top">{{ row.label }}</td>' +
    '<td>{{ row.value }}</td></tr>{% endfor %}</table></div>',
);

const oneLine = (text: string): string =>
  [...text.replace(/[\p{Cc}\s]+/gu, ' ').trim()].slice(0, subjectCharsMax).join('');

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/**
 * Parses a template; throws `TemplateRefused` with what is wrong in it. A renderer throws the same
 * where a value is unknown or a limit is reached.
 */
export function rendererOf({ subject, body }: TemplateText, language: 'zh' | 'en'): Renderer {
  const [head, main] = refusing(() => [writing.parse(subject), writing.parse(body)] as const);
  const separator = language === 'zh' ? '：' : ': ';
  return (values, rows) =>
    refusing(() => {
      const text = String(writing.renderSync(main, values)).trim();
      const lines = linesOf(text);
      const table = rows.map(({ label, value }) => `${label}${separator}${value}`);
      return {
        subject: oneLine(String(writing.renderSync(head, values))),
        text: [...lines, '', ...table].join('\n'),
        html: String(laying.renderSync(layout, { language, lines, rows })),
      };
    });
}

/** A template that cannot be used, and why in one sentence. */
export class TemplateRefused extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'TemplateRefused';
  }
}

function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (fault) {
    throw new TemplateRefused(fault instanceof Error ? fault.message.slice(0, 300) : 'unreadable');
  }
}

/** The names that a template uses, whatever branch they stand in. */
export function namesIn({ subject, body }: TemplateText): string[] {
  const used = refusing(() =>
    [subject, body].flatMap((text) => writing.globalVariablesSync(writing.parse(text))),
  );
  return [...new Set(used)].sort();
}
