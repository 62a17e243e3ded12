import { InvalidArgumentError, type Command } from 'commander';
import type { CliTextKey } from '../../contracts/texts/cli.js';
import type { Building } from '../building.js';
import {
  dryRun,
  giveCycle,
  listCycles,
  listSchedules,
  nextDates,
  participants,
  recompute,
  runSchedule,
  showCycle,
} from '../review/cycles.js';
import { drillDown, giveReview, myReviews, showSheet } from '../review/reviews.js';

type Help =
  Extract<CliTextKey, `review/help/${string}`> extends `review/help/${infer H}` ? H : never;

const several = (value: string, before: string[] = []): string[] => [...before, value];

const number = (value: string): number => {
  const read = Number(value);
  if (value.trim() === '' || !Number.isFinite(read)) throw new InvalidArgumentError(value);
  return read;
};

interface Correction {
  indicator: string;
  subject: string;
  record: string;
  value: number;
}

/** `joint,inc_1,joint,1` → a correction of a record. */
const correction = (value: string, before: Correction[] = []): Correction[] => {
  const [indicator = '', subject = '', ...rest] = value.split(',');
  const last = rest.pop() ?? '';
  if (rest.length === 0) throw new InvalidArgumentError(value);
  return [...before, { indicator, subject, record: rest.join(','), value: number(last) }];
};

type Saying = (help: Help) => string;

/** Plans: what there is, when it is called, and one of them early. */
function addSchedule(review: Command, { act }: Building, says: Saying): void {
  const schedule = review.command('schedule').description(says('schedule'));
  schedule
    .command('list')
    .description(says('scheduleList'))
    .action((_options: object, command: Command) => act(command, listSchedules));
  schedule
    .command('next')
    .description(says('next'))
    .argument('<id>')
    .action((id: string, _options: object, command: Command) =>
      act(command, (cli) => nextDates(cli, id)),
    );
  schedule
    .command('run')
    .description(says('run'))
    .argument('<id>')
    .option('--cycle <key>', says('key'))
    .option('--scale <factor>', says('scale'), number)
    .action(
      (id: string, { cycle: key, scale }: { cycle?: string; scale?: number }, command: Command) =>
        act(command, (cli) =>
          runSchedule(cli, id, {
            ...(key !== undefined && { key }),
            ...(scale !== undefined && { scale }),
          }),
        ),
    );
}

interface Calibrating {
  review?: string;
  score?: number;
  reason?: string;
  done?: true;
}

const calibration = ({ review, score, reason, done }: Calibrating): object => {
  if (done) return { done };
  return { changes: [{ review, reason, ...(score !== undefined && { score }) }] };
};

function addCycleVerbs(review: Command, { act }: Building, says: Saying): void {
  const cycle = (name: string, help: Help): Command =>
    review.command(name).description(says(help)).argument('<cycle>', says('cycle'));
  cycle('open', 'open')
    .option('--without <indicator>', says('without'), several)
    .action((id: string, { without = [] }: { without?: string[] }, command: Command) =>
      act(command, (cli) => giveCycle(cli, id, { verb: 'open', body: { without } })),
    );
  for (const verb of ['freeze', 'publish', 'close'] as const) {
    cycle(verb, verb).action((id: string, _options: object, command: Command) =>
      act(command, (cli) => giveCycle(cli, id, { verb })),
    );
  }
  cycle('calibrate', 'calibrate')
    .option('--review <review>', says('calibrated'))
    .option('--score <score>', says('score'), number)
    .option('--reason <text>', says('reason'))
    .option('--done', says('done'))
    .action((id: string, options: Calibrating, command: Command) =>
      act(command, (cli) => giveCycle(cli, id, { verb: 'calibrate', body: calibration(options) })),
    );
}

function addCycles(review: Command, { act }: Building, says: Saying): void {
  const cycle = (name: string, help: Help): Command =>
    review.command(name).description(says(help)).argument('<cycle>', says('cycle'));
  review
    .command('list')
    .description(says('list'))
    .option('--all', says('all'))
    .action((options: { all?: boolean }, command: Command) =>
      act(command, (cli) => listCycles(cli, options)),
    );
  cycle('show', 'show').action((id: string, _options: object, command: Command) =>
    act(command, (cli) => showCycle(cli, id)),
  );
  cycle('participants', 'participants')
    .option('--import <file>', says('import'))
    .action((id: string, options: { import?: string }, command: Command) =>
      act(command, (cli) => participants(cli, id, { file: options.import })),
    );
  cycle('dry-run', 'dryRun').action((id: string, _options: object, command: Command) =>
    act(command, (cli) => dryRun(cli, id)),
  );
  cycle('recompute', 'recompute').action((id: string, _options: object, command: Command) =>
    act(command, (cli) => recompute(cli, id)),
  );
}

function addReviews(review: Command, { act }: Building, says: Saying): void {
  const one = (name: string, help: Help): Command =>
    review.command(name).description(says(help)).argument('<id>', says('id'));
  review
    .command('mine')
    .description(says('mine'))
    .option('--reports', says('reports'))
    .action((options: { reports?: boolean }, command: Command) =>
      act(command, (cli) => myReviews(cli, options)),
    );
  one('sheet', 'sheet').action((id: string, _options: object, command: Command) =>
    act(command, (cli) => showSheet(cli, id)),
  );
  one('drill-down', 'drillDown')
    .requiredOption('--indicator <indicator>', says('indicator'))
    .action((id: string, { indicator }: { indicator: string }, command: Command) =>
      act(command, (cli) => drillDown(cli, id, indicator)),
    );
  one('confirm', 'confirm').action((id: string, _options: object, command: Command) =>
    act(command, (cli) => giveReview(cli, id, { verb: 'confirm' })),
  );
  one('appeal', 'appeal')
    .requiredOption('--what <text>', says('what'))
    .option('--indicator <indicator>', says('indicator'))
    .option('--subject <subject>', says('subject'))
    .action((id: string, item: object, command: Command) =>
      act(command, (cli) => giveReview(cli, id, { verb: 'appeal', body: { items: [item] } })),
    );
  one('decide', 'decide')
    .requiredOption('--outcome <outcome>', says('outcome'))
    .requiredOption('--reason <text>', says('reason'))
    .option('--correct <correction>', says('correct'), correction)
    .action(
      (
        id: string,
        { correct, ...body }: { outcome: string; reason: string; correct?: Correction[] },
        command: Command,
      ) =>
        act(command, (cli) =>
          giveReview(cli, id, {
            verb: 'decide',
            body: { ...body, ...(correct && { corrections: correct }) },
          }),
        ),
    );
}

/** `baton review`. */
export function addReviewCommands(program: Command, building: Building): void {
  const says: Saying = (help) => building.say(`review/help/${help}`);
  const review = program.command('review').description(says('review'));
  addSchedule(review, building, says);
  addCycles(review, building, says);
  addCycleVerbs(review, building, says);
  addReviews(review, building, says);
}
