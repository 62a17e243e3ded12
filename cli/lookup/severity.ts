import type { z } from 'zod';
import type {
  lookupAnswer,
  questionsAnswer,
  standardAnswer,
} from '../../contracts/severity/lookups.js';
import type { Cli } from '../cli.js';
import { factsOf } from '../incident/facts.js';

type Looked = z.output<typeof lookupAnswer>;
type Questions = z.output<typeof questionsAnswer>;
type Standard = z.output<typeof standardAnswer>;

export interface SeverityOptions {
  fact?: string[];
  domain?: string[];
  search?: string;
  questions?: boolean;
}

/** `baton lookup severity`: grades facts, searches the standard, or lists what it asks (V10). */
export async function lookUpSeverity(cli: Cli, options: SeverityOptions): Promise<void> {
  if (options.questions) return listQuestions(cli, options);
  if (options.search !== undefined) return searchStandard(cli, options);
  const facts = Object.entries(factsOf(options.fact ?? []));
  const query = {
    ...Object.fromEntries(facts.map(([name, value]) => [name, String(value)])),
    domain: options.domain,
  };
  const answer = await cli.api().get<Looked>('/api/v1/lookup/severity', query);
  if (cli.printJson(answer)) return;
  const { level, matrix, hits, next } = answer;
  const { version } = matrix;
  cli.print(
    level === null
      ? cli.say('grading/noLevel', { version })
      : cli.say('grading/result', { level, version }),
  );
  for (const hit of hits) cli.print(`  ${hit.level} ${hit.text[cli.language]} (${hit.criterion})`);
  for (const { question, id } of next) {
    cli.print(cli.say('grading/next', { question: question[cli.language], fact: id }));
  }
}

async function listQuestions(cli: Cli, { domain }: SeverityOptions): Promise<void> {
  const path = '/api/v1/lookup/severity/questions';
  const answer = await cli.api().get<Questions>(path, { domain });
  if (cli.printJson(answer)) return;
  cli.printTable(
    ['grading/head/fact', 'grading/head/domain', 'grading/head/text'],
    answer.questions.map(({ id, domain: of, question }) => [id, of, question[cli.language]]),
  );
}

async function searchStandard(cli: Cli, { search, domain }: SeverityOptions): Promise<void> {
  const path = '/api/v1/lookup/severity/standard';
  const answer = await cli.api().get<Standard>(path, { q: search, domain });
  if (cli.printJson(answer)) return;
  if (answer.items.length === 0) return cli.tell(cli.say('grading/noWords'));
  cli.printTable(
    ['grading/head/level', 'grading/head/domain', 'grading/head/criterion', 'grading/head/text'],
    answer.items.map(({ level, domain: of, criterion, text }) => [
      level,
      of,
      criterion,
      text[cli.language] ?? '',
    ]),
  );
}
