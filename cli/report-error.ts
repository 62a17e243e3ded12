import type { CliTextKey } from '../contracts/texts/cli.js';
import { cliTexts } from '../contracts/texts/cli.js';
import { CliError } from './cli-error.js';
import type { Say } from './cli.js';
import { exitCode, exitCodeOf, type ExitCode } from './exit-codes.js';
import { ApiError, AwayError, StrangeAnswer } from './http/api-error.js';
import { oneLine } from './output/table.js';

const isKnown = (code: string): code is keyof typeof cliTexts.zh.todo =>
  Object.hasOwn(cliTexts.zh.todo, code);

/** Says on standard error what went wrong and what to do, and answers what to exit with. */
export function reportError(error: unknown, say: Say, tell: (line: string) => void): ExitCode {
  if (error instanceof ApiError) return reportProblem(error, say, tell);
  if (error instanceof CliError) {
    tell(say(error.key, error.values));
    return error.exit;
  }
  if (error instanceof AwayError || error instanceof StrangeAnswer) {
    const { url } = error;
    if (error instanceof AwayError) tell(say('error/away', { url, why: error.why }));
    else tell(say('error/strange', { url, status: error.status }));
    tell(labelled(say, 'error/todo', say('todo/unavailable')));
    return exitCode.unavailable;
  }
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
  tell(say('error/internal', { why }));
  return exitCode.failed;
}

/** Detail, faults, code, what to do, request id (RFC 9457, api.md §1). */
function reportProblem(
  { status, problem }: ApiError,
  say: Say,
  tell: (line: string) => void,
): ExitCode {
  tell(oneLine(problem.detail));
  for (const { pointer, detail } of problem.errors ?? []) tell(oneLine(`  ${pointer}: ${detail}`));
  tell(labelled(say, 'error/code', problem.code));
  const todo = isKnown(problem.code)
    ? say(`todo/${problem.code}`)
    : say('error/see', { url: problem.type });
  tell(labelled(say, 'error/todo', todo));
  tell(labelled(say, 'error/request', problem.requestId));
  return exitCodeOf(status);
}

const labelled = (say: Say, label: CliTextKey, value: string): string =>
  `  ${say(label)}: ${value}`;
