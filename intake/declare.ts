import type { Actor } from '../domain/machine.js';
import type { ImpactClass, Severity } from '../domain/incident/state.js';
import { keepAudience } from '../records/drill/audience.js';
import { readBrief } from '../records/intake/brief.js';
import { keepScale } from '../records/scale/scale.js';
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
  /** How much faster its clock runs than the one on the wall (api.md §6). */
  scale?: number | undefined;
  by: Actor;
}

/** A person declares an incident; durable once it resolves. Repeating it under the same id is harmless. */
export const declareIncident = async (
  deps: Pick<IntakeDeps, 'database' | 'client' | 'taskQueue' | 'now'>,
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
  const person = by.person ?? by.id;
  const cast = { people: [person], players: [person] };
  const drill = declared.drill ?? false;
  const input = incidentInput(brief, {
    id,
    title,
    description: declared.description,
    severity: declared.severity ?? 'error',
    impactClass: declared.impactClass ?? 'degraded',
    source: { kind: 'person', id: person, name: person },
    occurredAt: declared.occurredAt,
    parent: drill ? undefined : await parentFor(deps, { id, title, brief }),
    drill,
    cast: drill ? cast : undefined,
  });
  if (drill) await keepAudience(deps.database, id, { drill: id, ...cast });
  const factor = declared.scale;
  const scale =
    factor === undefined
      ? undefined
      : await keepScale(deps.database, id, { at: deps.now(), factor });
  await startIncident(deps, input, scale);
  return { id };
};
