import { z } from 'zod';

import type { ErrorCode } from '../contracts/errors.js';
import { Refused, type Fault } from '../contracts/api/refused.js';
import type { Language } from '../contracts/text.js';

const depthMax = 40;
const faultsMax = 50;

const said = {
  zh: { error: z.locales.zhCN().localeError, nul: '不得含有 NUL 或残缺的字符', deep: '嵌套过深' },
  en: {
    error: z.locales.en().localeError,
    nul: 'no NUL and no broken characters',
    deep: 'nested too deep',
  },
};

const nulOrLoneSurrogate = /\0|\p{Surrogate}/u;

/** Where a part of a request stands in a fault's pointer; the body is the root. */
export type Place = '' | '/query' | '/path';

/**
 * Parses one part of a request. Objects refuse unknown fields; characters and depths that
 * PostgreSQL cannot store are refused here, so that no input becomes a server error.
 */
export function parsePart<T extends z.ZodType>(
  schema: T,
  raw: unknown,
  { place, language }: { place: Place; language: Language },
): z.output<T> {
  const unstorable = firstUnstorable(raw, place, language);
  if (unstorable) throw new Refused('invalid_field', {}, [unstorable]);
  const parsed = closed(schema).safeParse(raw, { error: said[language].error });
  if (parsed.success) return parsed.data;
  throw refusedBy(faultsOf(parsed.error.issues, place));
}

function closed<T extends z.ZodType>(schema: T): z.ZodType<z.output<T>> {
  const open = schema instanceof z.ZodObject && schema.def.catchall === undefined;
  return (open ? schema.strict() : schema) as z.ZodType<z.output<T>>;
}

function refusedBy(faults: Fault[]): Refused {
  const unknown = faults.every(({ code }) => code === 'unknown_field');
  return new Refused(unknown ? 'unknown_field' : 'invalid_field', {}, faults.slice(0, faultsMax));
}

function faultsOf(issues: readonly z.core.$ZodIssue[], place: string): Fault[] {
  return issues.flatMap((issue) => {
    const at = pointerTo(place, issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => fault(pointerTo(at, [key]), 'unknown_field', issue.message));
    }
    const branch = issue.code === 'invalid_union' ? nearestBranch(issue.errors) : undefined;
    return branch ? faultsOf(branch, at) : [fault(at, 'invalid_field', issue.message)];
  });
}

const fault = (pointer: string, code: ErrorCode, detail: string): Fault => ({
  pointer,
  code,
  detail,
});

/** The branch of a union that failed deepest: what the caller most likely meant. */
function nearestBranch(branches: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  const depth = (issues: z.core.$ZodIssue[]) =>
    Math.max(0, ...issues.map(({ path }) => path.length));
  const deep = branches.filter((issues) => depth(issues) > 0);
  return deep.sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
}

const pointerTo = (base: string, path: readonly PropertyKey[]): string =>
  [base, ...path.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');

interface Visit {
  value: unknown;
  pointer: string;
  depth: number;
}

function firstUnstorable(raw: unknown, place: string, language: Language): Fault | undefined {
  const open: Visit[] = [{ value: raw, pointer: place, depth: 0 }];
  for (let visit = open.pop(); visit; visit = open.pop()) {
    const { value, pointer, depth } = visit;
    if (typeof value === 'string' && nulOrLoneSurrogate.test(value)) {
      return fault(pointer, 'invalid_field', said[language].nul);
    }
    if (value === null || typeof value !== 'object') continue;
    if (depth >= depthMax) return fault(pointer, 'invalid_field', said[language].deep);
    for (const [key, member] of Object.entries(value)) {
      const at = pointerTo(pointer, [key]);
      if (nulOrLoneSurrogate.test(key)) return fault(pointer, 'invalid_field', said[language].nul);
      open.push({ value: member, pointer: at, depth: depth + 1 });
    }
  }
  return undefined;
}
