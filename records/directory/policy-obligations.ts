import type { PolicyAnswer, PolicyDraft } from '../../contracts/directory/policies.js';
import { severityNames } from '../../contracts/directory/policies.js';
import type { Prisma } from '../../prisma/generated/client.js';
import { jsonColumn } from './columns.js';

type Targets = NonNullable<PolicyDraft['targets']>;

const obligations = ['acknowledge', 'restore', 'verify', 'observe', 'offer'] as const;

/** `{critical: {acknowledge}}` as callers write it → `{critical: {acknowledgeS}}` as stored. */
export function targetsColumn(targets: Targets): Prisma.InputJsonValue {
  const stored = severityNames.flatMap((severity) => {
    const given = targets[severity];
    if (!given) return [];
    const seconds = obligations.flatMap((name) =>
      given[name] === undefined ? [] : [[`${name}S`, given[name]] as const],
    );
    return [[severity, Object.fromEntries(seconds)] as const];
  });
  return jsonColumn(Object.fromEntries(stored));
}

/** The reverse of `targetsColumn`. */
export function targetsDraft(stored: Prisma.JsonValue): Targets {
  const bySeverity = stored as Record<string, Record<string, number>>;
  const targets: Targets = {};
  for (const severity of severityNames) {
    const seconds = bySeverity[severity];
    if (!seconds) continue;
    targets[severity] = Object.fromEntries(
      obligations.flatMap((name) => {
        const value = seconds[`${name}S`];
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
  }
  return targets;
}

export const targetsAnswer = (stored: Prisma.JsonValue): PolicyAnswer['targets'] =>
  targetsDraft(stored) as PolicyAnswer['targets'];
