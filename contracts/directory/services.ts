import { z } from 'zod';
import {
  answeredExternalRef,
  answeredNames,
  answeredRef,
  code,
  externalRef,
  line,
  names,
  optionalRef,
  resourceId,
  stamped,
} from './fields.js';

export const productLines = [
  'leased_line',
  'sdwan',
  'colocation',
  'internet_broker',
  'managed',
  'integration_rental',
  'equipment_rental',
  'internal',
] as const;
export const serviceModes = ['equipment_only', 'equipment_plus_service', 'service_only'] as const;
export const serviceStatuses = [
  'designing',
  'delivering',
  'trial',
  'in_service',
  'suspended',
  'ceased',
] as const;

const requirementsMax = 20;
const requirementKindMaxChars = 100;

/** What the customer needs, of the kinds that suppliers' constraints have (N39, N40). */
const requirements = z
  .array(
    z.strictObject({ kind: line(requirementKindMaxChars), amount: z.number().min(0).max(1e15) }),
  )
  .max(requirementsMax);

const dependenciesMax = 20;
/** Services behind one another. */
export const dependencyDepthMax = 12;
const supplierServicesMax = 20;

const eachOnce = (ids: string[]): boolean => new Set(ids).size === ids.length;

export const serviceCreate = z
  .strictObject({
    code,
    name: names,
    productLine: z.enum(productLines),
    mode: z.enum(serviceModes).optional(),
    status: z.enum(serviceStatuses).optional(),
    customer: optionalRef,
    contract: optionalRef.describe('whose commitments hold for it'),
    site: optionalRef,
    department: optionalRef.describe('answers for it when no site or policy says otherwise'),
    policy: optionalRef,
    product: optionalRef.describe('what it is an instance of: its limits and skills hold for it'),
    dependsOn: z
      .array(resourceId)
      .max(dependenciesMax)
      .refine(eachOnce, 'each service once')
      .optional()
      .describe('services it stands behind: an open incident there makes its own a child'),
    supplierServices: z
      .array(resourceId)
      .max(supplierServicesMax)
      .refine(eachOnce, 'each supplier service once')
      .optional(),
    requirements: requirements
      .optional()
      .describe('measurable needs, checked against the limits of suppliers'),
    externalRef: externalRef.nullish(),
  })
  .meta({ id: 'ServiceCreate' });
export const servicePatch = serviceCreate.partial().meta({ id: 'ServicePatch' });
export const serviceReplace = serviceCreate.extend({ externalRef }).meta({ id: 'ServiceReplace' });

export const serviceAnswer = z
  .object({
    ...stamped,
    code: z.string(),
    name: answeredNames,
    productLine: z.string(),
    mode: z.enum(serviceModes),
    status: z.string(),
    customer: answeredRef,
    contract: answeredRef,
    site: answeredRef,
    department: answeredRef,
    policy: answeredRef,
    product: answeredRef,
    dependsOn: z.array(z.string()),
    supplierServices: z.array(z.string()),
    requirements,
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'Service' });

export type ServiceDraft = z.output<typeof serviceCreate>;
export type ServiceAnswer = z.input<typeof serviceAnswer>;
