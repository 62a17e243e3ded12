import { Option, type Command } from 'commander';
import { windowKinds } from '../../domain/window/window.js';
import type { Building } from '../building.js';
import { listConflicts, listWindows, type WindowsAsked } from './windows.js';

/** `baton window list|conflicts`. */
export function addWindowCommands(program: Command, { say, act }: Building): void {
  const window = program.command('window').description(say('window/help/window'));
  window
    .command('list')
    .description(say('window/help/list'))
    .addOption(new Option('--service <id>', say('window/help/service')))
    .addOption(new Option('--site <id>', say('window/help/site')))
    .addOption(new Option('--kind <kind>', say('window/help/kind')).choices([...windowKinds]))
    .addOption(new Option('--all', say('window/help/all')))
    .action((options: WindowsAsked, command: Command) =>
      act(command, (cli) => listWindows(cli, options)),
    );
  window
    .command('conflicts')
    .description(say('window/help/conflicts'))
    .addOption(new Option('--service <id>', say('window/help/service')))
    .addOption(new Option('--gone', say('window/help/gone')))
    .action((options: { service?: string; gone?: boolean }, command: Command) =>
      act(command, (cli) => listConflicts(cli, options)),
    );
}
