import type { Cli } from '../cli.js';
import { line } from '../output/sections.js';
import { incidentPath, type ClockLine, type Incident } from './answers.js';
import { factsOf } from './facts.js';

export interface GradeOptions {
  fact?: string[];
  domain?: string[];
  level?: string;
  impactClass?: string;
  reason?: string;
}

/** `baton incident grade`: facts in, the level that stands out, and what waits for a second person. */
export async function gradeIncident(cli: Cli, ref: string, options: GradeOptions): Promise<void> {
  const { fact, domain, level, impactClass, reason } = options;
  const body = {
    ...(fact && { facts: factsOf(fact) }),
    ...(domain && { domains: domain }),
    ...(level !== undefined && { level }),
    ...(impactClass !== undefined && { impactClass }),
    ...(reason !== undefined && { reason }),
  };
  const after = await cli.api().post<Incident>(`${incidentPath(ref)}/grade`, body);
  if (cli.printJson(after)) return;
  printGrading(cli, after);
}

function printGrading(cli: Cli, { number = '', grading, proposals = [] }: Incident): void {
  const { say } = cli;
  if (grading) {
    const { level, status } = grading;
    const word = say(`grading/status/${status}`);
    cli.print(say('grading/graded', { number, level, status: word }));
  }
  for (const { id, to } of proposals) cli.print(say('grading/proposed', { id, to }));
}

export interface ReviewOptions {
  cause: string;
  action?: string[];
  article?: string;
  withoutArticle?: string;
}

/** `baton incident review`: what was learnt, and where it is written down. */
export async function reviewIncident(cli: Cli, ref: string, options: ReviewOptions): Promise<void> {
  const { cause, action = [], article, withoutArticle } = options;
  const knowledge =
    article === undefined
      ? withoutArticle === undefined
        ? {}
        : { knowledge: { none: withoutArticle } }
      : { knowledge: { link: article } };
  const body = { cause, actions: action.map((text) => ({ text })), ...knowledge };
  const after = await cli.api().post<Incident>(`${incidentPath(ref)}/review`, body);
  if (!cli.printJson(after)) printGrading(cli, after);
}

/** The level, what it stands on, and who commands; nothing for an incident that is not graded. */
export function gradingLines(cli: Cli, { grading, commander }: Incident): void {
  if (grading) {
    const { level, status, criteria = [] } = grading;
    const hit =
      criteria.length === 0
        ? ''
        : ` · ${cli.say('grading/criteria', { criteria: criteria.join(' ') })}`;
    line(cli, 'grading/level', `${level} (${cli.say(`grading/status/${status}`)})${hit}`);
  }
  line(cli, 'grading/commander', commander);
}

/** `baton incident clocks`: every due time with the steps that lead to it (R11). */
export async function showClocks(cli: Cli, ref: string): Promise<void> {
  const { items } = await cli.api().get<{ items: ClockLine[] }>(`${incidentPath(ref)}/clocks`);
  if (cli.printJson({ items }, items)) return;
  for (const { obligation, dueAt, state, steps = [] } of items) {
    const due = cli.say('grading/due', { due: cli.time(dueAt) });
    cli.print(`${cli.colors.bold(obligation)} · ${cli.say(`clock/${state}`)} · ${due}`);
    for (const step of steps) cli.print(`  ${step.text}`);
  }
}
