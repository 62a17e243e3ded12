import type { Instant } from '../machine.js';
import type { Draft } from './draft.js';
import type { EscalationState, LegSummary } from './state.js';

/** What every counted row says, so that a report needs no other (R12, operations.md). */
const common = (s: EscalationState) => ({
  about: s.about?.id ?? null,
  priority: s.priority,
  drill: s.drill ?? false,
});

/** One leg as the quarterly review counts it; `endedAt` is null while it lives. */
export const noteLeg = (draft: Draft, leg: LegSummary, department?: string): void => {
  const { s } = draft;
  draft.facts.push({
    kind: 'leg',
    key: String(leg.n),
    data: {
      ...common(s),
      n: leg.n,
      kind: leg.kind,
      party: leg.id,
      name: leg.name,
      department: department ?? null,
      openedAt: leg.openedAt,
      acceptedAt: leg.acceptedAt ?? null,
      acceptedBy: leg.acceptedBy ?? null,
      fulfilledAt: leg.fulfilledAt ?? null,
      endedAt: leg.endedAt ?? null,
      ended: leg.ended ?? null,
      silences: leg.silences,
      late: leg.late ?? false,
      notSustained: leg.notSustained ?? false,
    },
  });
};

/** One stretch in which one person held the chain; together they are the whole of its life. */
export const noteHold = (draft: Draft, until: Instant | null): void => {
  const { s } = draft;
  const { held } = s;
  const { kind, id, name, department } = held.party;
  draft.facts.push({
    kind: 'hold',
    key: String(held.n),
    data: {
      ...common(s),
      ...{ kind, party: id, name, department: department ?? null },
      n: held.n,
      leg: held.leg,
      person: held.person,
      since: held.since,
      until,
    },
  });
};

/** One attempt to reach a supplier (N36, operations.md). */
export const noteContact = (
  draft: Draft,
  contact: {
    at: Instant;
    by: string;
    channel: string;
    result: string;
    ref?: string;
    text: string;
  },
): void => {
  const { leg } = draft.s;
  const { ref, ...rest } = contact;
  draft.facts.push({
    kind: 'contact',
    key: String(leg.attempts),
    data: { ...rest, leg: leg.n, ref: ref ?? null },
  });
};
