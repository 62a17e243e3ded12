import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { localTime } from '../../contracts/local-time.js';
import { shortNumberOf } from '../../contracts/names.js';
import { text, type Language } from '../../contracts/text.js';
import type { InviteEffect } from '../../domain/meeting/effects.js';
import { usefulnessHorizonMs, type PageEffect } from '../../domain/page.js';
import { insertPage, pageContext, type DeliveryRow } from '../../records/delivery/rows.js';
import { alive } from '../activity-context.js';
import { atOnce } from '../notify/at-once.js';
import { attempt, type NotifyDependencies } from '../notify/attempt.js';
import { deliveryOf } from '../notify/personal-channels.js';
import type { PageText } from '../notify/page-message.js';
import { invitation, type Invited } from './invitation.js';
import { mailOf } from './mail-address.js';
import type { PromiseActivities } from './promise-activities.js';

const mailsAtOnceMax = 8;

interface Guest extends Invited {
  language: Language;
}

const wait = (message: string): ApplicationFailure =>
  ApplicationFailure.create({
    ...{ message, type: 'MailWaits', category: ApplicationFailureCategory.BENIGN },
  });

async function guestsOf(
  { database }: NotifyDependencies,
  { required, optional }: InviteEffect,
): Promise<{ guests: Guest[]; unreachable: number }> {
  const ids = [...required, ...optional];
  const found = await database.prisma.person.findMany({
    where: { id: { in: ids }, status: 'active' },
    select: { id: true, name: true, language: true, email: true, channels: true },
  });
  const guests = found.flatMap(({ id, name, language, ...where }): Guest[] => {
    const email = mailOf(where);
    return email === undefined ? [] : [{ id, name, language, email }];
  });
  return { guests, unreachable: ids.length - guests.length };
}

/** The page that the rows of an invitation belong to; it only tells, so nothing silences it. */
const pageOf = ({ id }: InviteEffect): PageEffect => ({
  ...{ kind: 'page', id, no: Number(id.slice(1)), ladder: 'told', reason: 'invite', due: 0 },
  targets: [],
});

/** One delivery row to each person: its id is the effect's, so a repeat writes no second one. */
function rowsTo(
  { channels, now }: NotifyDependencies,
  { subject, effect, guests }: { subject: string; effect: InviteEffect; guests: Guest[] },
): DeliveryRow[] {
  const to = { subject, effect: pageOf(effect), channels, due: now() };
  return guests.map(({ id, email }) => {
    const rule = { channel: 'mail', address: { address: email }, index: 0, afterS: 0 } as const;
    return { ...deliveryOf(id, rule, to), state: 'pending', attempts: 0 };
  });
}

function messageTo(
  { publicUrl, zone }: NotifyDependencies,
  guest: Guest,
  about: { subject: string; number: string; effect: InviteEffect; ics: string },
): PageText {
  const { subject, number, effect, ics } = about;
  const { method, title, at, minutes, place = '–' } = effect;
  const { language } = guest;
  const viewUrl = `${publicUrl}/i/${number}`;
  const values = { number, title, at: localTime(zone, at), minutes, place, zone };
  const say = (key: string): string => text(language, `promise/invite/${method}/${key}`, values);
  return {
    ...{ thread: subject, language, subject: say('subject'), text: say('text'), viewUrl },
    facts: { number, title, method, due: new Date(at).toISOString() },
    calendar: { method: method === 'cancel' ? 'CANCEL' : 'REQUEST', content: ics },
  };
}

/** Writes to everybody of the meeting what is owed of this invitation. */
async function invite(deps: NotifyDependencies, subject: string, effect: InviteEffect) {
  const { database, publicUrl } = deps;
  const context = await pageContext(database, subject, effect.id);
  if (!context.subject) throw wait(`${subject} is not in the read model yet`);
  const { guests, unreachable } = await guestsOf(deps, effect);
  const fresh = rowsTo(deps, { subject, effect, guests });
  await insertPage(database, { deliveries: fresh, links: [] });
  const known = new Map(context.deliveries.map((row) => [row.id, row]));
  const rows = fresh.map((row) => known.get(row.id) ?? row);
  const number = shortNumberOf(context.subject.process, context.subject.number);
  const domain = new URL(publicUrl).hostname;
  const url = `${publicUrl}/i/${number}`;
  const ics = invitation(effect, { subject, people: guests, domain, url, stamp: deps.now() });
  const states = await atOnce(rows, mailsAtOnceMax, async (row) => {
    const guest = guests.find(({ id }) => id === row.person);
    if (!guest || !['pending', 'waiting'].includes(row.state)) return row.state;
    const page = messageTo(deps, guest, { subject, number, effect, ics });
    return attempt(deps, row, { text: page, until: row.due + usefulnessHorizonMs });
  });
  if (states.includes('waiting')) throw wait(`invitations of ${subject} wait`);
  const reached = states.filter((state) => state === 'delivered' || state === 'crossed').length;
  return { reached, failed: states.length - reached + unreachable };
}

export const createInvite =
  (deps: NotifyDependencies): PromiseActivities['inviteToMeeting'] =>
  async (subject, effect) => {
    const { reached, failed } = await alive(deps, () => invite(deps, subject, effect));
    return { type: 'invited', effect: effect.id, reached, failed };
  };
