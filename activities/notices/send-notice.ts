import { TemplateRefused } from '../../contracts/notice/liquid.js';
import { shortNumberOf } from '../../contracts/names.js';
import type { Projection } from '../../contracts/projection.js';
import { system, type Actor } from '../../domain/machine.js';
import {
  faultsNamedMax,
  type NoticeBlocked,
  type NoticeFault,
  type NoticeSent,
  type SendNoticeEffect,
} from '../../domain/notice/effects.js';
import { needsApproval } from '../../domain/notice/cadence.js';
import { waysOf, type NoticeWay } from '../../records/notice/deliveries.js';
import type { NoticedIncident } from '../../records/notice/facts.js';
import { closeNotice, freezeNotice, thawNotice } from '../../records/notice/freeze.js';
import { writeGateEvents } from '../../records/notice/gate-events.js';
import { prepareNotice, type Prepared } from '../../records/notice/prepare.js';
import { noticeWriter, renderedFaults, type Write } from '../../records/notice/render.js';
import { noticeById, type Frozen, type NoticeRow } from '../../records/notice/rows.js';
import { templatesById } from '../../records/notice/templates.js';
import { alive } from '../activity-context.js';
import { atOnce } from '../notify/at-once.js';
import type { NotifyDependencies } from '../notify/attempt.js';
import { createProjectRecord } from '../records/project-record.js';
import { incidentOf, rowOf } from './draft-notice.js';
import { horizonMs, reachRecipient, type NoticeMessage } from './reach-recipient.js';

/** Recipients that are written to at the same time. */
const atOnceMax = 10;

interface Sending {
  subject: string;
  effect: SendNoticeEffect;
  incident: NoticedIncident;
}

/** Without an approval a grave notice goes in the commander's name (4a). */
const senderOf = ({ effect, incident }: Sending): Actor => {
  const person =
    effect.approvedBy ??
    (needsApproval(effect, effect.audience) ? incident.view.commander : undefined);
  return { ...system, ...(person !== undefined && { person }) };
};

async function block(
  { database, now }: NotifyDependencies,
  { subject, effect, incident }: Sending,
  { notice, faults }: { notice: NoticeRow; faults: readonly NoticeFault[] },
): Promise<NoticeBlocked> {
  const actor = senderOf({ subject, effect, incident });
  const events = faults.map(({ field, code }) => ({ kind: 'blocked' as const, field, code }));
  const writer = { actor, at: new Date(now()) };
  await writeGateEvents(database.prisma, events, { subject, about: notice.id, writer });
  const named = faults.slice(0, faultsNamedMax);
  return { type: 'notice_blocked', effect: effect.id, notice: effect.notice, faults: named };
}

const shapeOf = ({ kind, audience, level }: NoticeRow) => ({ kind, audience, level });

/** Rendered once for every reader before anything goes: a fault in one keeps all of them back. */
function allFaults(notice: NoticeRow, prepared: Prepared): NoticeFault[] {
  const { faults, fields, templates, languages, reach, customers } = prepared;
  if (faults.length > 0) return faults;
  const write = noticeWriter({ shape: shapeOf(notice), fields, templates, drill: notice.drill });
  const readers = notice.audience === 'customer' ? reach.customers : [];
  try {
    return renderedFaults({ write, languages, readers, customers });
  } catch (fault) {
    if (fault instanceof TemplateRefused) return [{ field: 'template', code: 'wrong_template' }];
    throw fault;
  }
}

/** Freezes what goes and to whom; answers the faults that keep it from going. */
async function freeze(
  deps: NotifyDependencies,
  sending: Sending,
  notice: NoticeRow,
): Promise<NoticeFault[]> {
  const { database, zone } = deps;
  const { incident, effect: ref } = sending;
  const now = deps.now();
  const prepared = await prepareNotice(database, { incident, notice, ref, zone, now });
  const faults = allFaults(notice, prepared);
  if (faults.length > 0) return faults;
  await freezeNotice(database, notice, { prepared, by: senderOf(sending), now });
  return [];
}

