import { z } from 'zod';
import { timeIn, timeOut } from '../api/fields.js';
import { answeredRef, line, nameMaxChars, optionalRef } from './fields.js';

const scopesMax = 20;

const scopeMaxChars = 64;

/** A permission (`incident.read`), all of an area (`incident.*`) or everything (`*`). */
const keyScope = z
  .string()
  .max(scopeMaxChars)
  .regex(/^(?:\*|[a-z]+\.(?:\*|[a-z]+))$/, 'a permission such as incident.read, incident.* or *');

export const keyCreate = z
  .strictObject({
    name: line(nameMaxChars),
    person: optionalRef.describe(
      'acts as this person; without one it is a service and holds nothing',
    ),
    scopes: z
      .array(keyScope)
      .max(scopesMax)
      .optional()
      .describe("narrows a person's key; a service's key may do only these"),
    expiresAt: timeIn.nullish(),
  })
  .meta({ id: 'KeyCreate' });

const keyShape = {
  id: z.string(),
  name: z.string(),
  prefix: z.string().describe('the first characters, to tell keys apart'),
  person: answeredRef,
  scopes: z.array(z.string()),
  expiresAt: timeOut.nullable(),
  lastUsedAt: timeOut.nullable(),
  revokedAt: timeOut.nullable(),
  createdAt: timeOut,
} as const;

export const keyAnswer = z.object(keyShape).meta({ id: 'Key' });
export const keyCreated = z
  .object({ ...keyShape, key: z.string().describe('shown only here') })
  .meta({ id: 'KeyCreated' });

export type KeyDraft = z.output<typeof keyCreate>;
export type KeyAnswer = z.input<typeof keyAnswer>;
export type KeyCreated = z.input<typeof keyCreated>;
