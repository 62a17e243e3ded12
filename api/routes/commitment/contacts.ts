import {
  contactAnswer,
  contactCreate,
  contactPatch,
  contactReplace,
  type ContactAnswer,
  type ContactDraft,
} from '../../../contracts/commitment/contacts.js';
import { contacts } from '../../../records/commitment/contacts.js';
import { customers } from '../../../records/directory/customers.js';
import { nestedRoutes } from './nested.js';

export const contactRoutes = nestedRoutes(
  {
    path: '/api/v1/customers/{id}/contacts',
    above: ['id'],
    one: 'contact',
    operations: 'customer_contacts',
    words: { zh: '客户联系人', en: "a customer's contacts" },
    read: 'customer.read',
    write: 'customer.write',
    answer: contactAnswer,
    create: contactCreate,
    patch: contactPatch,
    replace: contactReplace,
    parentOf: async (access, { id }) => (await customers.get(access, id ?? '', {})).id,
  },
  {
    ...contacts,
    list: (access, customer, paging) =>
      contacts.list(access, { filters: { customer: [customer] }, paging }),
    get: (access, id) => contacts.get(access, id, {}),
    parentIn: (row: ContactAnswer) => row.customer,
    within: (draft, customer) => ({ ...(draft as ContactDraft), customer }),
    create: (access, draft) => contacts.create(access, draft),
  },
);
