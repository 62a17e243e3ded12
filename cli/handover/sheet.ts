import type { z } from 'zod';
import type { sheetAnswer } from '../../contracts/handover/sheet.js';
import type { Cli } from '../cli.js';
import { handoverPath } from './handovers.js';

type Sheet = z.output<typeof sheetAnswer>;

/** `baton handover sheet`: the verdicts, the gates and the signatures; the page is in the API. */
export async function showSheet(cli: Cli, ref: string): Promise<void> {
  const api = cli.api();
  const at = `${handoverPath(ref)}/sheet`;
  const shown = await api.get<Sheet>(at, { format: 'json' });
  if (cli.printJson(shown)) return;
  const { hash, sheet, signatures } = shown;
  const { number, title } = sheet;
  cli.print(cli.say('handover/sheet', { number, title, hash: hash ?? '–' }));
  const heads = ['key', 'name', 'state', 'provider', 'verifier'] as const;
  cli.printTable(
    heads.map((head) => `handover/head/${head}` as const),
    sheet.sections.flatMap(({ items }) =>
      items.map((item) => [
        ...[item.key, item.name[cli.language], cli.say(`handover/state/${item.state}`)],
        ...[item.provider ?? '–', item.verifier ?? '–'],
      ]),
    ),
  );
  cli.printTable(
    (['party', 'by', 'at', 'decision'] as const).map((head) => `handover/head/${head}` as const),
    signatures.map(({ party, by, at: when, decision }) => [
      ...[cli.say(`handover/party/${party}`), by, cli.time(when)],
      cli.say(`handover/decision/${decision}`),
    ]),
  );
  cli.print(cli.say('handover/page', { url: `${api.url}${at}` }));
}
