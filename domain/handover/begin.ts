import { cutText } from '../cut-text.js';
import type { Instant, Step } from '../machine.js';
import type { Ref } from '../subject-view.js';
import { person } from './deadlines.js';
import { draftOf, markService, page, say, stepOf } from './draft.js';
import { missingItems } from './items.js';
import type { Handover } from './process.js';
import { firstBaton, startStageClock } from './stages.js';
import { beginTraining } from './training.js';
import {
  itemsMax,
  ladderNames,
  roomsMax,
  rulesVersion,
  stateVersion,
  textBytes,
  type HandoverInput,
  type HandoverState,
  type LadderName,
  type Party,
} from './state.js';

const cut = <T extends Ref>(ref: T): T => ({ ...ref, name: cutText(ref.name, textBytes.name) });

const cutParty = (party: Party): Party => ({ ...party, department: cut(party.department) });

const partiesOf = ({ parties }: HandoverInput): HandoverState['parties'] => ({
  delivery: cutParty(parties.delivery),
  ops: cutParty(parties.ops),
  uat: cutParty(parties.uat),
  ...(parties.product && { product: cutParty(parties.product) }),
});

const titleOf = ({ service, customer }: HandoverInput): string =>
  cutText(customer ? `${service.name} · ${customer.name}` : service.name, textBytes.title);

/** What the hand-over is about, each text within its bytes. */
const subject = (input: HandoverInput) => {
  const { customer, site, sponsor, accountManager, signer, drill } = input;
  return {
    title: titleOf(input),
    service: cut(input.service),
    ...(customer && { customer: cut(customer) }),
    ...(site && { site: cut(site) }),
    profile: input.profile,
    department: cut(input.department),
    parties: partiesOf(input),
    hours: { delivery: input.hours.delivery, ops: input.hours.ops, uat: input.hours.uat },
    ...(sponsor !== undefined && { sponsor }),
    ...(accountManager !== undefined && { accountManager }),
    ...(signer && { signer: { ...signer, name: cutText(signer.name, textBytes.name) } }),
    orderAt: input.orderAt,
    goLiveAt: input.goLiveAt,
    checklistVersion: input.checklist.version,
    rooms: input.rooms?.length ?? 0,
    owed: input.deadlines,
    ...(drill !== undefined && { drill }),
  };
};

const silent = Object.fromEntries(ladderNames.map((name) => [name, 0])) as Record<
  LadderName,
  number
>;

const initialState = (input: HandoverInput, now: Instant): HandoverState => ({
  v: stateVersion,
  rules: rulesVersion,
  id: input.id,
  ...subject(input),
  looking: {},
  ...{ stage: 'initiated', stageSince: now, startedAt: now },
  baton: firstBaton(input, now),
  items: missingItems(input.checklist.items),
  people: [],
  loops: 0,
  training: { attended: 0, sessions: 0 },
  punch: { open: [], added: 0, closed: 0 },
  ...{ deadlines: [], past: [], gapsTold: [], followUps: [] },
  silenced: silent,
  effects: 0,
});

/** The first instant: delivery holds it, and the first stage's clock runs (4b, operations.md). */
export const begin = (input: HandoverInput, now: Instant): Step<Handover> => {
  const { items } = input.checklist;
  const rooms = input.rooms?.length ?? 0;
  if (items.length === 0) throw new Error('a hand-over without a checklist has no gates');
  if (items.length > itemsMax) throw new Error(`${items.length} items of at most ${itemsMax}`);
  if (rooms > roomsMax) throw new Error(`${rooms} rooms of at most ${roomsMax}`);
  const draft = draftOf(initialState(input, now));
  const { s } = draft;
  startStageClock(draft, 'initiated', now);
  say(draft, {
    at: now,
    what: 'handover.begun',
    by: { kind: 'user', id: input.by, person: input.by },
    with: { service: s.service.name, profile: s.profile, items: items.length },
    cause: 'begin',
  });
  beginTraining(draft, now);
  markService(draft, 'delivering');
  const targets = [person(s.parties.delivery.person), person(s.parties.ops.person)];
  page(draft, { ladder: 'told', reason: 'begun', due: now, targets });
  return stepOf(draft);
};
