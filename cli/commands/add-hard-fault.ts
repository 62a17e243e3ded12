import { Option, type Command } from 'commander';
import type { Building } from '../building.js';
import {
  exitHardFault,
  listHardFaults,
  openHardFault,
  stepHardFault,
  type Opening,
} from './hard-faults.js';

type Exit = Parameters<typeof exitHardFault>[2];
type Step = Parameters<typeof stepHardFault>[2];

const several = (value: string, before: string[] | undefined): string[] => [
  ...(before ?? []),
  value,
];

/** `baton hard-fault list|open|step|exit`. */
export function addHardFaultCommands(program: Command, { say, act }: Building): void {
  const fault = program.command('hard-fault').description(say('hardFault/help/hardFault'));
  const needed = (flags: string, help: 'lead' | 'reason' | 'text' | 'next' | 'problem') =>
    new Option(flags, say(`hardFault/help/${help}`)).makeOptionMandatory();
  fault
    .command('list')
    .description(say('hardFault/help/list'))
    .addOption(new Option('--all', say('hardFault/help/all')))
    .action((options: { all?: boolean }, command: Command) =>
      act(command, (cli) => listHardFaults(cli, options)),
    );
  fault
    .command('open')
    .description(say('hardFault/help/open'))
    .argument('<incident>', say('hardFault/help/incident'))
    .addOption(needed('--lead <person>', 'lead'))
    .addOption(needed('--reason <text>', 'reason'))
    .addOption(new Option('--supplier <id>', say('hardFault/help/supplier')).argParser(several))
    .action((incident: string, options: Opening, command: Command) =>
      act(command, (cli) => openHardFault(cli, incident, options)),
    );
  fault
    .command('step')
    .description(say('hardFault/help/step'))
    .argument('<id>', say('hardFault/help/id'))
    .addOption(needed('--text <text>', 'text'))
    .addOption(needed('--next <text>', 'next'))
    .action((id: string, options: Step, command: Command) =>
      act(command, (cli) => stepHardFault(cli, id, options)),
    );
  fault
    .command('exit')
    .description(say('hardFault/help/exit'))
    .argument('<id>', say('hardFault/help/id'))
    .addOption(needed('--problem <text>', 'problem'))
    .addOption(new Option('--article <address>', say('hardFault/help/article')))
    .addOption(new Option('--none <reason>', say('hardFault/help/none')))
    .action((id: string, options: Exit, command: Command) =>
      act(command, (cli) => exitHardFault(cli, id, options)),
    );
}
