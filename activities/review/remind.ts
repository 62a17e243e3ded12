import { usefulnessHorizonMs, type PageEffect } from '../../domain/page.js';
import type { Instant } from '../../domain/machine.js';
import type { ReviewCycleReported } from '../../domain/review-cycle/commands.js';
import type { RemindEffect } from '../../domain/review-cycle/effects.js';
import { reminderOf } from '../../domain/review/reminder.js';
import { insertPage, pageContext, type DeliveryRow } from '../../records/delivery/rows.js';
import { claimDigest } from '../../records/review/digests.js';
import { openForms, progressOf, type OpenForm } from '../../records/review/forms.js';
import { recipientsOf, type Recipient } from '../../records/review/recipients.js';
import { alive } from '../activity-context.js';
import { atOnce } from '../notify/at-once.js';
import { attempt } from '../notify/attempt.js';
import { deliveryOf, groupsOf, rulesOf, type IndexedRule } from '../notify/personal-channels.js';
import { digestText, type DigestForm } from './digest-text.js';
import type { ReviewDependencies } from './review-dependencies.js';

export const digestsAtOnceMax = 8;
/** A mail that waits for its bucket or its server is looked at again after this. */
const againMs = 15 * 60_000;

type Reminded = Extract<ReviewCycleReported, { type: 'reminded' }>;
type Outcome = { kind: 'sent' | 'over' } | { kind: 'waiting'; again: Instant };

interface Digest {
  effect: RemindEffect;
  recipient: Recipient;
  forms: DigestForm[];
}

/** Their own working day, by the calendar of their department. */
const pageOf = (effect: RemindEffect, day: string): PageEffect => ({
  kind: 'page',
  id: `digest-${day}`,
  ...{ no: 1, ladder: 'digest', reason: 'digest', due: effect.at, targets: [] },
});

const rowsFor = (
  { channels, now }: ReviewDependencies,
  { effect, recipient }: Digest,
  rules: readonly IndexedRule[],
): DeliveryRow[] =>
  rules.map((rule) => ({
    ...deliveryOf(recipient.id, rule, {
      ...{ subject: effect.cycle, effect: pageOf(effect, recipient.day), channels, due: now() },
    }),
    ...{ state: 'pending', attempts: 0 },
  }));

/** By the person's first channels, by the next ones where these fail. */
const deliver = async (deps: ReviewDependencies, digest: Digest): Promise<Outcome> => {
  const { effect, recipient, forms } = digest;
  const { publicUrl, database, now } = deps;
  const page = pageOf(effect, recipient.day);
  const context = await pageContext(database, effect.cycle, page.id);
  const known = context.deliveries.filter(({ person }) => person === recipient.id);
  if (known.some(({ state }) => state === 'delivered' || state === 'crossed')) {
    return { kind: 'over' };
  }
  const { language, zone } = recipient;
  const text = digestText({ cycle: effect.cycle, forms, language, zone, publicUrl });
  for (const group of groupsOf(rulesOf(recipient.channels))) {
    const rows = rowsFor(deps, digest, group);
    await insertPage(database, { deliveries: rows, links: [] });
    const until = now() + usefulnessHorizonMs;
    const states = await Promise.all(rows.map((row) => attempt(deps, row, { text, until })));
    if (states.some((state) => state === 'delivered' || state === 'crossed')) {
      return { kind: 'sent' };
    }
    if (states.includes('waiting')) return { kind: 'waiting', again: effect.at + againMs };
  }
  return { kind: 'over' };
};

/** In their working hours, and one mail a day whatever the number of cycles and forms. */
const digestOne = async (deps: ReviewDependencies, digest: Digest): Promise<Outcome> => {
  const { effect, recipient, forms } = digest;
  const { opensAt } = recipient;
  if (opensAt !== undefined && opensAt > effect.at) return { kind: 'waiting', again: opensAt };
  const claim = { person: recipient.id, day: recipient.day, cycle: effect.cycle };
  const mine = await claimDigest(deps.database, { ...claim, forms: forms.length, at: deps.now() });
  return mine ? deliver(deps, digest) : { kind: 'over' };
};

/** Forms of this cycle are the reason for a mail; it then names those of every cycle. */
const digestsOf = (forms: readonly OpenForm[], effect: RemindEffect): Map<string, DigestForm[]> => {
  const byPerson = new Map<string, DigestForm[]>();
  for (const form of forms) {
    const own = form.cycle === effect.cycle;
    const reminder = own ? reminderOf(form, effect.workDays, effect.at) : undefined;
    byPerson.set(form.holder, [...(byPerson.get(form.holder) ?? []), { ...form, reminder }]);
  }
  return new Map(
    [...byPerson].filter(([, all]) => all.some(({ reminder }) => reminder !== undefined)),
  );
};

const remind = async (deps: ReviewDependencies, effect: RemindEffect): Promise<Reminded> => {
  const { database } = deps;
  const digests = digestsOf(await openForms(database), effect);
  const recipients = await recipientsOf(database.prisma, [...digests.keys()], {
    at: effect.at,
    zone: deps.zone,
  });
  const outcomes = await atOnce(recipients, digestsAtOnceMax, (recipient) =>
    digestOne(deps, { effect, recipient, forms: digests.get(recipient.id) ?? [] }),
  );
  const waiting = outcomes.flatMap((one) => (one.kind === 'waiting' ? [one.again] : []));
  return {
    ...{ type: 'reminded', effect: effect.id, waiting: waiting.length },
    sent: outcomes.filter(({ kind }) => kind === 'sent').length,
    ...(waiting.length > 0 && { again: Math.min(...waiting) }),
    progress: await progressOf(database, effect.cycle, effect.at),
  };
};

/**
 * Mails everybody who is to be reminded today of a form of this cycle (V7, operations.md): at the
 * start of its step, three days and one day before it is due, on that day, and when it is late.
 */
export const createRemind =
  (deps: ReviewDependencies) =>
  (effect: RemindEffect): Promise<Reminded> =>
    alive(deps, () => remind(deps, effect));
