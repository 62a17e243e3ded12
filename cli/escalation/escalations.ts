import type { z } from 'zod';
import type { escalation, minutesAnswer } from '../../contracts/escalation/answers.js';
import type { Cli } from '../cli.js';
import { CliError } from '../cli-error.js';
import { exitCode } from '../exit-codes.js';
import { allPages } from '../http/all-pages.js';
import { refOf as incidentRefOf, type TimelineLine } from '../incident/answers.js';
import { printTimeline } from '../incident/sections.js';

type Chain = z.output<typeof escalation>;
type Minutes = z.output<typeof minutesAnswer>;

const path = '/api/v1/escalations';

/** `17` is short for `ESC-17`; ids and numbers stay as they are. */
const refOf = (text: string): string => (/^\d{1,9}$/.test(text) ? `ESC-${text}` : text);

const chainPath = (ref: string): string => `${path}/${encodeURIComponent(refOf(ref))}`;

const kinds: Record<string, 'department' | 'supplier' | 'person'> = {
  ...{ department: 'department', supplier: 'supplier', person: 'person' },
  ...{ dep_: 'department', sps_: 'supplier', per_: 'person' },
};

/** `department:ID`, or an id whose prefix says what it is. */
export function partyIn(value: string): { kind: string; id: string } {
  const [, named, id] = /^(department|supplier|person):(.+)$/.exec(value) ?? [];
  const kind = kinds[named ?? value.slice(0, 4)];
  if (!kind) throw new CliError('chain/badParty', { value }, exitCode.usage);
  return { kind, id: id ?? value };
}

const dueOf = (cli: Cli, { waitingFor }: Chain): string => cli.time(waitingFor?.due);
const holderOf = ({ holder }: Chain): string => holder.name ?? holder.person ?? '–';

function printChains(cli: Cli, items: readonly Chain[]): void {
  if (items.length === 0) return cli.tell(cli.say('chain/empty'));
  const heads = ['number', 'stage', 'priority', 'party', 'holder', 'due', 'title'] as const;
  cli.printTable(
    heads.map((head) => `chain/head/${head}` as const),
    items.map((one) => [
      one.number ?? one.id,
      cli.say(`chain/stage/${one.stage}`),
      one.priority,
      one.legs.at(-1)?.name ?? '–',
      ...[holderOf(one), dueOf(cli, one), one.title],
    ]),
  );
}

/** `baton escalation list`. */
export async function listChains(
  cli: Cli,
  { open, about }: { open?: boolean; about?: string },
): Promise<void> {
  const query = { ...(open && { open: true }), ...(about !== undefined && { about }) };
  const { items } = await allPages<Chain>(cli.api(), path, { query });
  if (!cli.printJson({ items }, items)) printChains(cli, items);
}

/** What became of a command, in one line. */
function printAfter(cli: Cli, one: Chain): void {
  if (cli.printJson(one)) return;
  cli.print(
    cli.say('chain/done', {
      number: one.number ?? one.id,
      stage: cli.say(`chain/stage/${one.stage}`),
      holder: holderOf(one),
      due: dueOf(cli, one),
    }),
  );
  const next = one.stage === 'asked' ? one.supplier?.next : undefined;
  if (next) cli.print(cli.say('chain/next', { name: next.name ?? next.kind, value: next.value }));
}

/** `baton escalate <incident>`. */
export async function openChain(
  cli: Cli,
  { incident, to, ...body }: { incident: string; to: string } & Record<string, unknown>,
): Promise<void> {
  const asked = { subject: incidentRefOf(incident), to: partyIn(to), ...body };
  printAfter(cli, await cli.api().post<Chain>(path, asked));
}

/** A verb of a chain. */
export async function giveChainVerb(
  cli: Cli,
  { ref, verb, body }: { ref: string; verb: string; body: Record<string, unknown> },
): Promise<void> {
  const { to, ...rest } = body;
  const given = typeof to === 'string' ? { ...rest, to: partyIn(to) } : rest;
  printAfter(cli, await cli.api().post<Chain>(`${chainPath(ref)}/${verb}`, given));
}

/** `baton escalation show`. */
export async function showChain(cli: Cli, ref: string): Promise<void> {
  const api = cli.api();
  const chain = await api.get<Chain>(chainPath(ref));
  const { items } = await allPages<TimelineLine>(api, `${chainPath(ref)}/timeline`, { query: {} });
  if (cli.printJson({ chain, timeline: items })) return;
  printChains(cli, [chain]);
  printLegs(cli, chain);
  const { supplier } = chain;
  if (supplier?.ref !== undefined) {
    const values = { name: supplier.name, ref: supplier.ref };
    const times = { from: cli.time(supplier.followUpAt), due: cli.time(supplier.dueAt) };
    cli.print(cli.say('chain/supplier', { ...values, ...times }));
  }
  printTimeline(cli, items);
}

function printLegs(cli: Cli, { legs }: Chain): void {
  const heads = ['party', 'opened', 'accepted', 'ended', 'outcome', 'silences'] as const;
  cli.printTable(
    heads.map((head) => `chain/head/${head}` as const),
    legs.map((leg) => [
      leg.name,
      ...[cli.time(leg.openedAt), cli.time(leg.acceptedAt), cli.time(leg.endedAt)],
      [leg.ended && cli.say(`chain/ended/${leg.ended}`), leg.late && cli.say('chain/late')]
        .filter(Boolean)
        .join(' · ') || '–',
      String(leg.silences),
    ]),
  );
}

/** `baton escalation minutes`. */
export async function showMinutes(cli: Cli, ref: string): Promise<void> {
  const minutes = await cli.api().get<Minutes>(`${chainPath(ref)}/minutes`);
  if (cli.printJson(minutes, minutes.items)) return;
  const heads = ['person', 'party', 'since', 'minutes'] as const;
  cli.printTable(
    heads.map((head) => `chain/head/${head}` as const),
    minutes.items.map((one) => [
      ...[one.person.name, one.party.name, cli.time(one.since), String(one.minutes)],
    ]),
  );
}

/** `baton escalation evidence`: as data, for a page open it in the browser. */
export async function showEvidence(cli: Cli, ref: string): Promise<void> {
  const pack = await cli.api().get<object>(`${chainPath(ref)}/evidence`);
  if (!cli.printJson(pack)) cli.world.out(`${JSON.stringify(pack, null, 2)}\n`);
}
