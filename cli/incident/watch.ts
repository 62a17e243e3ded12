import type { Cli } from '../cli.js';
import { ApiError } from '../http/api-error.js';
import { changes } from '../http/changes.js';
import { allPages } from '../http/all-pages.js';
import type { Api } from '../http/client.js';
import { incidentPath, type IncidentSummary, type TimelineLine } from './answers.js';
import { versions } from './follow.js';
import { printAfter } from './list.js';
import { actorWords, causeWords, numberOf } from './words.js';

/** `baton incident watch INC-…`: its timeline as it grows, until it is closed. */
export async function watchOne(cli: Cli, ref: string): Promise<void> {
  const api = cli.api();
  let through = 0;
  let told = false;
  for await (const now of versions(cli, { api, ref, signal: cli.world.signal })) {
    if (!told) cli.tell(cli.say('watch/started', { what: numberOf(now) }));
    told = true;
    const { items } = await allPages<TimelineLine>(api, `${incidentPath(now.id)}/timeline`);
    for (const line of items.filter(({ n }) => n > through)) printLine(cli, line);
    through = items.at(-1)?.n ?? through;
    if (now.stage === 'closed') {
      cli.tell(cli.say('watch/ended', { number: numberOf(now) }));
      return;
    }
  }
}

function printLine(cli: Cli, line: TimelineLine): void {
  if (cli.output !== 'table') return cli.world.out(`${JSON.stringify(line)}\n`);
  const cause = causeWords(cli, line);
  const because = cause === '' ? '' : cli.colors.dim(`  [${cause}]`);
  cli.print(`${cli.time(line.occurredAt)}  ${actorWords(cli, line)}  ${line.text}${because}`);
}

/** Versions remembered so that a reconnection tells nothing twice. */
const rememberedMax = 10_000;

/** `baton incident watch`: one line for every change of every incident the caller sees. */
export async function watchAll(cli: Cli): Promise<void> {
  const api = cli.api();
  const seen = new Map<string, number>();
  const onLost = (why: string, ms: number): void =>
    cli.tell(cli.say('watch/lost', { why, seconds: Math.ceil(ms / 1000) }));
  const { signal } = cli.world;
  cli.tell(cli.say('watch/started', { what: cli.say('watch/all') }));
  for await (const change of changes(api, { topic: 'incident', signal, onLost })) {
    const found =
      change.kind === 'open'
        ? (await allPages<IncidentSummary>(api, '/api/v1/incidents', { query: { open: true } }))
            .items
        : await one(api, change);
    for (const incident of found) tellIfNew(cli, seen, incident);
  }
}

function tellIfNew(cli: Cli, seen: Map<string, number>, incident: IncidentSummary): void {
  const { id, version } = incident;
  if ((seen.get(id) ?? -1) >= version) return;
  seen.delete(id);
  seen.set(id, version);
  const oldest = seen.keys().next().value;
  if (seen.size > rememberedMax && oldest !== undefined) seen.delete(oldest);
  if (cli.output === 'table') printAfter(cli, incident);
  else cli.world.out(`${JSON.stringify(incident)}\n`);
}

/** Empty where the incident is out of sight by now. */
async function one(api: Api, { id, seq }: { id: string; seq: number }): Promise<IncidentSummary[]> {
  try {
    return [await api.get<IncidentSummary>(incidentPath(id), { minSeq: seq })];
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return [];
    throw error;
  }
}
