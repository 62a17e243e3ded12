import { IANAZone } from 'luxon';
import { z } from 'zod';
import { durationMs } from './duration.js';
import type { IntakeFormat } from './format-name.js';
import { intakeLimits } from './limits.js';

const mapEntriesMax = 100;
const labelNamesMax = 10;
const intervalMinMs = 10_000;
const intervalMaxMs = 366 * 86_400_000;
const graceDefaultMs = 60_000;

const severity = z.enum(['critical', 'error', 'warning', 'info']);
const action = z.enum(['trigger', 'acknowledge', 'resolve']);
const name = z.string().trim().min(1).max(intakeLimits.nameMaxChars);
const path = z
  .string()
  .min(1)
  .max(intakeLimits.nameMaxChars)
  .describe('a JSON pointer (`/alert/name`) or a dotted path (`alert.tags[0].name`)');
const mapTo = <Value extends z.ZodType>(value: Value) =>
  z
    .record(name, value)
    .refine((map) => Object.keys(map).length <= mapEntriesMax, `at most ${mapEntriesMax} entries`);
const duration = (minMs: number) =>
  z
    .string()
    .max(32)
    .refine((text) => within(durationMs(text), minMs), 'an ISO 8601 duration such as PT15M');

function within(ms: number | undefined, minMs: number): boolean {
  return ms !== undefined && ms >= minMs && ms <= intervalMaxMs;
}

const anyOptions = z.strictObject({
  defaults: z
    .strictObject({
      service: name.optional(),
      site: name.optional(),
      severity: severity.optional(),
    })
    .optional()
    .describe('taken where the source says nothing'),
  severityMap: mapTo(severity).optional().describe("the source's own words, before Baton's"),
  timeZone: z
    .string()
    .max(64)
    .refine((zone) => IANAZone.isValidZone(zone), 'an IANA zone such as Asia/Shanghai')
    .optional()
    .describe('zone of times that name none'),
  serviceLabels: z.array(name).max(labelNamesMax).optional(),
  siteLabels: z.array(name).max(labelNamesMax).optional(),
  paths: z
    .strictObject({
      events: path.optional(),
      action: path.optional(),
      title: path.optional(),
      dedupKey: path.optional(),
      severity: path.optional(),
      service: path.optional(),
      site: path.optional(),
      description: path.optional(),
      occurredAt: path.optional(),
      details: path.optional(),
    })
    .optional(),
  actionMap: mapTo(action).optional().describe("the source's own words for the action"),
  typeMap: mapTo(z.enum(['trigger', 'acknowledge', 'resolve', 'ignore']))
    .optional()
    .describe('CloudEvents types; a name may end in * for every type that begins so'),
  provider: name.optional().describe('who the notices are from, where they do not say'),
  interval: duration(intervalMinMs).optional().describe('how often a beat is due'),
  grace: duration(0).optional().describe('how late a beat may be; PT1M where not given'),
});

/** What an integration may set; each format takes its own part of it. */
export type FormatOptions = z.infer<typeof anyOptions>;

const common = { defaults: true, severityMap: true, timeZone: true } as const;
const labelled = { ...common, serviceLabels: true, siteLabels: true } as const;

const optionsByFormat = {
  alertmanager: anyOptions.pick(labelled),
  grafana: anyOptions.pick(labelled),
  zabbix: anyOptions.pick(labelled),
  nagios: anyOptions.pick(common),
  icinga2: anyOptions.pick(common),
  prtg: anyOptions.pick({ ...common, actionMap: true }),
  pagerduty: anyOptions.pick(labelled),
  cloudevents: anyOptions.pick({ ...labelled, typeMap: true }),
  generic: anyOptions.pick({ ...labelled, paths: true, actionMap: true }),
  maintnote: anyOptions.pick({ timeZone: true, provider: true }),
  heartbeat: anyOptions
    .pick({ defaults: true, interval: true, grace: true })
    .required({ interval: true }),
} satisfies Record<IntakeFormat, z.ZodType<FormatOptions>>;

/** The schema of an integration's `options` for its format; unknown names are refused. */
export function optionsSchemaOf(format: IntakeFormat): z.ZodType<FormatOptions> {
  return optionsByFormat[format];
}

/** A heartbeat's clock in milliseconds; undefined where the options hold no interval. */
export function heartbeatClockOf(
  options: FormatOptions,
): { intervalMs: number; graceMs: number } | undefined {
  const intervalMs = durationMs(options.interval ?? '');
  if (intervalMs === undefined) return undefined;
  return { intervalMs, graceMs: durationMs(options.grace ?? '') ?? graceDefaultMs };
}
