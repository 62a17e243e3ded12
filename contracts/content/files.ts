import { z } from 'zod';

import { timeOut } from '../api/fields.js';
import { line, nameMaxChars } from '../directory/fields.js';

/** Of one file (api.md §1 allows up to 20 MiB). */
export const fileMaxBytes = 10_485_760;

export const fileUploadQuery = z.strictObject({
  name: line(nameMaxChars).describe('the name of the file, percent-encoded UTF-8'),
});

export const fileAnswer = z
  .object({
    id: z.string().describe('the first 22 characters of the base64url sha-256 of its bytes'),
    name: z.string(),
    mime: z.string().describe('by its content, whatever the request said'),
    size: z.int().describe('bytes'),
    createdAt: timeOut,
    by: z.string(),
  })
  .meta({ id: 'File' });

export const fileParams = z.strictObject({
  id: z
    .string()
    .max(40)
    .regex(/^[\w-]+$/, 'an id that the upload answered'),
});
