import type { z } from 'zod';
import type {
  drillAnswer,
  scenarioAnswer,
  startDrillBody,
  transcriptAnswer,
} from '../../contracts/drill/drill.js';
import type { Cli } from '../cli.js';
import { allPages, rowsMax } from '../http/all-pages.js';

type Drill = z.output<typeof drillAnswer>;
type Scenario = z.output<typeof scenarioAnswer>;
type Transcript = z.output<typeof transcriptAnswer>;

const path = '/api/v1/drills';

/** `1003` is short for `DR-1003`; ids and numbers stay as they are. */
const drillPath = (ref: string): string =>
  `${path}/${encodeURIComponent(/^\d{1,9}$/.test(ref) ? `DR-${ref}` : ref)}`;

const stageWord = ({ say }: Cli, { stage, closedAs }: Drill): string =>
  closedAs === undefined || stage !== 'closed'
    ? say(`drill/stage/${stage}`)
    : say(`drill/closed/${closedAs}`);

const namesOf = (people: readonly { name: string }[]): string =>
  people.map(({ name }) => name).join(', ');

/** `baton drill list`: what was drilled, and the scenarios there are. */
export async function listDrills(cli: Cli, { open }: { open?: boolean }): Promise<void> {
  const api = cli.api();
  const query = { ...(open && { open: true }) };
  const { items, cut } = await allPages<Drill>(api, path, { query });
  const { items: scenarios } = await api.get<{ items: Scenario[] }>('/api/v1/drill-scenarios');
  if (cli.printJson({ items, scenarios, nextCursor: null }, items)) return;
  if (items.length === 0) cli.tell(cli.say('drill/empty'));
  else {
    cli.printTable(
      [
        'drill/head/number',
        'drill/head/stage',
        'drill/head/title',
        'drill/head/leader',
        'drill/head/people',
        'drill/head/marks',
      ],
      items.map((one) => [
        one.number ?? one.id,
        stageWord(cli, one),
        one.title,
        one.leader.name,
        namesOf(one.participants),
        one.score ? `${one.score.marks}/${one.score.possible}` : '–',
      ]),
    );
  }
  if (cut) cli.tell(cli.say('drill/cut', { max: rowsMax }));
  cli.printTable(
    ['drill/head/scenario', 'drill/head/title', 'drill/head/length', 'drill/head/steps'],
    scenarios.map(({ id, title, length, steps }) => [
      id,
      title[cli.language],
      length,
      String(steps.length),
    ]),
  );
}

/** `baton drill run`. */
export async function runDrill(cli: Cli, body: z.input<typeof startDrillBody>): Promise<void> {
  const begun = await cli.api().post<Drill>(path, body);
  if (cli.printJson(begun)) return;
  const { number = begun.id, title, participants } = begun;
  cli.print(cli.say('drill/started', { number, title, people: namesOf(participants) }));
}

/** `baton drill show`: how it stands, step by step. */
export async function showDrill(cli: Cli, ref: string): Promise<void> {
  const api = cli.api();
  const one = await api.get<Drill>(drillPath(ref));
  const transcript = await api.get<Transcript>(`${drillPath(ref)}/transcript`);
  if (cli.printJson({ ...one, transcript })) return;
  const { number, title, marks, possible, percent, steps } = transcript;
  const stage = stageWord(cli, one);
  const values = { number, title, stage, marks, possible, percent };
  cli.print(cli.colors.bold(cli.say('drill/total', values)));
  cli.printTable(
    [
      'drill/head/step',
      'drill/head/result',
      'drill/head/marks',
      'drill/head/due',
      'drill/head/at',
      'drill/head/proof',
    ],
    steps.map(({ text, result, marks: given, of, due, at, proof }) => [
      text,
      one.score ? cli.say(`drill/result/${result}`) : '–',
      one.score ? `${given}/${of}` : `–/${of}`,
      cli.time(due),
      cli.time(at),
      proof ? `${proof.subject} #${proof.n} ${proof.by}` : '–',
    ]),
  );
}

/** `baton drill finish|cancel`. */
export async function giveDrillVerb(
  cli: Cli,
  { ref, verb, body }: { ref: string; verb: 'finish' | 'cancel'; body: object },
): Promise<void> {
  const after = await cli.api().post<Drill>(`${drillPath(ref)}/${verb}`, body);
  if (cli.printJson(after)) return;
  const { number = after.id } = after;
  cli.print(cli.say('drill/done', { number, stage: stageWord(cli, after) }));
}
