import type { Command } from 'commander';
import { pageLimitMax } from '../../contracts/api/paging.js';
import type { Stage } from '../../domain/incident/state.js';
import { refOf, stages } from '../incident/answers.js';
import { giveVerb } from '../incident/give-verb.js';
import { listIncidents } from '../incident/list.js';
import { showIncident } from '../incident/show.js';
import { verbCommands, type VerbCommand } from '../incident/verbs.js';
import { watchAll, watchOne } from '../incident/watch.js';
import type { Query } from '../http/client.js';
import {
  choice,
  choiceList,
  duration,
  needed,
  plain,
  repeatable,
  time,
  whole,
} from '../options.js';
import type { Building } from '../building.js';
import { createIncident } from './create.js';
import { showTimeline } from './timeline.js';

const severities = ['critical', 'error', 'warning', 'info'];
const impactClasses = ['interruption', 'degraded', 'redundancy_loss', 'none'];

interface Waiting {
  wait?: Stage;
  timeout?: number;
}

/** `--wait` and `--timeout` as the fields of what is given. */
const waitingOf = ({ wait, timeout }: Waiting) => ({
  ...(wait === undefined ? {} : { wait }),
  ...(timeout === undefined ? {} : { timeoutMs: timeout }),
});

export function addIncidentCommands(program: Command, building: Building): void {
  const { say } = building;
  const incident = program
    .command('incident')
    .alias('inc')
    .description(say('help/command/incident'));
  addList(incident, building);
  addCreate(incident, building);
  addReading(incident, building);
  for (const spec of verbCommands) addVerb(incident, building, spec);
}

function addList(incident: Command, { words, say, act }: Building): void {
  incident
    .command('list')
    .description(say('help/command/list'))
    .addOption(choiceList(words, ['--stage <stage>', 'help/option/stage'], stages))
    .addOption(choiceList(words, ['--severity <severity>', 'help/option/severities'], severities))
    .addOption(repeatable(words, '--site <id>', 'help/option/siteBelow'))
    .addOption(repeatable(words, '--service <id>', 'help/option/services'))
    .addOption(repeatable(words, '--customer <id>', 'help/option/customer'))
    .addOption(repeatable(words, '--department <id>', 'help/option/department'))
    .addOption(repeatable(words, '--holder <id>', 'help/option/holder'))
    .addOption(choice(words, ['--open [flag]', 'help/option/open'], ['true', 'false']))
    .addOption(choice(words, ['--drill [flag]', 'help/option/onlyDrill'], ['true', 'false']))
    .addOption(plain(words, '--q <text>', 'help/option/search'))
    .addOption(time(words, ['--since <time>', 'help/option/since'], 'back'))
    .addOption(time(words, ['--until <time>', 'help/option/before'], 'back'))
    .addOption(whole(words, ['--limit <n>', 'help/option/limit'], [1, pageLimitMax]))
    .addOption(plain(words, '--cursor <cursor>', 'help/option/cursor'))
    .addOption(plain(words, '--count', 'help/option/count'))
    .addOption(plain(words, '--all', 'help/option/all'))
    .action((options: Query & Paging, command: Command) => {
      const { limit, cursor, count, all, ...filters } = options;
      const paging = { limit, cursor, count, all };
      return act(command, (cli) => listIncidents(cli, { filters, ...present(paging) }));
    });
}

interface Paging {
  limit?: number;
  cursor?: string;
  count?: boolean;
  all?: boolean;
}

/** The members that are there: options not given are left out. */
const present = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

function addCreate(incident: Command, { words, say, act }: Building): void {
  incident
    .command('create')
    .description(say('help/command/create'))
    .addOption(needed(words, '--title <text>', 'help/option/title'))
    .addOption(choice(words, ['--severity <severity>', 'help/option/severity'], severities))
    .addOption(choice(words, ['--impact-class <class>', 'help/option/impact'], impactClasses))
    .addOption(plain(words, '--service <id>', 'help/option/service'))
    .addOption(plain(words, '--site <id>', 'help/option/site'))
    .addOption(plain(words, '--description <text>', 'help/option/description'))
    .addOption(plain(words, '--policy <id>', 'help/option/policy'))
    .addOption(time(words, ['--occurred-at <time>', 'help/option/at'], 'back'))
    .addOption(plain(words, '--drill', 'help/option/drill'))
    .addOption(choice(words, ['--wait <stage>', 'help/option/wait'], stages))
    .addOption(duration(words, '--timeout <duration>', 'help/option/timeout'))
    .action((options: Record<string, unknown> & Waiting, command: Command) => {
      const { wait: _wait, timeout: _timeout, ...body } = options;
      return act(command, (cli) => createIncident(cli, { body, ...waitingOf(options) }));
    });
}

function addReading(incident: Command, { say, act }: Building): void {
  const argument = say('help/argument/incident');
  incident
    .command('show')
    .description(say('help/command/show'))
    .argument('<incident>', argument)
    .action((ref: string, _options: object, command: Command) =>
      act(command, (cli) => showIncident(cli, ref)),
    );
  incident
    .command('timeline')
    .description(say('help/command/timeline'))
    .argument('<incident>', argument)
    .action((ref: string, _options: object, command: Command) =>
      act(command, (cli) => showTimeline(cli, ref)),
    );
  incident
    .command('watch')
    .description(say('help/command/watch'))
    .argument('[incident]', argument)
    .action((ref: string | undefined, _options: object, command: Command) =>
      act(command, (cli) => (ref === undefined ? watchAll(cli) : watchOne(cli, ref))),
    );
}

type VerbOptions = Record<string, unknown> & Waiting;

function addVerb(incident: Command, building: Building, spec: VerbCommand): void {
  const { words, say, act } = building;
  const several = spec.argument === undefined;
  const made = incident
    .command(spec.name)
    .description(say(spec.help))
    .argument(several ? '<incident...>' : '<incident>', say('help/argument/incident'));
  if (spec.name !== spec.verb) made.alias(spec.verb);
  if (spec.argument !== undefined) made.argument('<text>', say('help/argument/text'));
  for (const option of spec.options(words)) made.addOption(option);
  made
    .addOption(choice(words, ['--wait <stage>', 'help/option/wait'], stages))
    .addOption(duration(words, '--timeout <duration>', 'help/option/timeout'));
  made.action(async () => {
    const [first, text] = made.processedArgs as [string | string[], string | undefined];
    const options = made.opts<VerbOptions>();
    const body = {
      ...bodyOf(spec, options),
      ...(spec.argument === undefined ? {} : { [spec.argument]: text }),
    };
    const refs = typeof first === 'string' ? [first] : first;
    const given = { verb: spec.verb, refs, body, ...waitingOf(options) };
    await act(made, (cli) => giveVerb(cli, given));
  });
}

/** The body of a verb: its options under the names of the API's fields. */
export function bodyOf(
  { fields = {} }: Pick<VerbCommand, 'fields'>,
  { wait: _wait, timeout: _timeout, ...options }: VerbOptions,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      fields[name] ?? name,
      name === 'into' && typeof value === 'string' ? refOf(value) : value,
    ]),
  );
}
