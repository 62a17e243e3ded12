import { z } from 'zod';
import { timeIn, timeOut } from '../api/fields.js';
import {
  answeredExternalRef,
  externalRef,
  line,
  nameMaxChars,
  stamped,
  zoneName,
} from './fields.js';

const channelsMax = 20;
const valueMaxChars = 500;
const labelMaxChars = 100;
const constraintsMax = 20;
const acceptOnlyMax = 14;

const supplierChannels = z
  .array(z.strictObject({ kind: z.enum(['phone', 'mail', 'portal']), value: line(valueMaxChars) }))
  .max(channelsMax);

const escalationContacts = z
  .array(
    z.strictObject({
      name: line(nameMaxChars),
      role: line(labelMaxChars).optional(),
      kind: z.enum(['phone', 'mail', 'portal']),
      value: line(valueMaxChars),
    }),
  )
  .max(channelsMax);

const engineer = z.strictObject({
  name: line(nameMaxChars),
  contact: line(valueMaxChars).nullish(),
  verifiedAt: timeIn.nullish().describe('when a call last reached this person'),
});

const answeredEngineer = z
  .object({
    name: z.string(),
    contact: z.string().nullable(),
    verifiedAt: timeOut.nullable(),
  })
  .nullable();

export const supplierCreate = z
  .strictObject({
    name: line(nameMaxChars),
    channels: supplierChannels.optional().describe('where a fault is reported, in order'),
    hasTechnicalContact: z.boolean().optional().describe('more than a hotline can be reached'),
    hasComplaintPath: z.boolean().optional(),
    escalationContacts: escalationContacts.optional().describe('in the order they are tried'),
    engineer: engineer.nullish().describe('an engineer of the supplier known by name'),
    externalRef: externalRef.nullish(),
  })
  .meta({ id: 'SupplierCreate' });
export const supplierPatch = supplierCreate.partial().meta({ id: 'SupplierPatch' });
export const supplierReplace = supplierCreate
  .extend({ externalRef })
  .meta({ id: 'SupplierReplace' });

export const supplierAnswer = z
  .object({
    ...stamped,
    name: z.string(),
    channels: supplierChannels,
    hasTechnicalContact: z.boolean(),
    hasComplaintPath: z.boolean(),
    escalationContacts,
    engineer: answeredEngineer,
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'Supplier' });

const circuitEngineer = z.strictObject({
  name: line(nameMaxChars),
  contact: line(valueMaxChars).describe('the number or address that reaches this person'),
});

/** A call reached the engineer; who made it is the caller (N41). */
export const engineerVerify = z
  .strictObject({ note: line(valueMaxChars).optional() })
  .meta({ id: 'SupplierEngineerVerify' });

const localTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a local time such as 22:00');

const constraints = z
  .array(z.strictObject({ kind: line(labelMaxChars), limit: z.number().min(0).max(1e15) }))
  .max(constraintsMax);

const acceptOnly = z
  .array(
    z
      .strictObject({ from: localTime, to: localTime })
      .refine((it) => it.from !== it.to, 'hours that begin and end at different times'),
  )
  .max(acceptOnlyMax)
  .describe('local hours in which a report is taken but not worked on; to ≤ from ends next day');

export const supplierServiceCreate = z
  .strictObject({
    circuitId: line(labelMaxChars).nullish(),
    medium: line(labelMaxChars).nullish(),
    technology: line(labelMaxChars).nullish(),
    lastMile: line(labelMaxChars).nullish(),
    carrier: line(labelMaxChars).nullish().describe('whose line it is in the end'),
    handOff: line(labelMaxChars).nullish().describe('where and as what it is handed to us'),
    engineer: circuitEngineer.nullish().describe('the engineer of the supplier for this circuit'),
    constraints: constraints.optional(),
    acceptOnly: acceptOnly.optional(),
    zone: zoneName.optional().describe('of acceptOnly'),
    externalRef: externalRef.nullish(),
  })
  .meta({ id: 'SupplierServiceCreate' });
export const supplierServicePatch = supplierServiceCreate
  .partial()
  .meta({ id: 'SupplierServicePatch' });
export const supplierServiceReplace = supplierServiceCreate
  .extend({ externalRef })
  .meta({ id: 'SupplierServiceReplace' });

export const supplierServiceAnswer = z
  .object({
    ...stamped,
    supplier: z.string(),
    circuitId: z.string().nullable(),
    medium: z.string().nullable(),
    technology: z.string().nullable(),
    lastMile: z.string().nullable(),
    carrier: z.string().nullable(),
    handOff: z.string().nullable(),
    engineer: z
      .object({
        name: z.string(),
        contact: z.string(),
        verified: z
          .object({ by: z.string(), at: timeOut, note: z.string().nullable() })
          .nullable()
          .describe('the call that reached this engineer; none for a new name or contact'),
      })
      .nullable(),
    constraints,
    acceptOnly,
    zone: z.string(),
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'SupplierService' });

export type SupplierDraft = z.output<typeof supplierCreate>;
export type SupplierAnswer = z.input<typeof supplierAnswer>;
export type SupplierServiceDraft = z.output<typeof supplierServiceCreate>;
export type SupplierServiceAnswer = z.input<typeof supplierServiceAnswer>;
