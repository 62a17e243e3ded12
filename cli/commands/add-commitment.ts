import { Option, type Command } from 'commander';
import { metrics } from '../../domain/commitment/metric.js';
import { gapStatuses } from '../../contracts/commitment/gaps.js';
import type { Building } from '../building.js';
import { refuse, timeIn } from '../output/times.js';
import { checkGaps, listGaps, type GapsAsked } from './gaps.js';
import { lookUpCommitment, type CommitmentAsked } from './look-up-commitment.js';

/** `baton lookup commitment`, `baton gap check|list`. */
export function addCommitmentCommands(program: Command, building: Building): void {
  addLookup(program, building);
  addGaps(program, building);
}

function addLookup(program: Command, { say, act, words }: Building): void {
  const lookup =
    program.commands.find((one) => one.name() === 'lookup') ??
    program.command('lookup').description(say('commitment/help/lookup'));
  const at = new Option('--at <time>', say('commitment/help/at')).argParser(
    (value: string) => timeIn(value, words.now, -1) ?? refuse(say('error/time', { value })),
  );
  lookup
    .command('commitment')
    .description(say('commitment/help/commitment'))
    .addOption(new Option('--service <id>', say('commitment/help/service')).makeOptionMandatory())
    .addOption(
      new Option('--metric <metric>', say('commitment/help/metric'))
        .choices([...metrics])
        .makeOptionMandatory(),
    )
    .addOption(new Option('--severity <level>', say('commitment/help/severity')))
    .addOption(at)
    .action((options: CommitmentAsked, command: Command) =>
      act(command, (cli) => lookUpCommitment(cli, options)),
    );
}

function addGaps(program: Command, { say, act }: Building): void {
  const gap = program.command('gap').description(say('commitment/help/gap'));
  const service = () => new Option('--service <id>', say('commitment/help/only'));
  gap
    .command('check')
    .description(say('commitment/help/check'))
    .addOption(service())
    .action(({ service: only }: { service?: string }, command: Command) =>
      act(command, (cli) => checkGaps(cli, only)),
    );
  gap
    .command('list')
    .description(say('commitment/help/list'))
    .addOption(service())
    .addOption(
      new Option('--status <status>', say('commitment/help/status'))
        .choices([...gapStatuses])
        .default('open'),
    )
    .action((options: GapsAsked, command: Command) =>
      act(command, (cli) => listGaps(cli, options)),
    );
}
