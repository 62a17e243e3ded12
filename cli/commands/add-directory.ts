import type { Command } from 'commander';
import { needed, plain, repeatable, time } from '../options.js';
import type { Building } from '../building.js';
import { createKey, listKeys, revokeKey } from './keys.js';
import { showOnCall } from './oncall.js';

export function addDirectoryCommands(program: Command, building: Building): void {
  addOnCall(program, building);
  addKeys(program, building);
}

function addOnCall(program: Command, { words, say, act }: Building): void {
  program
    .command('oncall')
    .description(say('help/command/oncall'))
    .command('show')
    .description(say('help/command/oncallShow'))
    .addOption(plain(words, '--schedule <id>', 'help/option/schedule'))
    .addOption(time(words, ['--at <time>', 'help/option/at'], 'ahead'))
    .action((options: { schedule?: string; at?: string }, command: Command) =>
      act(command, (cli) => showOnCall(cli, options)),
    );
}

interface NewKeyOptions {
  name: string;
  person?: string;
  scope?: string[];
  expires?: string;
}

function addKeys(program: Command, { words, say, act }: Building): void {
  const key = program.command('key').description(say('help/command/key'));
  key
    .command('create')
    .description(say('help/command/keyCreate'))
    .addOption(needed(words, '--name <text>', 'help/option/name'))
    .addOption(plain(words, '--person <id>', 'help/option/person'))
    .addOption(repeatable(words, '--scope <permission>', 'help/option/scope'))
    .addOption(time(words, ['--expires <time>', 'help/option/expires'], 'ahead'))
    .action(({ name, person, scope, expires }: NewKeyOptions, command: Command) => {
      const body = {
        name,
        ...(person === undefined ? {} : { person }),
        ...(scope === undefined ? {} : { scopes: scope }),
        ...(expires === undefined ? {} : { expiresAt: expires }),
      };
      return act(command, (cli) => createKey(cli, body));
    });
  key
    .command('list')
    .description(say('help/command/keyList'))
    .addOption(repeatable(words, '--person <id>', 'help/option/persons'))
    .action(({ person }: { person?: string[] }, command: Command) =>
      act(command, (cli) => listKeys(cli, person)),
    );
  key
    .command('revoke')
    .description(say('help/command/keyRevoke'))
    .argument('<id>', say('help/argument/key'))
    .action((id: string, _options: object, command: Command) =>
      act(command, (cli) => revokeKey(cli, id)),
    );
}
