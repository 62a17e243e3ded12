import { z } from 'zod';
import { timeOut } from '../api/fields.js';
import { intakeFormats } from '../intake/format-name.js';
import { answeredRef, line, nameMaxChars, optionalRef, stamped } from './fields.js';

const defaultsOrOptions = z.record(z.string(), z.unknown());

/** `defaults` and `options` are checked against the format's own schema. */
export const integrationCreate = z
  .strictObject({
    name: line(nameMaxChars),
    format: z.enum(intakeFormats),
    service: optionalRef,
    site: optionalRef,
    policy: optionalRef.describe("without one the service's, else the installation's default"),
    defaults: defaultsOrOptions.optional().describe('taken where the source says nothing'),
    options: defaultsOrOptions.optional(),
    disabled: z.boolean().optional(),
  })
  .meta({ id: 'IntegrationCreate' });
export const integrationPatch = integrationCreate
  .omit({ format: true })
  .partial()
  .meta({ id: 'IntegrationPatch' });

const integrationShape = {
  ...stamped,
  name: z.string(),
  format: z.enum(intakeFormats),
  service: answeredRef,
  site: answeredRef,
  policy: answeredRef,
  defaults: defaultsOrOptions,
  options: defaultsOrOptions,
  disabledAt: timeOut.nullable(),
  lastEventAt: timeOut.nullable(),
  keyHint: z.string().describe('the last characters of the key'),
} as const;

export const integrationAnswer = z.object(integrationShape).meta({ id: 'Integration' });

/** What a new integration or a rotated key answers; the key is also part of the setup text. */
export const integrationCreated = z
  .object({
    ...integrationShape,
    key: z.string().describe('32 hexadecimal characters'),
    url: z.string(),
  })
  .meta({ id: 'IntegrationCreated' });

export const intakeLogAnswer = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        at: timeOut,
        contentType: z.string().nullable(),
        body: z.string().describe('secrets masked'),
        result: z.unknown(),
      }),
    ),
  })
  .meta({ id: 'IntakeLog' });

export type IntegrationDraft = z.output<typeof integrationCreate>;
export type IntegrationAnswer = z.input<typeof integrationAnswer>;
