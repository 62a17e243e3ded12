import { hold } from '../baton.js';
import { cutText } from '../cut-text.js';
import type { Instant, Step } from '../machine.js';
import type { Ref } from '../subject-view.js';
import { draftOf, say, stepOf, tellIncident } from './draft.js';
import { offerLead } from './offer.js';
import type { HardFault } from './process.js';
import { stepClockAt } from './rungs.js';
import {
  rulesVersion,
  stateVersion,
  suppliersMax,
  textBytes,
  type HardFaultInput,
} from './state.js';

export const named = ({ id, name }: Ref): Ref => ({ id, name: cutText(name, textBytes.name) });

/** Whoever opens it holds it until the lead accepts; the first step is owed from now on. */
export const begin = (input: HardFaultInput, now: Instant): Step<HardFault> => {
  const { incident, opener, lead, department, site, service, customer } = input;
  const given: HardFaultInput = {
    ...input,
    incident: { id: incident.id, title: cutText(incident.title, textBytes.title) },
    reason: cutText(input.reason, textBytes.reason),
    opener: named(opener),
    lead: named(lead),
    ...(department && { department: named(department) }),
    ...(site && { site: named(site) }),
    ...(service && { service: named(service) }),
    ...(customer && { customer: named(customer) }),
    suppliers: input.suppliers.slice(0, suppliersMax).map(named),
  };
  const draft = draftOf({
    ...given,
    v: stateVersion,
    rules: rulesVersion,
    startedAt: now,
    stage: 'working',
    baton: hold({ person: opener.id }, now),
    clock: stepClockAt(given, now),
    steps: 0,
    missed: 0,
    followUps: [],
    silenced: { step: 0, lead: 0, room: 0 },
    effects: 0,
  });
  const { reason, basis } = given;
  say(draft, {
    at: now,
    by: input.by,
    what: 'hard_fault.opened',
    with: { reason, basis, lead: given.lead.name, due: draft.s.clock.dueAt },
    cause: incident.id,
  });
  tellIncident(draft, 'opened');
  if (lead.id !== opener.id) offerLead(draft, { to: given.lead, by: input.by, at: now });
  return stepOf(draft);
};
