import { createHash } from 'node:crypto';

import type { ChannelRule } from '../../contracts/channels.js';
import type { CustomerContact } from '../../prisma/generated/client.js';
import { canonicalJson } from '../audit/canonical-json.js';
import { jsonColumn } from '../directory/columns.js';
import { departmentsOf } from '../escalation/standing.js';
import type { Rows } from '../rows.js';

/** Who made sure of a contact, when, and of which facts. */
export interface Verification {
  by: string;
  /** Epoch milliseconds. */
  at: number;
  /** Hash of what was made sure of: a contact that was changed since is not verified. */
  of: string;
}

type Facts = Pick<CustomerContact, 'name' | 'channels' | 'maySign' | 'customerId'>;

const factsHash = ({ name, channels, maySign, customerId }: Facts): string =>
  createHash('sha256')
    .update(canonicalJson([customerId, name, channels, maySign]))
    .digest('base64url');

const verificationOf = (row: CustomerContact): Verification | undefined =>
  (row.verification as unknown as Verification | null) ?? undefined;

/** Writes that `by` has made sure of this contact as it is stored. */
export async function verifyContact(
  rows: Rows,
  contact: CustomerContact,
  { by, at }: { by: string; at: number },
): Promise<CustomerContact> {
  const verification: Verification = { by, at, of: factsHash(contact) };
  return rows.customerContact.update({
    where: { id: contact.id },
    data: {
      ...{ verification: jsonColumn(verification), verifiedAt: new Date(at) },
      version: contact.version + 1,
    },
  });
}

/** Why a contact may not sign, in stable words. */
export type NotEntitled =
  'unknown' | 'other_customer' | 'may_not_sign' | 'not_verified' | 'verified_by_delivery';

export interface Signer {
  id: string;
  name: string;
  language: 'zh' | 'en';
  channels: ChannelRule[];
}

/**
 * The contact who signs for the customer: it may sign, and somebody outside the delivering
 * department made sure of it as it is stored (4b, operations.md).
 */
export async function entitledSigner(
  rows: Rows,
  asked: { contact: string; customer?: string | undefined; delivery: string },
): Promise<Signer | { why: NotEntitled }> {
  const row = await rows.customerContact.findUnique({ where: { id: asked.contact } });
  if (!row) return { why: 'unknown' };
  if (asked.customer !== undefined && row.customerId !== asked.customer) {
    return { why: 'other_customer' };
  }
  if (!row.maySign) return { why: 'may_not_sign' };
  const verified = verificationOf(row);
  if (!verified || verified.of !== factsHash(row)) return { why: 'not_verified' };
  const departments = await departmentsOf(rows, verified.by);
  if (departments.includes(asked.delivery)) return { why: 'verified_by_delivery' };
  const channels = (row.channels as unknown as ChannelRule[]).toSorted(
    (a, b) => a.afterS - b.afterS,
  );
  return { ...{ id: row.id, name: row.name, language: row.language }, channels };
}
