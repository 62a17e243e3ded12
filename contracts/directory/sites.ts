import { z } from 'zod';
import {
  answeredExternalRef,
  answeredNames,
  answeredRef,
  externalRef,
  names,
  optionalRef,
  stamped,
  zoneName,
} from './fields.js';

/** From the largest to the smallest; a place lies in a larger one. */
export const siteKinds = ['region', 'city', 'site', 'room', 'row', 'rack'] as const;

export const siteCreate = z
  .strictObject({
    kind: z.enum(siteKinds),
    name: names,
    parent: optionalRef,
    zone: zoneName.nullish(),
    externalRef: externalRef.nullish(),
  })
  .meta({ id: 'SiteCreate' });
export const sitePatch = siteCreate.partial().meta({ id: 'SitePatch' });
export const siteReplace = siteCreate.extend({ externalRef }).meta({ id: 'SiteReplace' });

export const siteAnswer = z
  .object({
    ...stamped,
    kind: z.enum(siteKinds),
    name: answeredNames,
    parent: answeredRef,
    path: z.array(z.string()).describe('ids from the root to this place'),
    zone: z.string().nullable(),
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'Site' });

export type SiteDraft = z.output<typeof siteCreate>;
export type SiteAnswer = z.input<typeof siteAnswer>;
