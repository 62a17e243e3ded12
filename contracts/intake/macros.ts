import { flatten } from './fields.js';

const unresolved = /^(\*UNKNOWN\*|\{[A-Z0-9_.$]+\}|\$[A-Z0-9_:.]+\$|%[a-z]+)$/i;
const macrosMax = 1000;

/**
 * A monitoring tool's macros by their bare upper-case names: `{EVENT.ID}`, `event_id`, `EVENT.ID`
 * and `event: {id}` are all `EVENTID`. A macro that the tool left unresolved is absent.
 */
export function macrosOf(value: unknown): Map<string, string> {
  const macros = new Map<string, string>();
  for (const [name, text] of flatten(value)) {
    if (macros.size >= macrosMax) break;
    if (!unresolved.test(text)) macros.set(bareName(name), text);
  }
  return macros;
}

/** The first of the named macros that is there. */
export function macro(macros: Map<string, string>, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = macros.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function bareName(name: string): string {
  return name
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^(NAGIOS|ICINGA)(?=.)/, '');
}
