import { Option, type Command } from 'commander';
import type { Building } from '../building.js';
import type { Say } from '../cli.js';
import { giveDrillVerb, listDrills, runDrill, showDrill } from '../drill/drills.js';
import { refuse } from '../output/times.js';

/** `baton drill list|run|show|finish|cancel`. */
export function addDrillCommands(program: Command, { say, act }: Building): void {
  const drill = program.command('drill').description(say('drill/help/drill'));
  drill
    .command('list')
    .description(say('drill/help/list'))
    .addOption(new Option('--open', say('drill/help/open')))
    .action((options: { open?: boolean }, command: Command) =>
      act(command, (cli) => listDrills(cli, options)),
    );
  addRun(drill, { say, act });
  drill
    .command('show')
    .description(say('drill/help/show'))
    .argument('<drill>', say('drill/help/ref'))
    .action((ref: string, _options: object, command: Command) =>
      act(command, (cli) => showDrill(cli, ref)),
    );
  drill
    .command('finish')
    .description(say('drill/help/finish'))
    .argument('<drill>', say('drill/help/ref'))
    .action((ref: string, _options: object, command: Command) =>
      act(command, (cli) => giveDrillVerb(cli, { ref, verb: 'finish', body: {} })),
    );
  drill
    .command('cancel')
    .description(say('drill/help/cancel'))
    .argument('<drill>', say('drill/help/ref'))
    .addOption(new Option('--reason <text>', say('drill/help/reason')).makeOptionMandatory())
    .action((ref: string, body: { reason: string }, command: Command) =>
      act(command, (cli) => giveDrillVerb(cli, { ref, verb: 'cancel', body })),
    );
}

interface RunOptions {
  with: string[];
  service?: string;
  site?: string;
  scale?: number;
}

function addRun(drill: Command, { say, act }: Pick<Building, 'say' | 'act'>): void {
  drill
    .command('run')
    .description(say('drill/help/run'))
    .argument('<scenario>', say('drill/help/scenario'))
    .addOption(new Option('--with <people...>', say('drill/help/with')).makeOptionMandatory())
    .addOption(new Option('--service <id>', say('drill/help/service')))
    .addOption(new Option('--site <id>', say('drill/help/site')))
    .addOption(scaleOption(say))
    .action((scenario: string, options: RunOptions, command: Command) => {
      const { with: participants, ...rest } = options;
      return act(command, (cli) => runDrill(cli, { scenario, participants, ...rest }));
    });
}

/** The API says which factors there are; here it only has to be a number. */
function scaleOption(say: Say): Option {
  return new Option('--scale <factor>', say('drill/help/scale')).argParser((value: string) =>
    /^\d{1,6}$/.test(value) ? Number(value) : refuse(say('drill/notNumber', { value })),
  );
}
