import type { Option } from 'commander';
import type { CliTextKey } from '../../contracts/texts/cli.js';
import type { IncidentVerb } from '../../domain/incident/commands.js';
import { choice, needed, time, whole, type Words } from '../options.js';

/** One verb of an incident as a command; its options carry the names of the body's fields. */
export interface VerbCommand {
  name: string;
  verb: IncidentVerb;
  help: CliTextKey;
  options: (words: Words) => Option[];
  /** Takes a text after the incident, as this field of the body. */
  argument?: 'text';
  /** Options whose field is called otherwise in the body. */
  fields?: Record<string, string>;
}

const stepMax = 100;
const none = (): Option[] => [];
const reason = (words: Words): Option[] => [needed(words, '--reason <text>', 'help/option/reason')];
const until = (words: Words): Option =>
  time(words, ['--until <time>', 'help/option/until'], 'ahead');

export const verbCommands: readonly VerbCommand[] = [
  {
    name: 'ack',
    verb: 'acknowledge',
    help: 'help/command/acknowledge',
    options: (words) => [until(words)],
  },
  {
    name: 'unack',
    verb: 'unacknowledge',
    help: 'help/command/unacknowledge',
    options: none,
  },
  {
    name: 'assign',
    verb: 'assign',
    help: 'help/command/assign',
    options: (words) => [needed(words, '--to <person>', 'help/option/to')],
  },
  { name: 'accept', verb: 'accept', help: 'help/command/accept', options: none },
  { name: 'refuse', verb: 'refuse', help: 'help/command/refuse', options: reason },
  {
    name: 'wait',
    verb: 'wait',
    help: 'help/command/wait',
    options: (words) => [
      choice(
        words,
        ['--on <what>', 'help/option/on'],
        ['supplier', 'customer', 'parts', 'window'],
      ).makeOptionMandatory(),
      until(words).makeOptionMandatory(),
      ...reason(words),
    ],
  },
  { name: 'resume', verb: 'resume', help: 'help/command/resume', options: none },
  { name: 'mitigate', verb: 'mitigate', help: 'help/command/mitigate', options: none },
  {
    name: 'restore',
    verb: 'restore',
    help: 'help/command/restore',
    options: (words) => [
      needed(words, '--how <text>', 'help/option/how'),
      time(words, ['--at <time>', 'help/option/at'], 'back'),
    ],
  },
  {
    name: 'verify',
    verb: 'verify',
    help: 'help/command/verifyIncident',
    options: (words) => [
      choice(
        words,
        ['--by <who>', 'help/option/by'],
        ['customer', 'monitoring', 'engineer'],
      ).makeOptionMandatory(),
    ],
  },
  { name: 'close', verb: 'close', help: 'help/command/close', options: none },
  {
    name: 'note',
    verb: 'note',
    help: 'help/command/note',
    options: (words) => [time(words, ['--at <time>', 'help/option/at'], 'back')],
    argument: 'text',
    fields: { at: 'occurredAt' },
  },
  {
    name: 'escalate',
    verb: 'escalate',
    help: 'help/command/escalate',
    options: (words) => [
      ...reason(words),
      whole(words, ['--step <rung>', 'help/option/step'], [1, stepMax]),
    ],
  },
  {
    name: 'snooze',
    verb: 'snooze',
    help: 'help/command/snooze',
    options: (words) => [until(words).makeOptionMandatory()],
  },
  { name: 'reopen', verb: 'reopen', help: 'help/command/reopen', options: reason },
  {
    name: 'dismiss',
    verb: 'dismiss',
    help: 'help/command/dismiss',
    options: (words) => [needed(words, '--proof <text>', 'help/option/proof')],
  },
  {
    name: 'merge',
    verb: 'merge',
    help: 'help/command/merge',
    options: (words) => [needed(words, '--into <incident>', 'help/option/into')],
  },
];
