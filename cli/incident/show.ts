import type { CliTextKey } from '../../contracts/texts/cli.js';
import type { Cli } from '../cli.js';
import { gradingLines } from './grading.js';
import type { Rows } from '../http/all-pages.js';
import { line, title } from '../output/sections.js';
import { showZone } from '../output/times.js';
import type { Incident } from './answers.js';
import {
  printAlerts,
  printClocks,
  printDeliveries,
  printLadder,
  printTimeline,
} from './sections.js';
import { isHidden, readStory, type Hidden, type Story } from './story.js';
import { holderWord, numberOf, severityWord, stageWord } from './words.js';

/** `baton incident show`: who holds it, until when, who was and will be paged, what happened and why. */
export async function showIncident(cli: Cli, ref: string): Promise<void> {
  const story = await readStory(cli.api(), ref);
  if (cli.printJson(plainStory(story))) return;
  printStory(cli, story);
}

/** The story as data: lists as lists, hidden parts as null. */
function plainStory({ incident, ladder, timeline, deliveries, alerts }: Story): object {
  const items = <T>(part: Rows<T> | Hidden) => (isHidden(part) ? null : part.items);
  return {
    incident,
    ladder: isHidden(ladder) ? null : ladder,
    timeline: items(timeline),
    deliveries: items(deliveries),
    alerts: items(alerts),
  };
}

export function printStory(cli: Cli, story: Story): void {
  const { incident, ladder, timeline, deliveries, alerts } = story;
  const names = namesIn(story);
  printHeader(cli, incident, names);
  printClocks(cli, incident);
  printPart(cli, ['show/ladder', ladder], (view) => printLadder(cli, incident, view));
  printRows(cli, ['show/timeline', timeline], (lines) => printTimeline(cli, lines, names));
  printRows(cli, ['show/deliveries', deliveries], (rows) => printDeliveries(cli, rows));
  printRows(cli, ['show/alerts', alerts], (rows) => printAlerts(cli, rows));
}

function namesIn({ incident, ladder, timeline, deliveries }: Story): Map<string, string> {
  const { person, name } = incident.holder;
  const people = [
    ...(isHidden(ladder) ? [] : ladder.rungs.flatMap((rung) => rung.people)),
    ...(isHidden(deliveries) ? [] : deliveries.items.map((row) => row.person)),
    ...(isHidden(timeline) ? [] : timeline.items.map(({ actor }) => actor)),
    ...(person === undefined ? [] : [{ id: person, name }]),
    { id: incident.source.id, name: incident.source.name },
  ];
  return new Map(people.flatMap((one) => (one.name === undefined ? [] : [[one.id, one.name]])));
}

function printHeader(cli: Cli, it: Incident, names: ReadonlyMap<string, string>): void {
  const { say, colors, time } = cli;
  const named = (id: string): string => names.get(id) ?? id;
  const drill = it.drill ? ` [${say('show/drill')}]` : '';
  const impact = say(`impact/${it.impactClass}`);
  const where = `${stageWord(cli, it)} · ${severityWord(cli, it.severity)} · ${impact}${drill}`;
  cli.print(`${colors.bold(numberOf(it))}  ${colors.bold(it.title)}`);
  cli.print(where);
  const { person } = it.holder;
  const id = person === undefined ? '' : ` (${person})`;
  const since = say('show/since', { time: time(it.holder.since) });
  line(cli, 'show/holder', `${colors.bold(holderWord(it))}${id}, ${since}`);
  gradingLines(cli, it);
  const { offer, promise, waiting } = it;
  if (offer) {
    const values = { to: named(offer.to), expires: time(offer.expires) };
    line(cli, 'show/offer', say('show/offered', values));
  }
  if (promise) {
    const values = { by: named(promise.by), until: time(promise.until) };
    line(cli, 'show/promise', say('show/promised', values));
  }
  if (waiting) {
    const { on, until, reason } = waiting;
    const values = { on: say(`wait/${on}`), until: time(until), reason };
    line(cli, 'show/waiting', say('show/waits', values));
  }
  printFacts(cli, it);
}

function printFacts(cli: Cli, it: Incident): void {
  const { say, world } = cli;
  const named = (ref: { id: string; name: string } | undefined) => ref && `${ref.name} (${ref.id})`;
  line(cli, 'show/service', named(it.service));
  line(cli, 'show/site', named(it.site));
  line(cli, 'show/department', named(it.department));
  line(cli, 'show/source', say(`show/sourceIs/${it.source.kind}`, { name: it.source.name }));
  line(cli, 'show/parent', it.parent && `${it.parent.title} (${it.parent.id})`);
  line(cli, 'show/children', it.children > 0 ? String(it.children) : undefined);
  line(cli, 'show/mergedInto', it.mergedInto);
  line(cli, 'show/alerts', it.alerts.total > 0 ? say('show/alertsAre', it.alerts) : undefined);
  line(cli, 'show/description', it.description);
  cli.print(cli.colors.dim(say('show/zone', { zone: showZone(world.zone, world.now()) })));
}

function printPart<T extends object>(
  cli: Cli,
  [heading, part]: [CliTextKey, T | Hidden],
  print: (part: T) => void,
): void {
  title(cli, heading);
  if (isHidden(part)) cli.print(cli.say('show/hidden', { code: part.hidden }));
  else print(part);
}

function printRows<T>(
  cli: Cli,
  [heading, part]: [CliTextKey, Rows<T> | Hidden],
  print: (rows: T[]) => void,
): void {
  printPart<Rows<T>>(cli, [heading, part], ({ items, cut }) => {
    if (items.length === 0) cli.print(cli.say('show/none'));
    else print(items);
    if (cut) cli.tell(cli.say('show/more', { shown: items.length }));
  });
}
