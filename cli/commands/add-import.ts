import { Option, type Command } from 'commander';

import type { Building } from '../building.js';
import { importClosedRecords } from './closed-records.js';

/** `baton import`: records that were over elsewhere (V4, N43, operations.md). */
export function addImportCommand(program: Command, { say, act }: Building): void {
  program
    .command('import')
    .description(say('import/help/import'))
    .argument('<file>', say('import/help/file'))
    .addOption(new Option('--rejects <path>', say('import/help/rejects')))
    .action((file: string, { rejects }: { rejects?: string }, command: Command) =>
      act(command, (cli) =>
        importClosedRecords(cli, { file, ...(rejects !== undefined && { rejects }) }),
      ),
    );
}
