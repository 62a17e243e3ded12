import type { ClosedChain } from '../../contracts/import/closed-records.js';
import { idPrefix } from '../../contracts/names.js';
import type { LegSummary } from '../../domain/escalation/state.js';
import type { EscalationView } from '../../domain/escalation/view.js';
import { jsonColumn } from '../directory/columns.js';
import type { Directory } from './names.js';
import { importedId, timelineRows, type Line, type SubjectRows } from './subject-rows.js';

const silencedAll = { leg: 0, asker: 0, duty: 0, told: 0 };

interface Made {
  id: string;
  source: string;
  directory: Directory;
  about?: string;
}

const personOf = ({ directory }: Made, name: string) => directory.people.get(name);

const legOf = (chain: ClosedChain, n: number, made: Made): LegSummary | undefined => {
  const leg = chain.legs[n - 1];
  if (!leg) return undefined;
  const { kind, id } = leg.to;
  const party = kind === 'person' ? personOf(made, id) : made.directory.departments.get(id);
  const by = leg.acceptedBy === undefined ? undefined : personOf(made, leg.acceptedBy)?.id;
  return {
    ...{ n, kind, id: party?.id ?? id, name: party?.name ?? id, openedAt: leg.opened },
    ...(leg.accepted !== undefined && { acceptedAt: leg.accepted }),
    ...(by !== undefined && { acceptedBy: by }),
    ...(leg.as === 'fulfilled' && { fulfilledAt: leg.ended }),
    ...{ endedAt: leg.ended, ended: leg.as, silences: leg.silences },
    ...(leg.late && { late: true as const }),
    ...(leg.notSustained && { notSustained: true as const }),
  };
};

const departmentOf = (leg: LegSummary, { directory }: Made): string | null =>
  leg.kind === 'person' ? (directory.people.get(leg.id)?.department ?? null) : leg.id;

const factsOf = (chain: ClosedChain, legs: readonly LegSummary[], made: Made) => {
  const asker = personOf(made, chain.asker);
  const common = { about: made.about ?? null, priority: chain.priority, drill: false };
  const hold = {
    ...common,
    ...{ kind: 'person', party: asker?.id ?? chain.asker, name: asker?.name ?? chain.asker },
    ...{ department: asker?.department ?? null, n: 1, leg: 0, person: asker?.id ?? chain.asker },
    ...{ since: chain.opened, until: chain.closed },
  };
  return [
    { subject: made.id, kind: 'hold', key: '1', seq: 1, data: hold },
    ...legs.map((leg) => ({
      ...{ subject: made.id, kind: 'leg', key: String(leg.n), seq: 1 },
      data: {
        ...common,
        ...{ n: leg.n, kind: leg.kind, party: leg.id, name: leg.name },
        ...{ department: departmentOf(leg, made), openedAt: leg.openedAt },
        ...{ acceptedAt: leg.acceptedAt ?? null, acceptedBy: leg.acceptedBy ?? null },
        ...{ fulfilledAt: leg.fulfilledAt ?? null, endedAt: leg.endedAt ?? null },
        ...{ ended: leg.ended ?? null, silences: leg.silences, late: leg.late ?? false },
        notSustained: leg.notSustained ?? false,
      },
    })),
  ];
};

const viewOf = (chain: ClosedChain, legs: LegSummary[], made: Made): EscalationView => {
  const asker = personOf(made, chain.asker);
  return {
    ...{ id: made.id, title: chain.ask, stage: 'closed', startedAt: chain.opened },
    ...{ closedAt: chain.closed, closedAs: chain.closedAs, priority: chain.priority },
    ...(made.about !== undefined && { about: made.about }),
    ...{ interruption: false, takeBaton: false, asker: { person: asker?.id ?? chain.asker } },
    holder: { person: asker?.id ?? chain.asker, since: chain.opened },
    ...{ legs, clocks: [], silenced: silencedAll },
    bounces: legs.filter(({ ended }) => ended === 'bounced').length,
    silences: legs.reduce((sum, { silences }) => sum + silences, 0),
  };
};

/** The rows of a closed chain: its legs as the quarterly review counts them (R12). */
export const chainRows = (
  chain: ClosedChain,
  { source, directory }: { source: string; directory: Directory },
): SubjectRows & { subject: string } => {
  const id = importedId(idPrefix.escalation, source, chain.id);
  const about =
    chain.about === undefined ? undefined : importedId(idPrefix.incident, source, chain.about);
  const made: Made = { id, source, directory, ...(about !== undefined && { about }) };
  const legs = chain.legs.flatMap((_leg, index) => legOf(chain, index + 1, made) ?? []);
  const view = viewOf(chain, legs, made);
  const last = legs.at(-1);
  const lines: Line[] = [
    { at: chain.opened, what: 'record.imported', with: { source, id: chain.id } },
    { at: chain.closed, what: 'record.closed' },
  ];
  return {
    subject: id,
    process: {
      ...{ id, process: 'escalation', seq: 1, stage: 'closed', title: chain.ask },
      ...{ about: about ?? null, departmentId: last ? departmentOf(last, made) : null },
      ...{ holderId: view.holder.person ?? null, startedAt: new Date(chain.opened) },
      ...{ closedAt: new Date(chain.closed), silenced: silencedAll, view: jsonColumn(view) },
    },
    ...{ clocks: [], notices: [], timeline: timelineRows(id, lines) },
    facts: factsOf(chain, legs, made),
  };
};
