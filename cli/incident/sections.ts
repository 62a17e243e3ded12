import { clockState } from '../../domain/clock.js';
import type { CliTextKey } from '../../contracts/texts/cli.js';
import type { Cli } from '../cli.js';
import { line, title } from '../output/sections.js';
import { showDuration } from '../output/times.js';
import type { Alert, Delivery, Incident, LadderView, TimelineLine } from './answers.js';
import { actorWords, causeWords, type Names } from './words.js';

export function printClocks(cli: Cli, { clocks }: Incident): void {
  const { say, time, colors } = cli;
  title(cli, 'show/clocks');
  if (clocks.length === 0) return cli.print(say('show/none'));
  const now = cli.world.now();
  const rows = clocks.map(({ obligation, startAt, dueAt, stoppedAt }) => {
    const stopped = stoppedAt === undefined ? {} : { stoppedAt: Date.parse(stoppedAt) };
    const state = clockState({ dueAt: Date.parse(dueAt), ...stopped }, now);
    const word = say(`clock/${state}`);
    const late = state === 'overdue' || state === 'late';
    return [
      obligationWord(cli, obligation),
      time(startAt),
      time(dueAt),
      time(stoppedAt),
      late ? colors.red(word) : word,
    ];
  });
  cli.printTable(['head/clock', 'head/start', 'head/due', 'head/stopped', 'head/state'], rows);
}

/** Obligations of later processes show under their own name. */
export function obligationWord({ say }: Pick<Cli, 'say'>, obligation: string): string {
  const key = `obligation/${obligation}` as CliTextKey;
  const word = say(key);
  return word === `cli/${key}` ? obligation : word;
}

export function printLadder(cli: Cli, it: Incident, view: LadderView): void {
  const { say, time, colors, language } = cli;
  const { id, version, name } = view.policy;
  const named = name?.[language] ?? id;
  line(cli, 'show/policy', say('show/policyIs', { name: named, id, version }));
  if (it.stage === 'closed') cli.print(say('show/ladderStill'));
  else if (view.heldUntil) cli.print(say('show/ladderHeld', { until: time(view.heldUntil) }));
  else if (view.next) {
    const { rung, due } = view.next;
    cli.print(say('show/ladderNext', { rung, due: time(due) }));
  } else cli.print(say('show/ladderStill'));
  const rows = view.rungs.map((rung) => [
    String(rung.rung),
    time(rung.due),
    rung.state === 'fired' ? colors.yellow(say('rung/fired')) : say(`rung/${rung.state}`),
    rung.targets.map((one) => `${targetWord(cli, one.kind)} ${one.name ?? one.id}`).join(', '),
    rung.people.map((one) => one.name ?? one.id).join(', ') || '–',
  ]);
  cli.printTable(['head/rung', 'head/due', 'head/state', 'head/targets', 'head/people'], rows);
}

const targetWord = ({ say }: Cli, kind: string): string =>
  kind === 'person' || kind === 'team' || kind === 'schedule' || kind === 'duty'
    ? say(`target/${kind}`)
    : kind;

/** The lines with their causes; used by `timeline` and `watch` too. */
export function printTimeline(
  cli: Cli,
  lines: readonly TimelineLine[],
  names: Names = new Map(),
): void {
  const rows = lines.map((one) => [
    String(one.n),
    cli.time(one.occurredAt),
    actorWords(cli, one, names),
    one.text,
    cli.colors.dim(causeWords(cli, one)),
  ]);
  cli.printTable(['head/line', 'head/time', 'head/who', 'head/what', 'head/cause'], rows);
}

export function printDeliveries(cli: Cli, deliveries: readonly Delivery[]): void {
  const { say, time, colors } = cli;
  const rows = deliveries.map((one) => {
    const word = say(`delivery/${one.state}`);
    const notes = [
      ...(one.possiblyRepeated ? [colors.yellow(say('delivered/repeated'))] : []),
      ...(one.why === undefined ? [] : [one.why]),
    ];
    return [
      one.person.name ?? one.person.id,
      one.channel,
      Object.values(one.address).join(' '),
      one.state === 'failed' ? colors.red(word) : word,
      time(one.dueAt),
      time(one.acceptedAt ?? one.deliveredAt),
      latenessWord(cli, one.latenessMs),
      say('delivered/attempts', { attempts: one.attempts.length }),
      notes.join(', '),
    ];
  });
  cli.printTable(
    [
      'head/person',
      'head/channel',
      'head/address',
      'head/state',
      'head/due',
      'head/accepted',
      'head/lateness',
      'head/attempts',
      'head/note',
    ],
    rows,
  );
}

const secondsShownBelowMs = 60_000;

export function latenessWord({ say }: Pick<Cli, 'say'>, ms: number | undefined): string {
  if (ms === undefined) return '–';
  if (ms >= secondsShownBelowMs) return showDuration(ms);
  return say('delivered/seconds', { seconds: (ms / 1000).toFixed(1) });
}

export function printAlerts(cli: Cli, alerts: readonly Alert[]): void {
  const { say } = cli;
  const text = (value: Alert['data'][string] | undefined): string =>
    value === undefined || value === null ? '–' : String(value);
  const rows = alerts.map(({ key, data }) => [
    text(data['title']),
    text(data['dedupKey'] ?? key),
    say(data['open'] === true ? 'alert/open' : 'alert/recovered'),
    text(data['count']),
  ]);
  cli.printTable(['head/alert', 'head/id', 'head/state', 'head/count'], rows);
}
