import { z } from 'zod';

const linkMaxChars = 500;

/** Somebody or something of the directory, by id and by the name it had. */
export const namedOut = z.object({ id: z.string(), name: z.string() });

export const linkIn = z
  .string()
  .trim()
  .max(linkMaxChars)
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), 'an http or https address');

export const emptyIn = z.strictObject({});
