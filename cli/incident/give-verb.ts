import type { Stage } from '../../domain/incident/state.js';
import type { IncidentVerb } from '../../domain/incident/commands.js';
import { wrongUsage } from '../cli-error.js';
import type { Cli } from '../cli.js';
import { exitCode, exitCodeOf, type ExitCode } from '../exit-codes.js';
import { incidentPath, refOf, type BulkResults, type Incident } from './answers.js';
import { waitForStage } from './follow.js';
import { printAfter } from './list.js';

export interface Given {
  verb: IncidentVerb;
  refs: readonly string[];
  body: Record<string, unknown>;
  /** Return only once this stage is reached. */
  wait?: Stage;
  timeoutMs?: number;
}

const idsMax = 100;

/** Gives a verb to one incident, or to several in one call with one result each (api.md §3). */
export async function giveVerb(cli: Cli, given: Given): Promise<ExitCode> {
  const { verb, refs, body } = given;
  if (refs.length > idsMax) throw wrongUsage('error/tooMany', { max: idsMax });
  const [only] = refs;
  if (refs.length === 1 && only !== undefined) {
    const after = await cli.api().post<Incident>(`${incidentPath(only)}/${verb}`, body);
    const shown = await waited(cli, only, given);
    const incident = shown ?? after;
    if (!cli.printJson(incident)) printAfter(cli, incident);
    return exitCode.ok;
  }
  return giveInBulk(cli, given);
}

const waited = (cli: Cli, ref: string, { wait, timeoutMs }: Given) =>
  wait === undefined
    ? undefined
    : waitForStage(cli, { ref, stage: wait, ...(timeoutMs === undefined ? {} : { timeoutMs }) });

/** Exits with the code of the first that failed. */
async function giveInBulk(cli: Cli, given: Given): Promise<ExitCode> {
  const { verb, refs, body } = given;
  const path = `/api/v1/incidents/bulk/${verb}`;
  const answer = await cli.api().post<BulkResults>(path, { ids: refs.map(refOf), ...body });
  const results: BulkResults['results'] = [];
  for (const result of answer.results) {
    const incident = result.incident && ((await waited(cli, result.id, given)) ?? result.incident);
    results.push({ ...result, ...(incident === undefined ? {} : { incident }) });
  }
  if (!cli.printJson({ results }, results)) {
    for (const { incident } of results) if (incident !== undefined) printAfter(cli, incident);
  }
  for (const { id, error } of results) {
    if (error !== undefined) cli.tell(`${id}: ${error.detail} (${error.code})`);
  }
  const failed = results.find(({ status }) => status >= 400);
  return failed === undefined ? exitCode.ok : exitCodeOf(failed.status);
}
