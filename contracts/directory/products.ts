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
  stamped,
} from './fields.js';
import { productLines } from './services.js';

const skillsMax = 20;
const skillMaxChars = 100;
const limitsMax = 20;
const kindMaxChars = 100;

/** Hard limits of what it can carry, of the kinds that requirements have (N39, N40). */
const limits = z
  .array(z.strictObject({ kind: line(kindMaxChars), limit: z.number().min(0).max(1e15) }))
  .max(limitsMax)
  .refine((all) => new Set(all.map(({ kind }) => kind)).size === all.length, 'each kind once');

export const productCreate = z
  .strictObject({
    code,
    name: names,
    line: z.enum(productLines),
    interfacePerson: optionalRef.describe('answers for it towards other departments'),
    deputy: optionalRef,
    requiredSkills: z.array(line(skillMaxChars)).max(skillsMax).optional(),
    limits: limits.optional().describe('such as {kind: "maxSessions", limit: 2048}'),
    externalRef: externalRef.nullish(),
  })
  .meta({ id: 'ProductCreate' });
export const productPatch = productCreate.partial().meta({ id: 'ProductPatch' });
export const productReplace = productCreate.extend({ externalRef }).meta({ id: 'ProductReplace' });

export const productAnswer = z
  .object({
    ...stamped,
    code: z.string(),
    name: answeredNames,
    line: z.string(),
    interfacePerson: answeredRef,
    deputy: answeredRef,
    requiredSkills: z.array(z.string()),
    limits,
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'Product' });

export type ProductDraft = z.output<typeof productCreate>;
export type ProductAnswer = z.input<typeof productAnswer>;
