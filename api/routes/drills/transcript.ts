import type { z } from 'zod';

import type { transcriptAnswer } from '../../../contracts/drill/drill.js';
import { text, type Language } from '../../../contracts/text.js';
import { shortNumberOf } from '../../../contracts/names.js';
import type { DrillView } from '../../../domain/drill/view.js';
import type { Result, ScoredStep } from '../../../domain/drill/score.js';
import { linesNamed } from '../../../records/drill/proofs.js';
import { namesIn } from '../../../records/incident/timeline.js';
import type { FoundProcess } from '../../../records/process/read.js';
import { scaleOf } from '../../../records/scale/scale.js';
import { escapeHtml, htmlPage } from '../../pages/html.js';
import type { RawCall } from '../../route.js';
import { lineText } from '../incidents/timeline.js';

export type Transcript = z.input<typeof transcriptAnswer>;

const unscored = (id: string): ScoredStep => ({ id, result: 'missing', marks: 0 });

/** Reads the lines that prove what was scored, and says all of it in the caller's language. */
export async function transcriptOf(
  { db, deps, language }: Pick<RawCall, 'db' | 'deps' | 'language'>,
  { id, number, view }: FoundProcess<DrillView>,
): Promise<Transcript> {
  const { score, steps, title, scenario, leader, participants, startedAt, closedAt } = view;
  const lines = await linesNamed(db, score?.steps.flatMap(({ line }) => line ?? []) ?? []);
  const about = lines.map((line) => ({ ...line, with: { ...line.with, about: line.subject } }));
  const names = await namesIn(db, about, language);
  const scale = await scaleOf(deps.database, id);
  const { marks = 0, possible = steps.reduce((sum, step) => sum + step.marks, 0) } = score ?? {};
  return {
    drill: id,
    number: shortNumberOf('drill', number),
    ...{ title, scenario, leader, participants, startedAt },
    ...(closedAt !== undefined && { closedAt }),
    ...(scale && { scale: scale.factor }),
    ...{ marks, possible, percent: possible === 0 ? 0 : Math.round((marks * 100) / possible) },
    steps: steps.map((step) => {
      const done = score?.steps.find((one) => one.id === step.id) ?? unscored(step.id);
      const { result, marks: given, due, at, line } = done;
      const proof = lines.find(({ subject, n }) => subject === line?.subject && n === line.n);
      return {
        ...{ id: step.id, text: step.text[language], result, marks: given, of: step.marks },
        ...(due !== undefined && { due }),
        ...(at !== undefined && { at }),
        ...(proof && {
          proof: {
            subject: names.get(proof.subject) ?? proof.subject,
            n: proof.n,
            text: lineText(proof, { names, language, zone: deps.settings.zone }),
            by: names.get(proof.actor.person ?? proof.actor.id) ?? proof.actor.id,
          },
        }),
      };
    }),
  };
}

const moment = (at: number | Date | undefined): string =>
  at === undefined ? '–' : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const marksOf: Record<Result, string> = { done: '✓', late: '◐', wrong: '✗', missing: '–' };

/** The transcript as a page to print. */
export function transcriptPage(transcript: Transcript, language: Language): string {
  const say = (key: string, values = {}): string =>
    escapeHtml(text(language, `drill/${key}`, values));
  const { number, title, leader, participants, marks, possible, percent } = transcript;
  const rows = transcript.steps.map(({ text: asked, result, marks: given, of, due, at, proof }) => {
    const proved = proof ? `${proof.subject} #${proof.n} ${proof.by}: ${proof.text}` : '–';
    const cells = [
      escapeHtml(asked),
      `${marksOf[result]} ${say(`result/${result}`)}`,
      `${given} / ${of}`,
      moment(due),
      moment(at),
      escapeHtml(proved),
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const heads = ['step', 'result_head', 'marks', 'due', 'at', 'proof'].map(
    (head) => `<th>${say(`head/${head}`)}</th>`,
  );
  const people = participants.map(({ name }) => name).join(', ');
  const facts = [
    say('led_by', { leader: leader.name }),
    say('played_by', { people }),
    say('ran', { from: moment(transcript.startedAt), until: moment(transcript.closedAt) }),
    ...(transcript.scale === undefined ? [] : [say('scaled', { factor: transcript.scale })]),
  ];
  const body = [
    `<h1>${escapeHtml(number)} ${escapeHtml(title)}</h1>`,
    `<p><strong>${say('total', { marks, possible, percent })}</strong></p>`,
    ...facts.map((fact) => `<p class="fact">${fact}</p>`),
    `<table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
  ].join('\n');
  return htmlPage({ language, title: `${number} ${title}`, body });
}
