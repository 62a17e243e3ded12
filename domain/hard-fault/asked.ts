import { stopClock } from '../clock.js';
import { cutText } from '../cut-text.js';
import type { Asked, Instant, Step } from '../machine.js';
import { named } from './begin.js';
import { alreadyHolds } from './check.js';
import type { HardFaultVerb } from './commands.js';
import {
  draftOf,
  page,
  readHours,
  say,
  silence,
  stepOf,
  tellIncident,
  type Draft,
} from './draft.js';
import { acceptLead, offerLead, refuseLead, takeLead } from './offer.js';
import type { HardFault } from './process.js';
import { stepClockAt } from './rungs.js';
import { participantsMax, textBytes, type FaultExit, type HardFaultState } from './state.js';

type Given<T extends HardFaultVerb> = Extract<Asked<HardFault>, { type: T }>;

const keyDigits = 5;

/** The day's step is here: the climb ends, and the next one is owed from now on. */
const step = (draft: Draft, { by, text, next }: Given<'step'>, now: Instant): void => {
  const { s } = draft;
  const person = by.person ?? by.id;
  s.steps += 1;
  s.last = {
    at: now,
    by: person,
    text: cutText(text, textBytes.text),
    next: cutText(next, textBytes.text),
  };
  draft.facts.push({
    kind: 'step',
    key: String(s.steps).padStart(keyDigits, '0'),
    data: { n: s.steps, at: now, by: person, text, next, due: s.clock.dueAt },
  });
  silence(draft, 'step');
  delete s.ladder;
  s.clock = stepClockAt(s, now);
  const { text: said, next: then } = s.last;
  const with_ = { n: s.steps, text: said, next: then, due: s.clock.dueAt };
  say(draft, { at: now, by, what: 'hard_fault.step', with: with_ });
  readHours(draft, now);
};

/** To another person it is offered; who may lead takes it at once. */
const lead = (draft: Draft, { by, to }: Given<'lead'>, now: Instant): void => {
  const asked = { to: named(to), by, at: now };
  if (to.id === by.person) takeLead(draft, asked);
  else offerLead(draft, asked);
};

const warRoom = (draft: Draft, command: Given<'war_room'>, now: Instant): void => {
  const { s } = draft;
  const { by, supplier } = command;
  const participants = [...new Set(command.participants)].slice(0, participantsMax);
  s.warRoom = {
    link: cutText(command.link, textBytes.link),
    participants,
    ...(supplier && { supplier: named(supplier) }),
    at: now,
  };
  say(draft, {
    at: now,
    by,
    what: 'hard_fault.war_room',
    with: {
      link: s.warRoom.link,
      people: participants.length,
      supplier: s.warRoom.supplier?.name ?? '–',
    },
  });
  const targets = participants
    .filter((id) => id !== by.person)
    .map((id) => ({ kind: 'person', id }) as const);
  if (targets.length > 0) page(draft, { ladder: 'room', reason: 'war_room', due: now, targets });
};

const bounded = ({ problem, knowledge }: FaultExit): FaultExit => ({
  problem: cutText(problem, textBytes.link),
  knowledge:
    'link' in knowledge
      ? { link: cutText(knowledge.link, textBytes.link) }
      : { none: cutText(knowledge.none, textBytes.reason) },
});

const exit = (draft: Draft, { by, problem, knowledge }: Given<'exit'>, now: Instant): void => {
  const { s } = draft;
  s.exit = bounded({ problem, knowledge });
  s.stage = 'closed';
  s.closedAt = now;
  s.clock = stopClock(s.clock, now);
  delete s.ladder;
  const { offer: _none, ...kept } = s.baton;
  s.baton = kept;
  silence(draft, 'step');
  silence(draft, 'lead');
  silence(draft, 'room');
  const { knowledge: said } = s.exit;
  const what = 'link' in said ? 'hard_fault.exit' : 'hard_fault.exit_without';
  const with_ = { problem: s.exit.problem, article: 'link' in said ? said.link : said.none };
  say(draft, { at: now, by, what, with: with_ });
  tellIncident(draft, 'closed');
};

/** A person's command that `check` let through. */
export const asked = (
  state: HardFaultState,
  command: Asked<HardFault>,
  now: Instant,
): Step<HardFault> => {
  const draft = draftOf(state);
  if (alreadyHolds(state, command)) return stepOf(draft);
  switch (command.type) {
    case 'step':
      step(draft, command, now);
      break;
    case 'lead':
      lead(draft, command, now);
      break;
    case 'accept':
      acceptLead(draft, command.by, now);
      break;
    case 'refuse':
      refuseLead(draft, { by: command.by, reason: command.reason, at: now });
      break;
    case 'war_room':
      warRoom(draft, command, now);
      break;
    case 'exit':
      exit(draft, command, now);
      break;
  }
  return stepOf(draft);
};
