import pc from 'picocolors';
import { text, type Language } from '../contracts/text.js';
import type { CliTextKey } from '../contracts/texts/cli.js';
import { CliError } from './cli-error.js';
import { exitCode } from './exit-codes.js';
import { createClient, type Api } from './http/client.js';
import { oneLine, tableText } from './output/table.js';
import { showTime } from './output/times.js';
import { readLocalStack, type LocalStack } from './settings/local-stack.js';
import { chosenProfile, readProfiles } from './settings/profiles.js';
import { targetOf, type Target } from './settings/target.js';
import type { World } from './world.js';

export const outputs = ['table', 'json', 'jsonl'] as const;
export type Output = (typeof outputs)[number];
export type Say = (key: CliTextKey, values?: Record<string, unknown>) => string;

/** The options that every command takes. */
export interface GlobalOptions {
  url?: string;
  key?: string;
  profile?: string;
  output?: Output;
  lang?: Language;
}

/** What a command works with. */
export interface Cli {
  world: World;
  language: Language;
  output: Output;
  say: Say;
  colors: ReturnType<typeof pc.createColors>;
  target: Target;
  stack: LocalStack;
  /** @throws CliError when no address or no key is known */
  api(): Api;
  /** The API without a key, for what anyone may ask. */
  open(): Api | undefined;
  time(at: string | number | null | undefined): string;
  /** One line of data for people; control characters of foreign text are taken out. */
  print(line: string): void;
  printTable(head: CliTextKey[], rows: readonly (readonly string[])[]): void;
  printRows(head: readonly string[], rows: readonly (readonly string[])[]): void;
  /** JSON as one text, or each item on its own line with `jsonl`; false for `table`. */
  printJson(value: unknown, items?: readonly unknown[]): boolean;
  tell(line: string): void;
}

const orUndefined = <T extends string>(value: string | undefined, among: readonly T[]) =>
  among.find((one) => one === value);

export function sayIn(language: Language): Say {
  return (key, values) => text(language, `cli/${key}`, values);
}

/** Puts together what a command needs from its options and the world. */
export function openCli(world: World, options: GlobalOptions): Cli {
  const { config } = world;
  const profile = chosenProfile(readProfiles(config.profilesFile), options.profile);
  const stack = readLocalStack(config.dataDir);
  const target = targetOf({ flags: options, environment: config, profile, stack });
  const language = options.lang ?? orUndefined(profile.lang, ['zh', 'en']) ?? config.language;
  const output = options.output ?? orUndefined(profile.output, outputs) ?? 'table';
  const say = sayIn(language);
  const client = (key?: string) => {
    const url = target.url?.value;
    if (url === undefined) return undefined;
    return createClient({ url, key, language, signal: world.signal });
  };
  const colors = pc.createColors(world.coloured && output === 'table');
  const printRows: Cli['printRows'] = (head, rows) =>
    world.out(`${tableText(head.map(colors.dim), rows)}\n`);
  return {
    world,
    language,
    output,
    say,
    colors,
    target,
    stack,
    open: () => client(),
    api: () => {
      const api = client(target.key?.value);
      if (api === undefined) throw new CliError('error/noAddress', {}, exitCode.usage);
      if (target.key === undefined) {
        throw new CliError('error/noKey', { url: api.url }, exitCode.unauthenticated);
      }
      return api;
    },
    time: (at) => (at === undefined || at === null ? '–' : showTime(world.zone, at)),
    print: (line) => world.out(`${oneLine(line)}\n`),
    printTable: (head, rows) =>
      printRows(
        head.map((key) => say(key)),
        rows,
      ),
    printRows,
    printJson: (value, items) => {
      if (output === 'table') return false;
      if (output === 'json') world.out(`${JSON.stringify(value, null, 2)}\n`);
      else for (const one of items ?? [value]) world.out(`${JSON.stringify(one)}\n`);
      return true;
    },
    tell: (line) => world.err(`${line}\n`),
  };
}
