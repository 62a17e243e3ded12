import { z } from 'zod';
import { timeIn, timeOut } from '../api/fields.js';
import {
  answeredExternalRef,
  answeredRef,
  externalRef,
  line,
  noteMaxChars,
  optionalRef,
  resourceId,
  stamped,
} from './fields.js';

const dutyMaxChars = 100;

const members = z.strictObject({
  person: resourceId,
  product: optionalRef.describe('what this person can run; or a duty'),
  duty: line(dutyMaxChars).nullish(),
  certifier: resourceId
    .optional()
    .describe('the caller where one is a person; only a service key names somebody else'),
  from: timeIn,
  expires: timeIn.describe('past this it does not count'),
  evidence: line(noteMaxChars).nullish().describe('where the proof is'),
  externalRef: externalRef.nullish(),
});

export const certificationCreate = members.meta({ id: 'CertificationCreate' });
export const certificationPatch = members.partial().meta({ id: 'CertificationPatch' });
export const certificationReplace = members
  .extend({ externalRef })
  .meta({ id: 'CertificationReplace' });

export const certificationAnswer = z
  .object({
    ...stamped,
    person: z.string(),
    product: answeredRef,
    duty: z.string().nullable(),
    certifier: z.string(),
    from: timeOut,
    expires: timeOut,
    evidence: z.string().nullable(),
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'Certification' });

export type CertificationBody = z.output<typeof certificationCreate>;
export type CertificationDraft = CertificationBody & { certifier: string };
export type CertificationAnswer = z.input<typeof certificationAnswer>;
