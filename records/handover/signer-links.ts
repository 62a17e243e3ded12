import type { SignerLink } from '../../prisma/generated/client.js';
import { tokenId } from '../delivery/rows.js';
import type { Rows } from '../rows.js';

export type { SignerLink };

const tokenShape = /^[\w-]{16,128}$/;

export interface NewSignerLink {
  token: string;
  subject: string;
  /** The effect that asked: a repeat of it replaces the link, so that one is valid only. */
  effect: string;
  contact: string;
  sheet: string;
  /** Epoch milliseconds. */
  expires: number;
}

/** Stores a link before its mail goes; false where the mail of this ask has gone already. */
export async function keepSignerLink(rows: Rows, link: NewSignerLink): Promise<boolean> {
  const { subject, effect, contact: contactId, sheet } = link;
  const data = { contactId, sheet, expiresAt: new Date(link.expires) };
  const where = { subject_effect: { subject, effect } };
  const before = await rows.signerLink.findUnique({ where });
  if (before?.sentAt) return false;
  const id = tokenId(link.token);
  await rows.signerLink.upsert({
    where,
    create: { id, subject, effect, ...data },
    update: { id, ...data },
  });
  return true;
}

/** The mail with this link was taken by the contact's side. */
export async function signerLinkSent(rows: Rows, token: string, at: number): Promise<void> {
  await rows.signerLink.update({ where: { id: tokenId(token) }, data: { sentAt: new Date(at) } });
}

/** The link behind a token, whatever its state; undefined where there never was one. */
export async function findSignerLink(rows: Rows, token: string): Promise<SignerLink | undefined> {
  if (!tokenShape.test(token)) return undefined;
  return (await rows.signerLink.findUnique({ where: { id: tokenId(token) } })) ?? undefined;
}

/** Uses a link up; false where it was used or its time is over. */
export async function useSignerLink(rows: Rows, id: string, now: Date): Promise<boolean> {
  const used = await rows.signerLink.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return used.count === 1;
}

/** Gives a link back whose signature was not taken. */
export async function giveBackSignerLink(rows: Rows, id: string): Promise<void> {
  await rows.signerLink.updateMany({ where: { id }, data: { usedAt: null } });
}
