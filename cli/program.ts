import { Command } from 'commander';
import type { Language } from '../contracts/text.js';
import { addCalendarCommands } from './commands/add-calendar.js';
import { addCommitmentCommands } from './commands/add-commitment.js';
import { addConfigCommands } from './commands/add-config.js';
import { addDirectoryCommands } from './commands/add-directory.js';
import { addDrillCommands } from './commands/add-drill.js';
import { addGradingCommands } from './commands/add-grading.js';
import { addHandoverCommands } from './commands/add-handover.js';
import { addHardFaultCommands } from './commands/add-hard-fault.js';
import { addEscalationCommands } from './commands/add-escalation.js';
import { addImportCommand } from './commands/add-import.js';
import { addIncidentCommands } from './commands/add-incident.js';
import { addNoticeCommands } from './commands/add-notice.js';
import { addOperationCommands } from './commands/add-operation.js';
import { addServiceCommands } from './commands/add-service.js';
import { addPromiseCommands } from './commands/add-promise.js';
import { addReviewCommands } from './commands/add-review.js';
import { addShiftCommands } from './commands/add-shift.js';
import { addWindowCommands } from './commands/add-window.js';
import { openCli, outputs, sayIn, type GlobalOptions } from './cli.js';
import { exitCode, type ExitCode } from './exit-codes.js';
import { choice, plain, type Words } from './options.js';
import type { Building } from './building.js';
import type { World } from './world.js';

export interface Program {
  command: Command;
  exit(): ExitCode;
}

/** All commands of `baton`, described in `language`. */
export function buildProgram(world: World, language: Language): Program {
  const say = sayIn(language);
  const words = { say, now: world.now() };
  let code: ExitCode = exitCode.ok;
  const act: Building['act'] = async (command, acting) => {
    code = (await acting(openCli(world, command.optsWithGlobals<GlobalOptions>()))) ?? exitCode.ok;
  };
  const actOnProfiles: Building['act'] = async (command, acting) => {
    const { profile: _named, ...options } = command.optsWithGlobals<GlobalOptions>();
    code = (await acting(openCli(world, options))) ?? exitCode.ok;
  };
  const command = rootCommand(world, words);
  const building = { words, say, act, actOnProfiles };
  addIncidentCommands(command, building);
  addGradingCommands(command, building);
  addNoticeCommands(command, building);
  addDirectoryCommands(command, building);
  addCalendarCommands(command, building);
  addCommitmentCommands(command, building);
  addOperationCommands(command, building);
  addShiftCommands(command, building);
  addEscalationCommands(command, building);
  addDrillCommands(command, building);
  addWindowCommands(command, building);
  addHandoverCommands(command, building);
  addServiceCommands(command, building);
  addHardFaultCommands(command, building);
  addPromiseCommands(command, building);
  addReviewCommands(command, building);
  addImportCommand(command, building);
  addConfigCommands(command, building);
  return { command, exit: () => code };
}

/** Settings that later commands inherit; they must be made before the first of them. */
function rootCommand(world: World, words: Words): Command {
  const { say } = words;
  const titles: Record<string, string> = {
    'Usage:': say('help/title/usage'),
    'Arguments:': say('help/title/arguments'),
    'Options:': say('help/title/options'),
    'Commands:': say('help/title/commands'),
  };
  return new Command('baton')
    .description(say('help/program'))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.out(text),
      writeErr: (text) => world.err(text),
      outputError: () => undefined,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({ styleTitle: (title) => titles[title] ?? title })
    .helpOption('-h, --help', say('help/option/help'))
    .helpCommand('help [command]', say('help/command/help'))
    .addOption(plain(words, '--url <address>', 'help/option/url'))
    .addOption(plain(words, '--key <key>', 'help/option/key'))
    .addOption(plain(words, '--profile <name>', 'help/option/profile'))
    .addOption(choice(words, ['-o, --output <format>', 'help/option/output'], outputs))
    .addOption(choice(words, ['--lang <language>', 'help/option/lang'], ['zh', 'en']))
    .addHelpText('after', `\n${say('help/codes')}`);
}
