import { Option, type Command } from 'commander';
import { results } from '../../domain/uat/trace.js';
import type { Building } from '../building.js';
import { importTable, recordRun, showTrace, uploadFile, type RunGiven } from '../uat/uat.js';

/** `baton handover requirements import|cases import|run|trace|upload`. */
export function addUatCommands(handover: Command, building: Building): void {
  const { say, act } = building;
  for (const noun of ['requirements', 'cases'] as const) {
    handover
      .command(noun)
      .description(say(`uat/help/${noun}`))
      .command('import')
      .description(say('uat/help/import'))
      .argument('<handover>', say('uat/help/ref'))
      .argument('<file>', say('uat/help/file'))
      .action((...[ref, file, , command]: [string, string, object, Command]) =>
        act(command, (cli) => importTable(cli, { ref, noun, file })),
      );
  }
  handover
    .command('trace')
    .description(say('uat/help/trace'))
    .argument('<handover>', say('uat/help/ref'))
    .addOption(new Option('--out <file>', say('uat/help/out')))
    .action((ref: string, options: { out?: string }, command: Command) =>
      act(command, (cli) => showTrace(cli, { ref, ...options })),
    );
  handover
    .command('upload')
    .description(say('uat/help/upload'))
    .argument('<file>', say('uat/help/anyFile'))
    .action((file: string, _options: object, command: Command) =>
      act(command, (cli) => uploadFile(cli, file)),
    );
  addRun(handover, building);
}

type Running = [string, string, Omit<RunGiven, 'ref' | 'key'>, Command];

function addRun(handover: Command, { say, act }: Building): void {
  handover
    .command('run')
    .description(say('uat/help/run'))
    .argument('<handover>', say('uat/help/ref'))
    .argument('<case>', say('uat/help/case'))
    .addOption(
      new Option('--result <result>', say('uat/help/result'))
        .choices(results)
        .makeOptionMandatory(),
    )
    .addOption(new Option('--evidence <file...>', say('uat/help/evidence')))
    .addOption(new Option('--measured <number>', say('uat/help/measured')))
    .addOption(new Option('--witness <name>', say('uat/help/witness')))
    .addOption(new Option('--note <text>', say('uat/help/note')))
    .action((...[ref, key, options, command]: Running) =>
      act(command, (cli) => recordRun(cli, { ref, key, ...options })),
    );
}
