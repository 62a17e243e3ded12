import type { z } from 'zod';
import type { commitmentLookup } from '../../contracts/commitment/lookup.js';
import type { Cli } from '../cli.js';
import { line } from '../output/sections.js';

type Lookup = z.output<typeof commitmentLookup>;

export interface CommitmentAsked {
  service: string;
  metric: string;
  severity?: string;
  at?: string;
}

/** `baton lookup commitment`: the promise with its paper, and what is only expected apart. */
export async function lookUpCommitment(cli: Cli, asked: CommitmentAsked): Promise<void> {
  const query = { ...asked, lang: cli.language };
  const found = await cli.api().get<Lookup>('/api/v1/lookup/commitment', query);
  if (cli.printJson(found)) return;
  const { service, sentence, promised, expected } = found;
  cli.print(cli.colors.bold(`${service.name} (${service.code})`));
  cli.print(promised ? sentence : cli.colors.red(sentence));
  if (promised) paper(cli, promised);
  for (const { text, approver, reviewAt, reviewDue } of expected) {
    const told = cli.say('commitment/expected', { text, approver, at: cli.time(reviewAt) });
    cli.print(`${told}${reviewDue ? cli.say('commitment/reviewDue') : ''}`);
  }
}

function paper(cli: Cli, promised: NonNullable<Lookup['promised']>): void {
  const { document, clause, confirmedBy, confirmedAt, effectiveFrom, effectiveTo } = promised;
  line(cli, 'commitment/document', document ?? undefined);
  line(cli, 'commitment/clause', clause ?? undefined);
  const by = { who: confirmedBy.join(', '), at: cli.time(confirmedAt) };
  line(cli, 'commitment/confirmed', cli.say('commitment/by', by));
  const span = { from: cli.time(effectiveFrom), until: cli.time(effectiveTo) };
  line(cli, 'commitment/force', cli.say('commitment/span', span));
}
