import { clockView } from '../clock.js';
import { cutText } from '../cut-text.js';
import type { Instant } from '../machine.js';
import { ownMissing } from './gates.js';
import { countSections, percentOf } from './items.js';
import { nextDue } from './tick.js';
import {
  clocksMax,
  missingNamedMax,
  sides,
  type HandoverState,
  type Party,
  type Side,
} from './state.js';
import type { HandoverView, PartyView } from './view.js';

/** Open leftovers that the view names, the soonest due first; the rest is counted. */
export const punchShownMax = 4;
const shownTextBytes = 100;

const partyView = ({ department, person, deputy, head }: Party): PartyView => ({
  department,
  person,
  ...(deputy !== undefined && { deputy }),
  head,
});

const partiesOf = (s: HandoverState): HandoverView['parties'] =>
  Object.fromEntries(
    sides.flatMap((side): [Side, PartyView][] => {
      const party = s.parties[side];
      return party ? [[side, partyView(party)]] : [];
    }),
  );

const trialOf = ({ trial }: HandoverState): HandoverView['trial'] => {
  if (!trial) return undefined;
  const { faults, deciding, alone, ...rest } = trial;
  return {
    ...rest,
    faults: faults.length,
    ...(deciding && { deciding: deciding.at }),
    ...(alone && { alone: alone.subject }),
  };
};

const punchOf = ({ punch }: HandoverState): HandoverView['punch'] => ({
  open: punch.open.length,
  critical: punch.open.filter(({ severity }) => severity === 'critical').length,
  closed: punch.closed,
  next: punch.open
    .toSorted((a, b) => a.due - b.due)
    .slice(0, punchShownMax)
    .map(({ n, severity, text, owner, due }) => ({
      ...{ n, severity, owner, due },
      text: cutText(text, shownTextBytes),
    })),
});

const acceptanceOf = ({ acceptance }: HandoverState): HandoverView['acceptance'] => {
  if (!acceptance) return undefined;
  const { sheet, signatures, link, signedAt, conditional, suspendedAt } = acceptance;
  return {
    asked: sheet.asked,
    ...(sheet.hash !== undefined && { sheet: sheet.hash }),
    signatures,
    ...(link && { link }),
    ...(signedAt !== undefined && { signedAt }),
    ...(conditional && { conditional }),
    ...(suspendedAt !== undefined && { suspendedAt }),
  };
};

const warrantyOf = ({ warranty }: HandoverState): HandoverView['warranty'] =>
  warranty && {
    until: warranty.until,
    checks: warranty.checks.map(({ day, at, findings }) => ({ day, at, findings })),
    escaped: warranty.escaped,
  };

const takeoverOf = ({ takeover }: HandoverState): HandoverView['takeover'] =>
  takeover && {
    ...{ by: takeover.by, to: takeover.to, until: takeover.until },
    reason: takeover.reason,
  };

const later = (s: HandoverState) => {
  const trial = trialOf(s);
  const acceptance = acceptanceOf(s);
  const warranty = warrantyOf(s);
  const takeover = takeoverOf(s);
  return {
    ...(s.uatTask && { uatTask: s.uatTask }),
    ...(takeover && { takeover }),
    training: s.training,
    ...(trial && { trial }),
    punch: punchOf(s),
    ...(acceptance && { acceptance }),
    ...(warranty && { warranty }),
  };
};

/** Running clocks first, then the latest that stopped; an obligation that runs anew stands once. */
const clocksOf = ({ deadlines, past }: HandoverState): HandoverView['clocks'] => {
  const running = deadlines.map(({ clock }) => clock);
  const names = new Set(running.map(({ obligation }) => obligation));
  const ended = past.filter(({ obligation }) => !names.has(obligation));
  const room = Math.max(0, clocksMax - running.length);
  return [...running, ...(room === 0 ? [] : ended.slice(-room))].map(clockView);
};

const gate = (s: HandoverState, now: Instant) => {
  const missing = ownMissing(s, s.stage, now);
  const blocking = missing.slice(0, missingNamedMax);
  return { blocking, blockingMore: missing.length - blocking.length };
};

/** When the state was last looked at: what a gate waits for in time is seen from then on. */
const seenAt = (s: HandoverState): Instant =>
  Math.max(s.stageSince, ...s.past.map(({ stoppedAt }) => stoppedAt ?? 0));

const about = (s: HandoverState) => ({
  service: { id: s.service.id, name: s.service.name },
  ...(s.customer && { customer: s.customer }),
  ...(s.site && { site: s.site }),
  department: s.department,
  ...(s.drill !== undefined && { drill: s.drill }),
  ...{ profile: s.profile, productLine: s.service.productLine, tier: s.service.tier },
  serviceMode: s.service.mode,
  ...{ checklistVersion: s.checklistVersion, rooms: s.rooms },
  ...{ orderAt: s.orderAt, goLiveAt: s.goLiveAt },
  parties: partiesOf(s),
  ...(s.signer && { signer: s.signer }),
});

/** What callers see; at most 8 KiB because the state's texts and lists are bounded. */
export const viewOf = (s: HandoverState): HandoverView => {
  const due = nextDue(s);
  const counted = countSections(s);
  return {
    ...{ id: s.id, title: s.title, stage: s.stage, stageSince: s.stageSince },
    startedAt: s.startedAt,
    ...(s.closedAt !== undefined && { closedAt: s.closedAt }),
    ...(s.closedAs && { closedAs: s.closedAs }),
    ...about(s),
    sections: counted,
    percent: percentOf(counted),
    ...gate(s, seenAt(s)),
    loops: s.loops,
    ...later(s),
    holder: { ...s.baton.holder, since: s.baton.since },
    clocks: clocksOf(s),
    ...(due !== undefined && { nextDue: due }),
    silenced: s.silenced,
  };
};
