import { clockView } from '../clock.js';
import type { HardFaultState } from './state.js';
import { nextDue } from './tick.js';
import type { HardFaultView } from './view.js';

/** What callers see; the steps themselves are rows beside it. */
export const viewOf = (s: HardFaultState): HardFaultView => {
  const { id, incident, reason, basis, urgent, suppliers, stage, startedAt, steps, missed } = s;
  const due = nextDue(s);
  return {
    id,
    title: incident.title,
    about: incident.id,
    ...{ stage, startedAt, incident, reason, basis, urgent, suppliers, steps, missed },
    ...(s.closedAt !== undefined && { closedAt: s.closedAt }),
    ...(s.department && { department: s.department }),
    ...(s.site && { site: s.site }),
    ...(s.service && { service: s.service }),
    ...(s.customer && { customer: s.customer }),
    ...(s.drill && { drill: true }),
    holder: { ...s.baton.holder, since: s.baton.since },
    ...(s.baton.offer && { offer: s.baton.offer }),
    ...(s.last && { lastStep: s.last }),
    ...(stage === 'working' && { stepDueAt: s.clock.dueAt }),
    ...(s.warRoom && { warRoom: s.warRoom }),
    ...(s.exit && { exit: s.exit }),
    clocks: [clockView(s.clock)],
    ...(due !== undefined && { nextDue: due }),
    silenced: s.silenced,
  };
};
