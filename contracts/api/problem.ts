import { z } from 'zod';

/** RFC 9457 with Baton's members (api.md §1). */
export const problem = z
  .object({
    type: z.string().describe('A page that explains the code'),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable, snake_case'),
    detail: z.string().describe('A sentence that says what to do'),
    errors: z
      .array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() }))
      .optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problem>;
