import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CliTextKey } from '../../contracts/texts/cli.js';
import type { Building } from '../building.js';
import { givePromise, listPromises, startPromise, type PromiseNoun } from '../promise/promises.js';

type Help =
  Extract<CliTextKey, `promise/help/${string}`> extends `promise/help/${infer H}` ? H : never;

interface Field {
  flags: string;
  help: Help;
  /** May be left out. */
  optional?: true;
  parse?: (value: string, before: unknown) => unknown;
}

const several = (value: string, before: unknown): string[] => [
  ...((before as string[] | undefined) ?? []),
  value,
];

const whole = (value: string): number => {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError(value);
  return Number(value);
};

/** `dep_noc=per_li` → a party with a named interface person. */
const party = (value: string, before: unknown): object[] => {
  const [department = '', person] = value.split('=');
  const one = { department, ...(person !== undefined && { person }) };
  return [...((before as object[] | undefined) ?? []), one];
};

/** `per_li,2026-03-01T02:00:00Z,write it down` → an action of a meeting. */
const agreed = (value: string, before: unknown): object[] => {
  const [owner = '', due = '', ...title] = value.split(',');
  if (title.length === 0) throw new InvalidArgumentError(value);
  return [...((before as object[] | undefined) ?? []), { owner, due, title: title.join(',') }];
};

interface Verb {
  name: string;
  help: Help;
  fields: Field[];
}

const reason: Field = { flags: '--reason <text>', help: 'reason' };
const to: Field = { flags: '--to <person>', help: 'to' };
const due: Field = { flags: '--due <time>', help: 'due' };
const about: Field = { flags: '--about <subject>', help: 'about', optional: true };

const askVerbs: Verb[] = [
  { name: 'acknowledge', help: 'acknowledge', fields: [] },
  {
    name: 'commit',
    help: 'commit',
    fields: [
      { flags: '--date <time>', help: 'date' },
      { flags: '--text <text>', help: 'text', optional: true },
    ],
  },
  { name: 'decline', help: 'decline', fields: [reason] },
  { name: 'delegate', help: 'delegate', fields: [to] },
  { name: 'done', help: 'askDone', fields: [{ flags: '--text <text>', help: 'text' }] },
  { name: 'confirm', help: 'confirm', fields: [] },
  { name: 'reopen', help: 'reopen', fields: [reason] },
  { name: 'withdraw', help: 'withdraw', fields: [reason] },
];

const meetingVerbs: Verb[] = [
  {
    name: 'propose',
    help: 'propose',
    fields: [
      { flags: '--at <time>', help: 'at' },
      { flags: '--minutes <count>', help: 'length', optional: true, parse: whole },
      { flags: '--place <text>', help: 'place', optional: true },
    ],
  },
  { name: 'accept', help: 'accept', fields: [] },
  { name: 'decline', help: 'meetingDecline', fields: [reason] },
  {
    name: 'held',
    help: 'held',
    fields: [
      { flags: '--minutes <text>', help: 'minutes' },
      { flags: '--actions <action>', help: 'meetingAction', optional: true, parse: agreed },
    ],
  },
];

const actionVerbs: Verb[] = [
  {
    name: 'done',
    help: 'actionDone',
    fields: [
      { flags: '--evidence <text>', help: 'evidence' },
      { flags: '--links <address>', help: 'link', optional: true, parse: several },
    ],
  },
  { name: 'verify', help: 'verify', fields: [] },
  { name: 'reject', help: 'reject', fields: [reason] },
];

const starts: Record<PromiseNoun, Verb> = {
  asks: {
    name: 'raise',
    help: 'raise',
    fields: [
      to,
      { flags: '--what <text>', help: 'what' },
      { flags: '--needed-by <time>', help: 'needed' },
      { flags: '--effect-of-delay <text>', help: 'effect' },
      about,
    ],
  },
  meetings: {
    name: 'set',
    help: 'set',
    fields: [
      { flags: '--title <text>', help: 'title' },
      { flags: '--parties <department>', help: 'party', parse: party },
      { flags: '--every-days <count>', help: 'every', parse: whole },
      { flags: '--review', help: 'review', optional: true },
    ],
  },
  actions: {
    name: 'open',
    help: 'open',
    fields: [
      { flags: '--title <text>', help: 'title' },
      { flags: '--owner <person>', help: 'owner' },
      due,
      { flags: '--opens-at <time>', help: 'from', optional: true },
      about,
    ],
  },
};

/** `baton ask`, `baton meeting` and `baton action`. */
export function addPromiseCommands(program: Command, { say, act }: Building): void {
  const withFields = (command: Command, fields: readonly Field[]): Command => {
    for (const { flags, help, optional, parse } of fields) {
      const option = new Option(flags, say(`promise/help/${help}`));
      if (parse) option.argParser(parse);
      if (!optional) option.makeOptionMandatory();
      command.addOption(option);
    }
    return command;
  };
  const add = (name: 'ask' | 'meeting' | 'action', verbs: readonly Verb[]): void => {
    const noun = `${name}s` as const;
    const parent = program.command(name).description(say(`promise/help/${name}`));
    parent
      .command('list')
      .description(say('promise/help/list'))
      .addOption(new Option('--all', say('promise/help/all')))
      .addOption(new Option('--mine', say('promise/help/mine')))
      .action((options: { all?: boolean; mine?: boolean }, command: Command) =>
        act(command, (cli) => listPromises(cli, noun, options)),
      );
    const start = starts[noun];
    withFields(
      parent.command(start.name).description(say(`promise/help/${start.help}`)),
      start.fields,
    ).action(({ review, ...body }: { review?: boolean }, command: Command) =>
      act(command, (cli) =>
        startPromise(cli, noun, { ...body, ...(review && { kind: 'operations_review' }) }),
      ),
    );
    for (const { name: verb, help: told, fields } of verbs) {
      withFields(
        parent
          .command(verb)
          .description(say(`promise/help/${told}`))
          .argument('<id>', say('promise/help/id')),
        fields,
      ).action((id: string, body: object, command: Command) =>
        act(command, (cli) => givePromise(cli, { noun, id, verb }, body)),
      );
    }
  };
  add('ask', askVerbs);
  add('meeting', meetingVerbs);
  add('action', actionVerbs);
}