interface Frost {
  notice: NoticeRow;
  frozen: Frozen;
  write: Write;
}

/** What was frozen, with the very versions of the templates that it was frozen with. */
async function frostOf({ database }: NotifyDependencies, id: string): Promise<Frost> {
  const notice = await noticeById(database.prisma, id);
  if (!notice?.frozen) throw new Error(`notice ${id} is not frozen`);
  const { frozen, drill } = notice;
  const templates = await templatesById(database.prisma, notice.templates);
  const shape = { ...shapeOf(notice), level: frozen.level };
  return {
    notice,
    frozen,
    write: noticeWriter({ shape, fields: frozen.fields, templates, drill }),
  };
}

function messageTo(
  deps: NotifyDependencies,
  { incident, subject }: Sending,
  { frost, way }: { frost: Frost; way: NoticeWay },
): NoticeMessage {
  const { notice, frozen, write } = frost;
  const reader = frozen.customers.find(({ id }) => id === way.customer);
  const { subject: title, text, html } = write(way.language, reader);
  const inside = notice.audience === 'internal';
  const reference = shortNumberOf('incident', incident.number);
  return {
    ...{ thread: subject, language: way.language, subject: title, text, html },
    facts: { number: notice.number, kind: notice.kind, level: frozen.level },
    ...(inside && { viewUrl: `${deps.publicUrl}/i/${reference}` }),
  };
}

const byRecipient = (ways: readonly NoticeWay[]): NoticeWay[][] => {
  const groups = new Map<string, NoticeWay[]>();
  for (const way of ways) groups.set(way.recipient, [...(groups.get(way.recipient) ?? []), way]);
  return [...groups.values()];
};

/** A customer nobody of whom can be written to counts as one that was not reached. */
async function deliver(
  deps: NotifyDependencies,
  sending: Sending,
  frost: Frost,
): Promise<{ recipients: number; delivered: number }> {
  const groups = byRecipient(await waysOf(deps.database, frost.notice.id));
  const until = deps.now() + horizonMs;
  const taken = await atOnce(groups, atOnceMax, async (ways) => {
    const [way] = ways;
    if (!way) return false;
    const message = messageTo(deps, sending, { frost, way });
    return reachRecipient(deps, ways, { message, until });
  });
  return {
    recipients: groups.length + frost.frozen.unreachable.length,
    delivered: taken.filter(Boolean).length,
  };
}

/**
 * Sends an owed notice (R8): judges it again, freezes it, and writes to everyone of its audience,
 * each customer with its own services only. A run after a worker's death goes on with what was
 * frozen and with those who were not reached; a repeat of a notice that went sends nothing.
 */
export function createSendNotice(deps: NotifyDependencies) {
  const { database } = deps;
  const send = async (subject: string, effect: SendNoticeEffect) => {
    const incident = await incidentOf(database, subject);
    const sending: Sending = { subject, effect, incident };
    const notice = await rowOf(deps, { subject, incident, ref: effect });
    if (notice.state === 'draft' || notice.state === 'approved') {
      const faults = await freeze(deps, sending, notice);
      if (faults.length > 0) return block(deps, sending, { notice, faults });
    }
    const frost = await frostOf(deps, notice.id);
    const { recipients, delivered } = await deliver(deps, sending, frost);
    const reached = delivered > 0 || recipients === 0;
    if (reached) await closeNotice(database, notice.id, new Date(deps.now()));
    else await thawNotice(database, notice.id);
    const report: NoticeSent = {
      ...{ type: 'notice_sent', effect: effect.id, notice: effect.notice, noticeId: notice.id },
      ...{ recipients, delivered, failed: recipients - delivered },
    };
    return report;
  };
  const project = createProjectRecord(deps);
  return (
    subject: string,
    effect: SendNoticeEffect,
    carry?: Projection,
  ): Promise<NoticeSent | NoticeBlocked> =>
    alive(deps, async () => {
      if (carry) await project(carry);
      return send(subject, effect);
    });
}
