import type { Cli } from '../cli.js';
import type { IncidentSummary, TimelineLine } from './answers.js';

type Shown = Pick<Cli, 'say' | 'colors'>;

export function severityWord(
  { say, colors }: Shown,
  severity: IncidentSummary['severity'],
): string {
  const word = say(`severity/${severity}`);
  if (severity === 'critical') return colors.red(colors.bold(word));
  if (severity === 'error') return colors.red(word);
  return severity === 'warning' ? colors.yellow(word) : word;
}

export function stageWord(
  { say, colors }: Shown,
  { stage, closedAs }: Pick<IncidentSummary, 'stage' | 'closedAs'>,
): string {
  const word = say(`stage/${stage}`);
  if (stage === 'closed') {
    const how = closedAs === undefined ? '' : ` · ${say(`closedAs/${closedAs}`)}`;
    return colors.dim(`${word}${how}`);
  }
  if (stage === 'detected') return colors.red(word);
  return stage === 'responding' ? colors.yellow(word) : colors.green(word);
}

export const holderWord = ({ holder }: Pick<IncidentSummary, 'holder'>): string =>
  holder.name ?? holder.person ?? holder.duty ?? '–';

export const numberOf = ({ number, id }: Pick<IncidentSummary, 'number' | 'id'>): string =>
  number ?? id;

const rungCause = /^(respond|overdue|holder)(?:\/(\d{1,3}))?$/;
const pageCause = /^[pd]\d{1,6}$/;
const verbCause = /^[a-z]{1,20}$/;
const shownChars = 16;

/** What made a line happen, in words: a rung, a command, a page, another incident, an event. */
export function causeWords({ say }: Pick<Cli, 'say'>, line: TimelineLine): string {
  const { cause, actor } = line;
  if (cause === undefined) return '';
  const [, name, rung] = rungCause.exec(cause) ?? [];
  if (name !== undefined) {
    const ladder = say(`cause/ladders/${name as 'respond' | 'overdue' | 'holder'}`);
    return rung === undefined
      ? say('cause/ladder', { ladder })
      : say('cause/rung', { ladder, rung });
  }
  if (pageCause.test(cause)) return say('cause/page', { page: cause });
  if (cause.startsWith('inc_')) return say('cause/incident', { id: cause });
  if (verbCause.test(cause) && actor.kind !== 'integration') {
    return say(actor.kind === 'link' ? 'cause/link' : 'cause/command', { verb: cause });
  }
  const id = cause.length > shownChars ? `${cause.slice(0, shownChars - 1)}…` : cause;
  return say('cause/event', { id });
}

/** Names by id, where the reader knows more of them than an answer tells. */
export type Names = ReadonlyMap<string, string>;

export function actorWords(
  { say }: Pick<Cli, 'say'>,
  { actor }: TimelineLine,
  names: Names = new Map(),
): string {
  const name = actor.name ?? names.get(actor.id) ?? actor.id;
  if (actor.kind === 'system') return say('actor/system');
  if (actor.kind === 'link') return say('actor/link', { name });
  return actor.kind === 'integration' ? say('actor/integration', { name }) : name;
}
