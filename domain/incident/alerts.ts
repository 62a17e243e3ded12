import type { Actor, Instant, Step } from '../machine.js';
import { cutText } from '../cut-text.js';
import { shortHash } from '../short-hash.js';
import { draftOf, handBack, quietStep, say, stepOf, type Draft } from './draft.js';
import type { Incident } from './process.js';
import { allRecovered, isOpen, observe, releaseChildren, reopen, restore } from './rules.js';
import { alertsMax, seenMax, type AlertEvent, type IncidentState } from './state.js';

const actorOf = (event: AlertEvent): Actor => ({ kind: 'integration', id: event.integration });

const titleMaxBytes = 400;

/** Stands for one alert of one integration. */
export const alertMark = (event: { integration: string; dedupKey: string }): string =>
  shortHash(`${event.integration} ${event.dedupKey}`);

const seenMark = (event: AlertEvent): string =>
  shortHash(`${event.integration} ${event.action} ${event.id}`);

const remember = (s: IncidentState, event: AlertEvent): void => {
  s.seen = [...s.seen, seenMark(event)].slice(-seenMax);
};

const knownAlert = (s: IncidentState, event: AlertEvent) => {
  const mark = alertMark(event);
  return s.alerts.find((alert) => alert.mark === mark);
};

const writeFact = (draft: Draft, event: AlertEvent, now: Instant): void => {
  const alert = knownAlert(draft.s, event);
  draft.facts.push({
    kind: 'alert',
    key: `${event.integration}/${event.dedupKey}`,
    data: {
      title: cutText(event.title, titleMaxBytes),
      integration: event.integration,
      dedupKey: event.dedupKey,
      open: alert?.open ?? event.action === 'trigger',
      count: alert?.count ?? 1,
      lastAt: now,
    },
  });
};

/** Repeats fold: a line for a new key, then at 10, 100, 1,000 … of the same. */
const worthALine = (before: number, after: number): boolean =>
  before === 0 || Math.floor(Math.log10(after)) > Math.floor(Math.log10(before));

/** Beyond the limit keys are only counted: a line at 1, 10, 100, 1,000 … of them. */
const countBeyond = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  s.alertsBeyond += 1;
  if (!worthALine(s.alertsBeyond - 1, s.alertsBeyond)) return;
  const with_ = { max: alertsMax, beyond: s.alertsBeyond };
  say(draft, { at: now, what: 'incident.alerts_beyond', with: with_ });
};

/** Counts a trigger; its key is open from then on. */
export const foldTrigger = (draft: Draft, event: AlertEvent, now: Instant): void => {
  const { s } = draft;
  remember(s, event);
  const known = knownAlert(s, event);
  const before = known?.count ?? 0;
  const count = before + (event.count ?? 1);
  const alert = { mark: alertMark(event), open: true, count };
  if (known) {
    s.alerts = s.alerts.map((each) => (each === known ? alert : each));
  } else if (s.alerts.length < alertsMax) {
    s.alerts = [...s.alerts, alert];
  } else {
    countBeyond(draft, now);
  }
  writeFact(draft, event, now);
  const counted = known !== undefined || s.alerts.at(-1) === alert;
  if (counted && worthALine(known?.open ? before : 0, count)) {
    say(draft, {
      at: now,
      what: 'incident.alert',
      by: actorOf(event),
      with: { title: cutText(event.title, titleMaxBytes), key: event.dedupKey, count },
      cause: event.id,
    });
  }
};

const trigger = (draft: Draft, event: AlertEvent, now: Instant): void => {
  const { s } = draft;
  foldTrigger(draft, event, now);
  if (s.stage === 'detected' || s.stage === 'responding') return;
  reopen(draft, now);
  say(draft, { at: now, what: 'incident.recurred', by: actorOf(event), cause: event.id });
};

const resolve = (draft: Draft, event: AlertEvent, now: Instant): void => {
  const { s } = draft;
  const mark = alertMark(event);
  s.alerts = s.alerts.map((alert) => (alert.mark === mark ? { ...alert, open: false } : alert));
  writeFact(draft, event, now);
  say(draft, {
    at: now,
    what: 'incident.alert_resolved',
    by: actorOf(event),
    with: { title: cutText(event.title, titleMaxBytes), key: event.dedupKey },
    cause: event.id,
  });
  if (!isOpen(s) || !allRecovered(s)) return;
  if (s.stage === 'restored') {
    say(draft, {
      at: now,
      what: 'incident.verified',
      with: { verifiedBy: 'monitoring' },
      cause: event.id,
    });
    observe(draft, now);
  } else if (s.stage === 'detected' || s.stage === 'responding') {
    restore(draft, now, now);
    say(draft, { at: now, what: 'incident.restored_by_source', cause: event.id });
    releaseChildren(draft, 'restored');
  }
};

/** An event of the source; never refused, a redelivery is ignored (api.md §2). */
export const alert = (state: IncidentState, event: AlertEvent, now: Instant): Step<Incident> => {
  const draft = draftOf(state);
  if (state.seen.includes(seenMark(event))) return quietStep(draft);
  if (event.action === 'trigger') {
    if (isOpen(state) || (event.reopens && !state.ended)) {
      trigger(draft, event, now);
      return stepOf(draft);
    }
    remember(draft.s, event);
    handBack(draft, event);
    say(draft, { at: now, what: 'incident.handed_back', with: { key: event.dedupKey } });
    return stepOf(draft);
  }
  remember(draft.s, event);
  const known = knownAlert(draft.s, event);
  if (event.action === 'resolve') {
    const beyond = !known && state.alertsBeyond > 0;
    if (!known?.open && !beyond) return quietStep(draft);
    if (beyond) writeFact(draft, event, now);
    else resolve(draft, event, now);
  } else {
    if (!known || !isOpen(state)) return quietStep(draft);
    const line = { with: { key: event.dedupKey }, cause: event.id, by: actorOf(event) };
    say(draft, { at: now, what: 'incident.alert_acknowledged', ...line });
  }
  return stepOf(draft);
};
