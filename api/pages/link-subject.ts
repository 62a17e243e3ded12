import { idPrefix, shortNumberOf } from '../../contracts/names.js';
import { text, type Language } from '../../contracts/text.js';
import type { Escalation } from '../../domain/escalation/process.js';
import type { EscalationView } from '../../domain/escalation/view.js';
import type { Incident } from '../../domain/incident/process.js';
import type { Actor } from '../../domain/machine.js';
import { standingOf } from '../../records/escalation/standing.js';
import { findIncident, shortNumber } from '../../records/incident/read.js';
import { findProcess } from '../../records/process/read.js';
import type { ApiDeps } from '../deps.js';
import { linkText, type LinkTextKey } from './link-texts.js';

interface Acting {
  by: Actor;
  updateId: string;
}

/** What a one-time link is about: shown on its page, and done by its POST. */
export interface LinkSubject {
  title: string;
  facts: string;
  closed: boolean;
  words: Record<'ask' | 'act' | 'closed', LinkTextKey>;
  /** The line of the audit trail. */
  action: string;
  /** Does it, and answers what the person is told. */
  act(acting: Acting): Promise<string[]>;
}

interface Reader {
  id: string;
  language: Language;
}

/** The subject of a link; undefined where the read model has none. */
export const subjectOf = (
  deps: ApiDeps,
  id: string,
  reader: Reader,
): Promise<LinkSubject | undefined> =>
  id.startsWith(idPrefix.escalation) ? chain(deps, id, reader) : incident(deps, id, reader);

async function incident(
  { database, engine }: ApiDeps,
  id: string,
  { language }: Reader,
): Promise<LinkSubject | undefined> {
  const row = await findIncident(database.prisma, id);
  if (!row) return undefined;
  const { stage, title } = row.view;
  const number = shortNumber(row.number);
  const severity = text(language, `page/severity/${row.view.severity}`);
  return {
    ...{ title, closed: stage === 'closed', action: 'incident.acknowledge' },
    facts: linkText(language, 'facts', { number, severity, stage }),
    words: { ask: 'ask', act: 'act', closed: 'closed' },
    act: async ({ by, updateId }) => {
      const command = { type: 'acknowledge' } as const;
      const { view } = await engine.ask<Incident>({ workflowId: id, command, by, updateId });
      const until = view.promise ? new Date(view.promise.until).toISOString() : '';
      return [
        linkText(language, 'done'),
        linkText(language, 'until', { until }),
        linkText(language, 'next', { number }),
      ];
    },
  };
}

async function chain(
  { database, engine, now }: ApiDeps,
  id: string,
  { id: person, language }: Reader,
): Promise<LinkSubject | undefined> {
  const asked = { process: 'escalation', idOrNumber: id } as const;
  const row = await findProcess<EscalationView>(database.prisma, asked);
  if (!row) return undefined;
  const { stage, title, priority, site } = row.view;
  const number = shortNumberOf('escalation', row.number);
  return {
    ...{ title, closed: stage === 'closed', action: 'escalation.accept' },
    facts: linkText(language, 'facts', { number, severity: priority, stage }),
    words: { ask: 'askChain', act: 'actChain', closed: 'closedChain' },
    act: async ({ by, updateId }) => {
      const standing = await standingOf(database, { person, site: site?.id, at: now() });
      const command = { type: 'accept', standing } as const;
      const { view } = await engine.ask<Escalation>({ workflowId: id, command, by, updateId });
      const due = view.waitingFor && new Date(view.waitingFor.due).toISOString();
      return [
        linkText(language, 'doneChain'),
        linkText(language, 'untilChain', { until: due ?? '' }),
        linkText(language, 'nextChain', { number }),
      ];
    },
  };
}
