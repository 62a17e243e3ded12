import { z } from 'zod';

import { idIn } from '../../../contracts/api/fields.js';
import { notFound } from '../../../contracts/api/refused.js';
import { contactAnswer } from '../../../contracts/commitment/contacts.js';
import { verifyContactBody } from '../../../contracts/handover/requests.js';
import { contacts } from '../../../records/commitment/contacts.js';
import { customers } from '../../../records/directory/customers.js';
import { verifyContact } from '../../../records/handover/signer.js';
import { personOf } from '../../auth/principal.js';
import { route } from '../../route.js';
import { accessOf } from '../directory/access.js';

export const verifyContactRoute = route({
  method: 'post',
  path: '/api/v1/customers/{id}/contacts/{contact}/verify',
  operationId: 'customer_contacts_verify',
  summary: {
    zh: '核实客户联系人；为移交签署须由交付以外的人核实',
    en: 'Make sure of a contact; to sign for a hand-over by somebody outside delivery',
  },
  tags: ['directory'],
  permission: 'contact.verify',
  params: z.strictObject({ id: idIn, contact: idIn }),
  body: verifyContactBody,
  response: contactAnswer,
  handler: async (call) => {
    const by = personOf(call.principal).id;
    const access = accessOf(call, 'customer.read');
    const { id } = await customers.get(access, call.params.id, {});
    const { contact } = call.params;
    await call.write(async (tx, audit) => {
      const row = await tx.customerContact.findUnique({ where: { id: contact } });
      if (row?.customerId !== id) throw notFound('customer_contact');
      await verifyContact(tx, row, { by, at: call.now });
      await audit({ subject: contact, action: 'customer_contact.verify', after: call.body });
    });
    return contacts.get(access, contact, {});
  },
});
