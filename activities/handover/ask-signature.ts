import { ApplicationFailure } from '@temporalio/common';

import { localTime } from '../../contracts/local-time.js';
import { shortNumberOf } from '../../contracts/names.js';
import { text } from '../../contracts/text.js';
import type { AskSignatureEffect } from '../../domain/handover/effects.js';
import type { HandoverView } from '../../domain/handover/view.js';
import { wallAt, type TimeScale } from '../../domain/time-scale.js';
import { newToken } from '../../records/delivery/rows.js';
import { keepSignerLink, signerLinkSent } from '../../records/handover/signer-links.js';
import { entitledSigner, type Signer } from '../../records/handover/signer.js';
import { findProcess, type FoundProcess } from '../../records/process/read.js';
import { alive } from '../activity-context.js';
import type { NotifyDependencies } from '../notify/attempt.js';
import type { Message } from '../notify/channels/channel.js';
import type { HandoverActivities } from './handover-activities.js';

type Effect = AskSignatureEffect & { scale?: TimeScale };

interface Asking {
  effect: Effect;
  row: FoundProcess<HandoverView>;
  signer: Signer;
  token: string;
  /** By the clock on the wall. */
  until: number;
}

const messageOf = (
  { publicUrl, zone }: NotifyDependencies,
  { effect, row, signer, token, until }: Asking,
): Message => {
  const { language, name } = signer;
  const number = shortNumberOf('handover', row.number);
  const url = `${publicUrl}/s/${token}`;
  const values = {
    ...{ name, number, url, hash: effect.sheet },
    service: row.view.service?.name ?? row.view.title,
    until: localTime(zone, until),
  };
  return {
    ...{ key: `${effect.handover}/${effect.id}`, possiblyRepeated: false },
    ...{ thread: effect.handover, language },
    subject: text(language, 'sheet/link/mail_subject', values),
    text: text(language, 'sheet/link/mail_text', values),
    facts: { number, sheet: effect.sheet },
    actionUrl: url,
  };
};

type Sent = 'sent' | 'later' | 'never';

/** Tries the contact's ways in their order until one takes the mail. */
async function send(deps: NotifyDependencies, asking: Asking): Promise<Sent> {
  const message = messageOf(deps, asking);
  let outcome: Sent = 'never';
  for (const { channel, address } of asking.signer.channels) {
    const { kind } = await deps.channels[channel].send(address, message, deps.signal());
    if (kind === 'delivered') return 'sent';
    if (kind === 'retry') outcome = 'later';
  }
  return outcome;
}

async function ask(
  deps: NotifyDependencies,
  effect: Effect,
): ReturnType<HandoverActivities['askSignature']> {
  const { id, handover, signer: named, sheet, scale } = effect;
  const { prisma } = deps.database;
  const report = (ok: boolean, why?: string) => ({
    ...{ type: 'signature_asked' as const, effect: id, ok },
    ...(why !== undefined && { why }),
  });
  const row = await findProcess<HandoverView>(prisma, {
    ...{ process: 'handover', idOrNumber: handover },
  });
  if (!row) throw new Error(`${handover} is not in the read model`);
  const { customer, department } = row.view;
  const signer = await entitledSigner(prisma, {
    ...{ contact: named.contact, customer: customer?.id, delivery: department?.id ?? '' },
  });
  if ('why' in signer) return report(false, signer.why);
  const [token, until] = [newToken(), wallAt(scale, effect.until)];
  const link = { subject: handover, effect: id, contact: signer.id, sheet, expires: until };
  if (!(await keepSignerLink(prisma, { ...link, token }))) return report(true);
  const sent = await send(deps, { effect, row, signer, token, until });
  if (sent === 'later') {
    throw ApplicationFailure.retryable('the signer’s mail was not taken yet', 'SignerUnreached');
  }
  if (sent === 'never') return report(false, 'unreachable');
  await signerLinkSent(prisma, token, deps.now());
  return report(true);
}

/** Mails the customer's signer a link of their own for this one sheet (4b, operations.md). */
export const createAskSignature =
  (deps: NotifyDependencies) =>
  (effect: Effect): ReturnType<HandoverActivities['askSignature']> =>
    alive(deps, () => ask(deps, effect));
