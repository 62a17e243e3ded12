import type { Actor } from '../domain/machine.js';
import type { ImpactClass, Severity } from '../domain/incident/state.js';
import { readBrief } from '../records/intake/brief.js';
import type { IntakeDeps } from './admit.js';
import { startIncident } from './engine.js';
import { parentFor } from './family.js';
import { incidentInput } from './input.js';

export interface Declaration {
  /** The incident's id, minted by the caller, so that a repeated request finds the same one. */
  id: string;
  title: string;
  description?: string | undefined;
  severity?: Severity | undefined;
  impactClass?: ImpactClass | undefined;
  service?: string | undefined;
  site?: string | undefined;
  policy?: string | undefined;
  occurredAt?: number | undefined;
  drill?: boolean | undefined;
  by: Actor;
}

/** A person declares an incident; durable once it resolves. Repeating it under the same id is harmless. */
export const declareIncident = async (
  deps: Pick<IntakeDeps, 'database' | 'client' | 'taskQueue'>,
  declared: Declaration,
): Promise<{ id: string }> => {
  const brief = await readBrief(deps.database, {
    integration: '',
    dedupKey: '',
    service: declared.service,
    site: declared.site,
    policyId: declared.policy,
  });
  const { by, id, title } = declared;
  const drill = declared.drill ?? false;
  const input = incidentInput(brief, {
    id,
    title,
    description: declared.description,
    severity: declared.severity ?? 'error',
    impactClass: declared.impactClass ?? 'degraded',
    source: { kind: 'person', id: by.person ?? by.id, name: by.person ?? by.id },
    occurredAt: declared.occurredAt,
    parent: drill ? undefined : await parentFor(deps, { id, title, brief }),
    drill,
  });
  await startIncident(deps, input);
  return { id };
};
