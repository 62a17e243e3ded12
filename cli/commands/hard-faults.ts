import type { z } from 'zod';
import type { hardFaultAnswer } from '../../contracts/hard-fault/hard-fault.js';
import type { Cli } from '../cli.js';
import { allPages } from '../http/all-pages.js';
import { refOf } from '../incident/answers.js';

type HardFault = z.output<typeof hardFaultAnswer>;

const path = '/api/v1/hard-faults';
const onePath = (id: string, verb: string): string => `${path}/${encodeURIComponent(id)}/${verb}`;
const nameOf = ({ number, id }: Pick<HardFault, 'number' | 'id'>): string => number ?? id;

/** `baton hard-fault list`: those under way, with who holds them and when a step is due. */
export async function listHardFaults(cli: Cli, { all = false }: { all?: boolean }): Promise<void> {
  const query = all ? {} : { open: 'true' };
  const { items } = await allPages<HardFault>(cli.api(), path, { query });
  if (cli.printJson({ items }, items)) return;
  if (items.length === 0) return cli.tell(cli.say('hardFault/none'));
  const heads = ['number', 'title', 'holder', 'steps', 'missed', 'due'] as const;
  cli.printTable(
    heads.map((head) => `hardFault/head/${head}` as const),
    items.map((fault) => [
      nameOf(fault),
      fault.title,
      fault.holder.name ?? fault.holder.person ?? '–',
      String(fault.steps),
      String(fault.missed),
      cli.time(fault.stepDueAt),
    ]),
  );
}

export interface Opening {
  lead: string;
  reason: string;
  supplier?: string[];
}

/** `baton hard-fault open`: the track of an incident. */
export async function openHardFault(
  cli: Cli,
  incident: string,
  { lead, reason, supplier }: Opening,
): Promise<void> {
  const body = {
    incident: refOf(incident),
    lead,
    reason,
    ...(supplier && { suppliers: supplier }),
  };
  const made = await cli.api().post<HardFault>(path, body);
  if (cli.printJson(made)) return;
  const { basis = '–' } = made as Partial<HardFault>;
  const values = { number: nameOf(made), basis, due: cli.time(made.stepDueAt) };
  cli.print(cli.say('hardFault/opened', values));
}

/** `baton hard-fault step`: what was done, and what comes next. */
export async function stepHardFault(
  cli: Cli,
  id: string,
  body: { text: string; next: string },
): Promise<void> {
  const after = await cli.api().post<HardFault>(onePath(id, 'step'), body);
  if (cli.printJson(after)) return;
  const values = { number: nameOf(after), steps: after.steps, due: cli.time(after.stepDueAt) };
  cli.print(cli.say('hardFault/stepped', values));
}

/** `baton hard-fault exit`: to a problem, and an article or why none is needed. */
export async function exitHardFault(
  cli: Cli,
  id: string,
  body: { problem: string; article?: string; none?: string },
): Promise<void> {
  const after = await cli.api().post<HardFault>(onePath(id, 'exit'), body);
  if (cli.printJson(after)) return;
  cli.print(cli.say('hardFault/ended', { number: nameOf(after) }));
}
