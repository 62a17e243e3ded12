import type { CliTextKey } from '../../contracts/texts/cli.js';
import type { Cli } from '../cli.js';
import { exitCode, type ExitCode } from '../exit-codes.js';
import { ApiError, AwayError } from '../http/api-error.js';
import type { Api } from '../http/client.js';
import type { Finding } from './finding.js';
import { checkAddress, checkHealth, checkKey, checkMailbox, checkReady } from './parts.js';
import { checkChannels, checkGaps, checkOverdue } from './people.js';

/**
 * `baton doctor`: checks every part and says what to do. Exits with 6 when a part is away, and with
 * `strict` with 1 when there is something to look after.
 */
export async function runDoctor(cli: Cli, { strict = false }): Promise<ExitCode> {
  const findings = await examine(cli);
  if (!cli.printJson({ findings }, findings)) print(cli, findings);
  if (findings.some(({ result }) => result === 'failed')) return exitCode.unavailable;
  const warned = findings.some(({ result }) => result === 'warning');
  return strict && warned ? exitCode.failed : exitCode.ok;
}

async function examine(cli: Cli): Promise<Finding[]> {
  const found = [checkAddress(cli)];
  const anyone = cli.open();
  if (anyone === undefined) return found;
  const health = await checkHealth(cli, anyone);
  found.push(health);
  if (health.result === 'failed') return found;
  found.push(...(await checkReady(cli, anyone)), await checkMailbox(cli));
  if (cli.target.key === undefined) return found;
  const api = cli.api();
  const key = await checkKey(cli, api);
  found.push(key);
  if (key.result === 'failed') return found;
  const checks: [CliTextKey, (cli: Cli, api: Api) => Promise<Finding>][] = [
    ['doctor/check/gaps', checkGaps],
    ['doctor/check/channels', checkChannels],
    ['doctor/check/overdue', checkOverdue],
  ];
  for (const [name, check] of checks) found.push(await asFinding(cli, name, check(cli, api)));
  return found;
}

/** A check that the API refuses or cannot answer is a finding too. */
async function asFinding(cli: Cli, name: CliTextKey, check: Promise<Finding>): Promise<Finding> {
  try {
    return await check;
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) {
      const detail = cli.say('doctor/denied', { code: error.problem.code });
      return { check: cli.say(name), result: 'unchecked', detail };
    }
    if (!(error instanceof ApiError || error instanceof AwayError)) throw error;
    const todo = cli.say('todo/unavailable');
    return { check: cli.say(name), result: 'failed', detail: error.message, todo };
  }
}

function print(cli: Cli, findings: readonly Finding[]): void {
  const { say, colors } = cli;
  const word = {
    unchecked: colors.dim(say('doctor/unchecked')),
    ok: colors.green(say('doctor/ok')),
    warning: colors.yellow(say('doctor/warning')),
    failed: colors.red(colors.bold(say('doctor/failed'))),
  };
  cli.printTable(
    ['head/check', 'head/result', 'head/note'],
    findings.map(({ check, result, detail }) => [check, word[result], detail]),
  );
  for (const { check, todo } of findings) {
    if (todo !== undefined) cli.print(`${check} → ${todo}`);
  }
}
