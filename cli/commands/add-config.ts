import type { Command } from 'commander';
import type { Building } from '../building.js';
import { getSetting, listSettings, setSetting } from './configure.js';

export function addConfigCommands(program: Command, { say, actOnProfiles: act }: Building): void {
  const config = program.command('config').description(say('help/command/config'));
  const setting = say('help/argument/setting');
  const profileOf = (command: Command) => command.optsWithGlobals<{ profile?: string }>().profile;
  config
    .command('set')
    .description(say('help/command/configSet'))
    .argument('<setting>', setting)
    .argument('<value>', say('help/argument/value'))
    .action((name: string, value: string, ...[, command]: [object, Command]) =>
      act(command, (cli) => setSetting(cli, { name, value, profile: profileOf(command) })),
    );
  config
    .command('get')
    .description(say('help/command/configGet'))
    .argument('<setting>', setting)
    .action((name: string, _options: object, command: Command) =>
      act(command, (cli) => getSetting(cli, name, profileOf(command))),
    );
  config
    .command('list')
    .description(say('help/command/configList'))
    .action((_options: object, command: Command) => act(command, listSettings));
}
