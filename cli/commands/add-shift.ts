import { Option, type Command } from 'commander';
import type { Building } from '../building.js';
import { giveShiftVerb, listShifts, showShift, signShift, startShift } from '../shift/shifts.js';
import { showWork } from './work.js';

/** `baton shift list|show|sign|ask|answer|start|cancel` and `baton work`. */
export function addShiftCommands(program: Command, building: Building): void {
  const { say, act } = building;
  const shift = program.command('shift').description(say('shift/help/shift'));
  shift
    .command('list')
    .description(say('shift/help/list'))
    .addOption(new Option('--open', say('shift/help/open')))
    .action((options: { open?: boolean }, command: Command) =>
      act(command, (cli) => listShifts(cli, options)),
    );
  shift
    .command('show')
    .description(say('shift/help/show'))
    .argument('<shift>', say('shift/help/ref'))
    .action((ref: string, _options: object, command: Command) =>
      act(command, (cli) => showShift(cli, ref)),
    );
  addVerbs(shift, building);
  program
    .command('work')
    .description(say('shift/help/work'))
    .action((_options: object, command: Command) => act(command, showWork));
}

type Signing = [string, string[], { all?: boolean }, Command];
type Talking = [string, string, string, object, Command];

function addVerbs(shift: Command, { say, act }: Building): void {
  shift
    .command('sign')
    .description(say('shift/help/sign'))
    .argument('<shift>', say('shift/help/ref'))
    .argument('[items...]', say('shift/help/items'))
    .addOption(new Option('--all', say('shift/help/all')))
    .action((...[ref, named, { all = false }, command]: Signing) =>
      act(command, (cli) => signShift(cli, { ref, named, all })),
    );
  for (const verb of ['ask', 'answer'] as const) {
    shift
      .command(verb)
      .description(say(`shift/help/${verb}`))
      .argument('<shift>', say('shift/help/ref'))
      .argument('<item>', say('shift/help/item'))
      .argument('<text>', say('shift/help/text'))
      .action((...[ref, item, text, , command]: Talking) =>
        act(command, (cli) => giveShiftVerb(cli, { ref, verb, body: { item, text } })),
      );
  }
  shift
    .command('cancel')
    .description(say('shift/help/cancel'))
    .argument('<shift>', say('shift/help/ref'))
    .addOption(new Option('--reason <text>', say('shift/help/reason')).makeOptionMandatory())
    .action((ref: string, body: { reason: string }, command: Command) =>
      act(command, (cli) => giveShiftVerb(cli, { ref, verb: 'cancel', body })),
    );
  shift
    .command('start')
    .description(say('shift/help/start'))
    .addOption(new Option('--schedule <id>', say('shift/help/schedule')).makeOptionMandatory())
    .addOption(new Option('--from <person>', say('shift/help/from')))
    .addOption(new Option('--to <person>', say('shift/help/to')))
    .action((body: { schedule: string; from?: string; to?: string }, command: Command) =>
      act(command, (cli) => startShift(cli, body)),
    );
}
