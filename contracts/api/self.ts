import { z } from 'zod';

/** Who calls, and what the key may do. */
export const meAnswer = z
  .object({
    key: z.string().describe('The id of the key'),
    person: z
      .object({ id: z.string(), name: z.string(), department: z.string().nullable() })
      .nullable()
      .describe("null: a service's key, which holds nothing"),
    roles: z.array(
      z.object({
        role: z.string(),
        department: z.string().nullable(),
        site: z.string().nullable(),
        customer: z.string().nullable(),
      }),
    ),
    scopes: z.array(z.string()).describe("Empty on a person's key: all that the person may"),
    permissions: z.array(z.string()).describe('Those that the caller has anywhere'),
  })
  .meta({ id: 'Me' });

/** Which role has which permission (operations.md §3a). */
export const permissionTableAnswer = z
  .object({
    roles: z.array(z.string()),
    permissions: z.array(z.object({ permission: z.string(), roles: z.array(z.string()) })),
  })
  .meta({ id: 'PermissionTable' });

export const timelineVerdict = z.object({
  ok: z.boolean(),
  lines: z.int().optional(),
  n: z.int().optional().describe('The first line that does not hold'),
  why: z.string().optional(),
});
