import type { Stage } from '../../domain/incident/state.js';
import { CliError } from '../cli-error.js';
import type { Cli } from '../cli.js';
import { changes } from '../http/changes.js';
import type { Api } from '../http/client.js';
import { incidentPath, stages, type Incident } from './answers.js';
import { numberOf } from './words.js';

/** How long `--wait` waits where no `--timeout` says otherwise. */
export const waitDefaultMs = 10 * 60_000;

interface Following {
  api: Api;
  ref: string;
  signal: AbortSignal;
}

/** The incident as it is and after each of its changes, each version once. */
export async function* versions(
  cli: Cli,
  { api, ref, signal }: Following,
): AsyncGenerator<Incident> {
  const { id } = await api.get<Incident>(incidentPath(ref));
  const onLost = (why: string, ms: number): void =>
    cli.tell(cli.say('watch/lost', { why, seconds: Math.ceil(ms / 1000) }));
  let seen = -1;
  for await (const change of changes(api, { topic: `incident:${id}`, signal, onLost })) {
    if (change.kind === 'changed' && change.seq <= seen) continue;
    const minSeq = change.kind === 'changed' ? change.seq : undefined;
    const now = await api.get<Incident>(incidentPath(id), { minSeq });
    if (now.version === seen) continue;
    seen = now.version;
    yield now;
  }
}

const rank = (stage: Stage): number => stages.indexOf(stage);

/**
 * Waits until the incident has reached `stage` or a later one.
 * @throws CliError when `timeoutMs` is over first
 */
export async function waitForStage(
  cli: Cli,
  { ref, stage, timeoutMs = waitDefaultMs }: { ref: string; stage: Stage; timeoutMs?: number },
): Promise<Incident> {
  const signal = AbortSignal.any([cli.world.signal, AbortSignal.timeout(timeoutMs)]);
  let last: Incident | undefined;
  for await (const now of versions(cli, { api: cli.api(), ref, signal })) {
    last = now;
    if (rank(now.stage) >= rank(stage)) return now;
  }
  cli.world.signal.throwIfAborted();
  throw new CliError('watch/late', {
    number: last === undefined ? ref : numberOf(last),
    stage: cli.say(`stage/${stage}`),
    now: last === undefined ? '–' : cli.say(`stage/${last.stage}`),
    seconds: Math.round(timeoutMs / 1000),
  });
}
