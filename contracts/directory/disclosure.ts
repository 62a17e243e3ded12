import { z } from 'zod';
import { bilingualOut, timeOut } from '../api/fields.js';

const flow = z.object({
  src: z.string(),
  dst: z.string(),
  path: z.string().nullable(),
  routing: z.string().nullable(),
  acl: z.array(z.string()),
  security: z.array(z.string()),
  dns: z.array(z.string()),
  interception: z.array(z.string()).describe('whether and how DNS answers are intercepted'),
});

const item = z.object({
  key: z.string(),
  name: bilingualOut,
  text: z.string().nullable(),
  rows: z.array(z.record(z.string(), z.string())),
  content: z.string().nullable().describe('GET /api/v1/files/{content} where it is a file'),
});

/** What ops verified of a service's architecture and traffic, readable in an incident (N7, N8). */
export const serviceDisclosure = z
  .object({
    service: z.object({ id: z.string(), code: z.string(), name: z.string() }),
    handover: z
      .object({ id: z.string(), number: z.string(), stage: z.string(), asOf: timeOut })
      .nullable()
      .describe('the latest hand-over; none: nothing was disclosed'),
    flows: z.array(flow),
    other: z
      .array(z.object({ flow: z.string(), text: z.string() }))
      .describe('rules and names of flows that the list does not name'),
    items: z.array(item).describe('sections B, C, D, F and G as verified'),
    unverified: z.array(z.string()).describe('items of these sections that nobody verified yet'),
  })
  .meta({ id: 'ServiceDisclosure' });

export type ServiceDisclosure = z.input<typeof serviceDisclosure>;
