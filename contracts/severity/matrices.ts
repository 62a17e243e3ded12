import { z } from 'zod';
import { pagingQuery } from '../api/paging.js';
import { bilingualOut, flagIn, timeOut } from '../api/fields.js';
import { line, noteMaxChars } from '../directory/fields.js';
import { parts } from '../../domain/severity/changes.js';
import { itemId } from './fields.js';
import {
  contentShape,
  criterion,
  fact,
  matrixDomain,
  modifiers,
  modifiersPatch,
  refuseMisfits,
} from './matrix.js';

const editItemsMax = 300;
const presetVersionMax = 1_000_000;

const presetRef = z.strictObject({
  id: z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9_]*$/, 'an id such as idc_severity'),
  version: z.int().min(1).max(presetVersionMax),
});

/** A preset to install: a whole standard and which version of what it is. */
export const matrixInstall = contentShape
  .extend({ preset: presetRef })
  .superRefine(refuseMisfits)
  .meta({ id: 'MatrixInstall' });

const ids = z.array(itemId).max(editItemsMax).optional();

export const matrixEdit = z
  .strictObject({
    note: line(noteMaxChars).describe('why it departs from the preset'),
    name: contentShape.shape.name.optional(),
    domains: z.array(matrixDomain).max(editItemsMax).optional().describe('put by their id'),
    facts: z.array(fact).max(editItemsMax).optional().describe('put by their id'),
    criteria: z.array(criterion).max(editItemsMax).optional().describe('put by their id'),
    modifiers: modifiersPatch.optional(),
    remove: z.strictObject({ domains: ids, facts: ids, criteria: ids }).optional(),
  })
  .meta({ id: 'MatrixEdit' });

export const matricesQuery = z.strictObject({ ...pagingQuery, current: flagIn.optional() });

const changeRef = z.object({ part: z.enum(parts), id: z.string() });

const head = {
  id: z.string(),
  version: z.int().describe('counts up with every installation and edit'),
  name: bilingualOut,
  preset: z
    .object({ id: z.string(), version: z.int() })
    .describe('what was installed, or what the edits were made on'),
  edited: z.boolean().describe('departs from its preset'),
  current: z.boolean().describe('the one that grades; exactly one is'),
  note: z.string().nullable(),
  createdAt: timeOut,
  supersededAt: timeOut.nullable(),
};

export const matrixHead = z.object(head).meta({ id: 'MatrixHead' });

export const matrixAnswer = z
  .object({
    ...head,
    domains: z.array(matrixDomain),
    facts: z.array(fact),
    criteria: z.array(criterion),
    modifiers,
    conflicts: z
      .array(changeRef)
      .optional()
      .describe('after an installation: what both sides had changed; the local edit stands'),
  })
  .meta({ id: 'Matrix' });

export const matrixDiff = z
  .object({
    from: z.object({ id: z.string(), version: z.int() }),
    to: z.object({ id: z.string(), version: z.int() }),
    changes: z.array(
      changeRef.extend({
        kind: z.enum(['added', 'removed', 'changed']),
        before: z.unknown().describe('null where it was added'),
        after: z.unknown().describe('null where it was removed'),
      }),
    ),
  })
  .meta({ id: 'MatrixDiff' });

export type MatrixInstall = z.output<typeof matrixInstall>;
export type MatrixEditBody = z.output<typeof matrixEdit>;
export type MatrixHead = z.input<typeof matrixHead>;
export type MatrixAnswer = z.input<typeof matrixAnswer>;
export type MatrixDiff = z.input<typeof matrixDiff>;
