import { z } from 'zod';
import { redundancyKinds } from '../../domain/window/overlap.js';
import { answeredNames, names, resourceId, stamped } from '../directory/fields.js';

const membersMax = 20;
const memberKinds = ['supplier_service', 'service'] as const;

const members = z
  .array(z.strictObject({ kind: z.enum(memberKinds), id: resourceId }))
  .min(2)
  .max(membersMax)
  .refine(
    (given) => new Set(given.map(({ kind, id }) => `${kind} ${id}`)).size === given.length,
    'each member once',
  );

export const pairCreate = z
  .strictObject({
    name: names,
    kind: z.enum(redundancyKinds).describe('2N and N+1 can spare one member, N none'),
    members,
  })
  .meta({ id: 'RedundancyPairCreate' });
export const pairPatch = pairCreate.partial().meta({ id: 'RedundancyPairPatch' });

export const pairAnswer = z
  .object({
    ...stamped,
    name: answeredNames,
    kind: z.enum(redundancyKinds),
    members: z.array(z.object({ kind: z.enum(memberKinds), id: z.string() })),
  })
  .meta({ id: 'RedundancyPair' });

export type PairDraft = z.output<typeof pairCreate>;
export type PairAnswer = z.input<typeof pairAnswer>;
export type PairMember = PairDraft['members'][number];
