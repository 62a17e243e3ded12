import { Option, type Command } from 'commander';
import { priorities } from '../../domain/escalation/clock-table.js';
import { contactResults } from '../../domain/escalation/commands.js';
import type { Building } from '../building.js';
import {
  giveChainVerb,
  listChains,
  openChain,
  showChain,
  showEvidence,
  showMinutes,
} from '../escalation/escalations.js';
import { refuse, timeIn } from '../output/times.js';

/** `baton escalate` and `baton escalation list|show|…`. */
export function addEscalationCommands(program: Command, building: Building): void {
  const { say, act } = building;
  addEscalate(program, building);
  const chain = program
    .command('escalation')
    .alias('esc')
    .description(say('chain/help/escalation'));
  chain
    .command('list')
    .description(say('chain/help/list'))
    .addOption(new Option('--open', say('chain/help/open')))
    .addOption(new Option('--about <id>', say('chain/help/about')))
    .action((options: { open?: boolean; about?: string }, command: Command) =>
      act(command, (cli) => listChains(cli, options)),
    );
  const readings = { show: showChain, minutes: showMinutes, evidence: showEvidence };
  for (const [name, read] of Object.entries(readings)) {
    chain
      .command(name)
      .description(say(`chain/help/${name as keyof typeof readings}`))
      .argument('<escalation>', say('chain/help/ref'))
      .action((ref: string, _options: object, command: Command) =>
        act(command, (cli) => read(cli, ref)),
      );
  }
  addVerbs(chain, building);
}

type Key = 'by' | 'eta' | 'neededBy';

const ahead = ({ say, words }: Building, flags: string, help: Key): Option =>
  new Option(flags, say(`chain/help/${help}`)).argParser(
    (value: string) => timeIn(value, words.now) ?? refuse(say('error/time', { value })),
  );

const must = (
  { say }: Building,
  flags: string,
  help: 'to' | 'ask' | 'reason' | 'text' | 'channel',
): Option => new Option(flags, say(`chain/help/${help}`)).makeOptionMandatory();

function addEscalate(program: Command, building: Building): void {
  const { say, act } = building;
  program
    .command('escalate')
    .description(say('chain/help/escalate'))
    .argument('<incident>', say('chain/help/incident'))
    .addOption(must(building, '--to <party>', 'to'))
    .addOption(must(building, '--ask <text>', 'ask'))
    .addOption(new Option('--priority <level>', say('chain/help/priority')).choices(priorities))
    .addOption(ahead(building, '--needed-by <time>', 'neededBy'))
    .addOption(new Option('--take-baton', say('chain/help/takeBaton')))
    .action((incident: string, options: { to: string }, command: Command) =>
      act(command, (cli) => openChain(cli, { incident, ...options })),
    );
}

function addVerbs(chain: Command, building: Building): void {
  const { say, act } = building;
  const reason = must(building, '--reason <text>', 'reason');
  const to = must(building, '--to <party>', 'to');
  const text = must(building, '--text <text>', 'text');
  const result = new Option('--result <result>', say('chain/help/result'))
    .choices(contactResults)
    .makeOptionMandatory();
  const verbs = {
    accept: [ahead(building, '--by <time>', 'by')],
    reject: [reason],
    bounce: [to, reason],
    address: [to, reason],
    update: [text, ahead(building, '--eta <time>', 'eta')],
    fulfil: [text],
    reopen: [reason],
    confirm: [],
    withdraw: [reason],
    contact: [
      must(building, '--channel <text>', 'channel'),
      result,
      text,
      new Option('--ref <ticket>', say('chain/help/ticket')),
    ],
  };
  for (const [verb, options] of Object.entries(verbs)) {
    const command = chain
      .command(verb)
      .description(say(`chain/help/${verb as keyof typeof verbs}`))
      .argument('<escalation>', say('chain/help/ref'));
    for (const option of options) command.addOption(option);
    command.action((ref: string, body: Record<string, unknown>, given: Command) =>
      act(given, (cli) => giveChainVerb(cli, { ref, verb, body })),
    );
  }
}
