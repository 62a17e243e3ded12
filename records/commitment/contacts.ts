import { maskAddress, type ChannelRule } from '../../contracts/channels.js';
import type { ContactAnswer, ContactDraft } from '../../contracts/commitment/contacts.js';
import type { CustomerContact, Prisma } from '../../prisma/generated/client.js';
import {
  anyOf,
  externalRefColumn,
  externalRefOf,
  jsonColumn,
  sameExternalRef,
  stampsOf,
} from '../directory/columns.js';
import type { Noun } from '../directory/noun.js';
import { refuseUnknown } from '../directory/references.js';
import { verbsOf } from '../directory/verbs.js';
import { customersWithin } from './visible.js';

/** With the customer it is nested below. */
type ContactFull = ContactDraft & { customer: string };

interface ContactFilters {
  customer?: string[] | undefined;
}

type Columns = Omit<Prisma.CustomerContactUncheckedCreateInput, 'id' | 'version'>;

const noun: Noun<
  CustomerContact,
  ContactFull,
  Columns,
  Prisma.CustomerContactWhereInput,
  ContactFilters
> = {
  name: 'customer_contact',
  idPrefix: 'cct_',
  table: (rows) => rows.customerContact,
  draftOf: (row) => ({
    ...plainOf(row),
    channels: rulesOf(row).map(
      ({ afterS, ...rule }) =>
        ({ ...rule, after: afterS }) as NonNullable<ContactDraft['channels']>[number],
    ),
    verifiedAt: row.verifiedAt?.getTime() ?? null,
  }),
  columns: (draft) => ({
    customerId: draft.customer,
    name: draft.name,
    role: draft.role,
    channels: jsonColumn(
      (draft.channels ?? []).map(({ channel, address, after }) => ({
        ...{ channel, address },
        afterS: after,
      })),
    ),
    language: draft.language ?? 'zh',
    notifyFrom: draft.notifyFrom ?? null,
    verifiedAt: draft.verifiedAt == null ? null : new Date(draft.verifiedAt),
    maySign: draft.maySign ?? false,
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: ({ customer }, scope) => ({
    ...anyOf('customerId', customer),
    ...(!scope.everywhere && { customer: customersWithin(scope) }),
  }),
  byExternalRef: sameExternalRef,
  scoped: (_rows, draft) => ({ customerId: draft.customer }),
  check: (rows, draft) =>
    refuseUnknown(rows, [{ pointer: '/customer', kind: 'customer', id: draft.customer }]),
  usedBy: () => Promise.resolve([]),
};

const rulesOf = (row: CustomerContact): ChannelRule[] => row.channels as unknown as ChannelRule[];

const plainOf = (row: CustomerContact) => ({
  customer: row.customerId,
  name: row.name,
  role: row.role as ContactAnswer['role'],
  language: row.language,
  notifyFrom: row.notifyFrom as ContactAnswer['notifyFrom'],
  maySign: row.maySign,
  externalRef: externalRefOf(row.externalRef),
});

const answerOf = (row: CustomerContact): ContactAnswer => ({
  ...stampsOf(row),
  ...plainOf(row),
  channels: rulesOf(row).map(({ channel, address, afterS }) => ({
    channel,
    address: maskAddress(channel, address),
    after: afterS,
  })),
  verifiedAt: row.verifiedAt,
});

/** Whom a customer wants told, and who may sign for it (CustomerContact, 3a operations.md). */
export const contacts = verbsOf(noun, answerOf);
