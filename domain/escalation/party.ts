import type { Hours } from '../clock.js';
import { cutText } from '../cut-text.js';
import type { Instant } from '../machine.js';
import { contactsMax, textBytes, type Leg, type Party, type SupplierSide } from './state.js';

const cutSupplier = (side: SupplierSide): SupplierSide => ({
  ...side,
  supplier: { ...side.supplier, name: cutText(side.supplier.name, textBytes.name) },
  contacts: side.contacts.slice(0, contactsMax).map(({ kind, value, name }) => ({
    kind,
    value: cutText(value, textBytes.contact),
    ...(name !== undefined && { name: cutText(name, textBytes.contact) }),
  })),
});

const cutParty = (party: Party): Party => ({
  ...party,
  name: cutText(party.name, textBytes.name),
  ...(party.department && {
    department: { ...party.department, name: cutText(party.department.name, textBytes.name) },
  }),
  ...(party.supplier && { supplier: cutSupplier(party.supplier) }),
});

/** A leg as it is opened, every text of its party within its bytes. */
export const legOf = (
  party: Party,
  leg: { n: number; hours: Hours; openedAt: Instant; decided?: true },
): Leg => ({
  ...leg,
  party: cutParty(party),
  silences: 0,
  paged: [],
  nextContact: 0,
  attempts: 0,
  unanswered: 0,
});
