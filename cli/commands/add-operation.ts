import type { Command } from 'commander';
import { runDoctor } from '../doctor/doctor.js';
import { plain } from '../options.js';
import type { Building } from '../building.js';
import { verifyChain } from './verify-chain.js';
import { showPermissions, whoAmI } from './who.js';

export function addOperationCommands(program: Command, { words, say, act }: Building): void {
  program
    .command('doctor')
    .description(say('help/command/doctor'))
    .addOption(plain(words, '--strict', 'help/option/strict'))
    .action((options: { strict?: boolean }, command: Command) =>
      act(command, (cli) => runDoctor(cli, options)),
    );
  const verify = program.command('verify').description(say('help/command/verify'));
  for (const chain of ['timeline', 'audit'] as const) {
    const help = chain === 'timeline' ? 'help/command/verifyTimeline' : 'help/command/verifyAudit';
    verify
      .command(chain)
      .description(say(help))
      .argument('<subject>', say('help/argument/subject'))
      .action((subject: string, _options: object, command: Command) =>
        act(command, (cli) => verifyChain(cli, chain, subject)),
      );
  }
  program
    .command('permissions')
    .description(say('help/command/permissions'))
    .action((_options: object, command: Command) => act(command, showPermissions));
  program
    .command('whoami')
    .description(say('help/command/whoami'))
    .action((_options: object, command: Command) => act(command, whoAmI));
}
