import { Option, type Command } from 'commander';
import { profiles, sections, stages } from '../../domain/handover/state.js';
import type { Building } from '../building.js';
import {
  giveBulkVerb,
  giveItemVerb,
  giveVerb,
  listHandovers,
  listItems,
  showHandover,
  signHandover,
  startHandover,
} from '../handover/handovers.js';
import { showSheet } from '../handover/sheet.js';
import { refuse, timeIn } from '../output/times.js';
import { addUatCommands } from './add-uat.js';

/** `baton handover start|list|show|items|submit|…`. */
export function addHandoverCommands(program: Command, building: Building): void {
  const { say } = building;
  const handover = program
    .command('handover')
    .alias('ho')
    .description(say('handover/help/handover'));
  addReading(handover, building);
  addStart(handover, building);
  addItems(handover, building);
  addVerbs(handover, building);
  addUatCommands(handover, building);
}

type Key = 'goLive' | 'uat' | 'until' | 'goLiveBefore';

const time = ({ say, words }: Building, flags: string, help: Key): Option =>
  new Option(flags, say(`handover/help/${help}`)).argParser(
    (value: string) => timeIn(value, words.now) ?? refuse(say('error/time', { value })),
  );

const must = ({ say }: Building, flags: string, help: 'reason' | 'decision' | 'as'): Option =>
  new Option(flags, say(`handover/help/${help}`)).makeOptionMandatory();

function addReading(handover: Command, building: Building): void {
  const { say, act } = building;
  handover
    .command('list')
    .description(say('handover/help/list'))
    .addOption(new Option('--open', say('handover/help/open')))
    .addOption(new Option('--stage <stage...>', say('handover/help/stage')).choices(stages))
    .addOption(new Option('--department <id...>', say('handover/help/department')))
    .addOption(time(building, '--go-live-before <time>', 'goLiveBefore'))
    .addOption(new Option('--blocking <item...>', say('handover/help/blocking')))
    .action((options: Record<string, string | string[] | boolean>, command: Command) =>
      act(command, (cli) => listHandovers(cli, options)),
    );
  for (const [name, read] of Object.entries({ show: showHandover, sheet: showSheet })) {
    handover
      .command(name)
      .description(say(`handover/help/${name as 'show' | 'sheet'}`))
      .argument('<handover>', say('handover/help/ref'))
      .action((ref: string, _options: object, command: Command) =>
        act(command, (cli) => read(cli, ref)),
      );
  }
}

interface Starting {
  kind?: string;
  rooms?: string[];
  uat?: string;
  goLive?: string;
  opsOwner?: string;
}

function addStart(handover: Command, building: Building): void {
  const { say, act } = building;
  handover
    .command('start')
    .description(say('handover/help/start'))
    .argument('<service>', say('handover/help/service'))
    .addOption(new Option('--kind <profile>', say('handover/help/profile')).choices(profiles))
    .addOption(time(building, '--uat <time>', 'uat'))
    .addOption(time(building, '--go-live <time>', 'goLive'))
    .addOption(new Option('--ops-owner <person>', say('handover/help/opsOwner')))
    .addOption(new Option('--rooms <site...>', say('handover/help/rooms')))
    .addOption(new Option('--signer <contact>', say('handover/help/signer')))
    .action((service: string, options: Starting, command: Command) =>
      act(command, (cli) => {
        const { uat: uatAt, goLive: goLiveAt, opsOwner: owner, kind: profile, ...rest } = options;
        return startHandover(cli, {
          ...{ service, ...rest },
          ...(profile !== undefined && { profile }),
          ...(uatAt !== undefined && { uatAt }),
          ...(goLiveAt !== undefined && { goLiveAt }),
          ...(owner !== undefined && { ops: { owner } }),
        });
      }),
    );
}

const states = ['missing', 'submitted', 'verified', 'rejected', 'waived'] as const;

type Given = { text?: string; link?: string; file?: string; validUntil?: string };
type OneItem<Options> = [string, string, Options, Command];
type ManyItems<Options> = [string, string[], Options, Command];

