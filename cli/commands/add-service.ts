import { Option, type Command } from 'commander';
import type { Building } from '../building.js';
import { lookUpDisclosure, lookUpService } from '../lookup/service.js';
import { refuse, timeIn } from '../output/times.js';
import { importDevices, type DeviceImportAsked } from './device-import.js';

/** `baton lookup service|disclosure`, `baton device import`. */
export function addServiceCommands(program: Command, building: Building): void {
  addLookups(program, building);
  addDevices(program, building);
}

function addLookups(program: Command, { say, act, words }: Building): void {
  const lookup =
    program.commands.find((one) => one.name() === 'lookup') ??
    program.command('lookup').description(say('grading/help/lookup'));
  const at = new Option('--at <time>', say('service/help/at')).argParser(
    (value: string) => timeIn(value, words.now, -1) ?? refuse(say('error/time', { value })),
  );
  lookup
    .command('service')
    .description(say('service/help/service'))
    .argument('<service>', say('service/help/id'))
    .addOption(at)
    .action((service: string, options: { at?: string }, command: Command) =>
      act(command, (cli) => lookUpService(cli, service, options.at)),
    );
  lookup
    .command('disclosure')
    .description(say('service/help/disclosure'))
    .argument('<service>', say('service/help/id'))
    .action((service: string, _options: object, command: Command) =>
      act(command, (cli) => lookUpDisclosure(cli, service)),
    );
}

function addDevices(program: Command, { say, act }: Building): void {
  program
    .command('device')
    .description(say('service/help/device'))
    .command('import')
    .description(say('service/help/import'))
    .addOption(new Option('--source <name>', say('service/help/source')).makeOptionMandatory())
    .addOption(new Option('--file <file>', say('service/help/file')).makeOptionMandatory())
    .addOption(new Option('--service <service>', say('service/help/of')))
    .addOption(new Option('--complete', say('service/help/complete')))
    .action((asked: DeviceImportAsked, command: Command) =>
      act(command, (cli) => importDevices(cli, asked)),
    );
}
