import type { z } from 'zod';
import type { gapAnswer, gapCheckAnswer } from '../../contracts/commitment/gaps.js';
import { text } from '../../contracts/text.js';
import type { Cli } from '../cli.js';
import { allPages } from '../http/all-pages.js';

type Gap = z.output<typeof gapAnswer>;
type Checked = z.output<typeof gapCheckAnswer>;

export interface GapsAsked {
  service?: string;
  status: string;
}

/** `baton gap check`: computes gaps and explains each step by step. */
export async function checkGaps(cli: Cli, service: string | undefined): Promise<void> {
  const path = `/api/v1/gaps/check?lang=${cli.language}`;
  const body = service === undefined ? {} : { service };
  const checked = await cli.api().post<Checked>(path, body);
  if (cli.printJson(checked, checked.items)) return;
  for (const gap of checked.items) explain(cli, gap);
  const { services, closed, items, more } = checked;
  cli.tell(cli.say('commitment/checked', { services, count: items.length, closed }));
  if (more) cli.tell(cli.say('commitment/more'));
}

/** `baton gap list`: the gaps as they are stored. */
export async function listGaps(cli: Cli, { service, status }: GapsAsked): Promise<void> {
  const query = { service, status, lang: cli.language };
  const { items } = await allPages<Gap>(cli.api(), '/api/v1/gaps', { query });
  if (cli.printJson({ items }, items)) return;
  if (items.length === 0) return cli.tell(cli.say('commitment/none'));
  cli.printTable(
    ['service', 'kind', 'metric', 'gap', 'exposure', 'status', 'id'].map(
      (head) => `commitment/head/${head}` as 'commitment/head/id',
    ),
    items.map((gap) => [
      `${gap.service.name} (${gap.service.code})`,
      text(cli.language, `gap/kind/${gap.kind}`),
      gap.metric,
      figure(gap),
      gap.exposure ? `${gap.exposure.minor / 100} ${gap.exposure.currency}` : '–',
      text(cli.language, `gap/status/${gap.status}`),
      gap.id,
    ]),
  );
}

const figure = ({ value, unit }: Gap): string => `${value} ${unit}`.trim();

function explain(cli: Cli, gap: Gap): void {
  const kind = text(cli.language, `gap/kind/${gap.kind}`);
  const { service, metric } = gap;
  cli.print(
    cli.colors.bold(`${service.name} (${service.code}) · ${metric} · ${kind}: ${figure(gap)}`),
  );
  for (const step of gap.explanation) cli.print(`  ${step}`);
}