function addItems(handover: Command, building: Building): void {
  const { say, act } = building;
  handover
    .command('items')
    .description(say('handover/help/items'))
    .argument('<handover>', say('handover/help/ref'))
    .addOption(new Option('--section <letter...>', say('handover/help/section')).choices(sections))
    .addOption(new Option('--state <state...>', say('handover/help/state')).choices(states))
    .addOption(new Option('--room <site...>', say('handover/help/room')))
    .action((...[ref, options, command]: [string, Record<string, string[]>, Command]) =>
      act(command, (cli) => listItems(cli, ref, options)),
    );
  handover
    .command('submit')
    .description(say('handover/help/submit'))
    .argument('<handover>', say('handover/help/ref'))
    .argument('<item>', say('handover/help/item'))
    .addOption(new Option('--text <text>', say('handover/help/text')))
    .addOption(new Option('--link <address>', say('handover/help/link')))
    .addOption(new Option('--file <content>', say('handover/help/file')))
    .addOption(time(building, '--valid-until <time>', 'until'))
    .action((...[ref, key, body, command]: OneItem<Given>) =>
      act(command, (cli) => giveItemVerb(cli, { ref, key, verb: 'submit', body })),
    );
  addJudging(handover, building);
}

function addJudging(handover: Command, building: Building): void {
  const { say, act } = building;
  handover
    .command('verify')
    .description(say('handover/help/verify'))
    .argument('<handover>', say('handover/help/ref'))
    .argument('<items...>', say('handover/help/someItems'))
    .action((...[ref, keys, , command]: ManyItems<object>) =>
      act(command, (cli) => giveBulkVerb(cli, { ref, verb: 'verify', body: { keys } })),
    );
  handover
    .command('reject')
    .description(say('handover/help/reject'))
    .argument('<handover>', say('handover/help/ref'))
    .argument('<items...>', say('handover/help/someItems'))
    .addOption(must(building, '--reason <text>', 'reason'))
    .action((...[ref, keys, { reason }, command]: ManyItems<{ reason: string }>) =>
      act(command, (cli) => {
        const body = { items: keys.map((key) => ({ key, reason })) };
        return giveBulkVerb(cli, { ref, verb: 'reject', body });
      }),
    );
  handover
    .command('waive')
    .description(say('handover/help/waive'))
    .argument('<handover>', say('handover/help/ref'))
    .argument('<item>', say('handover/help/item'))
    .addOption(must(building, '--reason <text>', 'reason'))
    .addOption(time(building, '--until <time>', 'until').makeOptionMandatory())
    .action((...[ref, key, body, command]: OneItem<object>) =>
      act(command, (cli) => giveItemVerb(cli, { ref, key, verb: 'waive', body })),
    );
}

function addVerbs(handover: Command, building: Building): void {
  const { say, act } = building;
  const reason = must(building, '--reason <text>', 'reason');
  const verbs = {
    advance: [],
    takeover: [
      reason,
      time(building, '--until <time>', 'until').makeOptionMandatory(),
      new Option('--to <person>', say('handover/help/to')),
    ],
    cancel: [reason],
  };
  for (const [verb, options] of Object.entries(verbs)) {
    const command = handover
      .command(verb)
      .description(say(`handover/help/${verb as keyof typeof verbs}`))
      .argument('<handover>', say('handover/help/ref'));
    for (const option of options) command.addOption(option);
    command.action((ref: string, body: object, given: Command) =>
      act(given, (cli) => giveVerb(cli, { ref, verb, body })),
    );
  }
  handover
    .command('sign')
    .description(say('handover/help/sign'))
    .argument('<handover>', say('handover/help/ref'))
    .addOption(must(building, '--as <party>', 'as').choices(['ops', 'delivery']))
    .addOption(must(building, '--decision <decision>', 'decision').choices(['accept', 'reject']))
    .addOption(new Option('--sheet <hash>', say('handover/help/hash')))
    .addOption(new Option('--reason <text>', say('handover/help/reason')))
    .addOption(new Option('--stage <stage>', say('handover/help/backTo')).choices(stages))
    .action((ref: string, { as: party, ...rest }: { as: string }, command: Command) =>
      act(command, (cli) => signHandover(cli, { ref, party, ...rest })),
    );
}
