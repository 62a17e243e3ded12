import { asFields, own } from './fields.js';

const indexShape = /^\d{1,6}$/;

/**
 * The value at a path: a JSON pointer (`/alert/tags/0`) or a dotted one (`alert.tags[0]`, with or
 * without a leading `$.`). A field whose whole name is the path comes first. Undefined where none.
 */
export function valueAt(value: unknown, path: string): unknown {
  const named = own(asFields(value), path);
  if (named !== undefined) return named;
  return stepsOf(path).reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return indexShape.test(step) ? (at[Number(step)] as unknown) : undefined;
    return own(asFields(at), step);
  }, value);
}

function stepsOf(path: string): string[] {
  if (path.startsWith('/')) {
    const steps = path.slice(1).split('/');
    return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  const dotted = path.replace(/^\$\.?/, '').replace(/\[(\d{1,6})\]/g, '.$1');
  return dotted.split('.').filter((step) => step !== '');
}
