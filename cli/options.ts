import { Option } from 'commander';
import type { CliTextKey } from '../contracts/texts/cli.js';
import type { Say } from './cli.js';
import { durationIn, refuse, timeIn } from './output/times.js';

/** What options need in order to speak and to read times. */
export interface Words {
  say: Say;
  /** Epoch milliseconds. */
  now: number;
}

type HelpKey = Extract<CliTextKey, `help/option/${string}`>;

export const plain = ({ say }: Words, flags: string, help: HelpKey): Option =>
  new Option(flags, say(help));

export const needed = (words: Words, flags: string, help: HelpKey): Option =>
  plain(words, flags, help).makeOptionMandatory();

/** May be given several times; answers a list. */
export const repeatable = (words: Words, flags: string, help: HelpKey): Option =>
  plain(words, flags, help).argParser((value: string, before: string[] | undefined) => [
    ...(before ?? []),
    value,
  ]);

/** One of `choices`, which the help names. */
export function choice(
  { say }: Words,
  [flags, help]: [string, HelpKey],
  choices: readonly string[],
): Option {
  const all = choices.join(', ');
  return new Option(flags, `${say(help)} (${all})`).argParser((value: string) =>
    choices.includes(value) ? value : refuse(say('error/choice', { value, choices: all })),
  );
}

/** Several of `choices`. */
export function choiceList(
  words: Words,
  [flags, help]: [string, HelpKey],
  choices: readonly string[],
): Option {
  const all = choices.join(', ');
  return new Option(flags, `${words.say(help)} (${all})`).argParser(
    (value: string, before: string[] | undefined) =>
      choices.includes(value)
        ? [...(before ?? []), value]
        : refuse(words.say('error/choice', { value, choices: all })),
  );
}

/** A time, or a duration from now (`ahead`) or before now (`back`) → RFC 3339. */
export function time(
  { say, now }: Words,
  [flags, help]: [string, HelpKey],
  direction: 'ahead' | 'back',
): Option {
  return new Option(flags, say(help)).argParser(
    (value: string) =>
      timeIn(value, now, direction === 'ahead' ? 1 : -1) ?? refuse(say('error/time', { value })),
  );
}

/** A duration such as 30m → milliseconds. */
export const duration = ({ say }: Words, flags: string, help: HelpKey): Option =>
  new Option(flags, say(help)).argParser(
    (value: string) => durationIn(value) ?? refuse(say('error/time', { value })),
  );

export function whole(
  { say }: Words,
  [flags, help]: [string, HelpKey],
  [min, max]: [number, number],
): Option {
  return new Option(flags, say(help)).argParser((value: string) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    return number >= min && number <= max
      ? number
      : refuse(say('error/whole', { value, min, max }));
  });
}
