import { WorkflowNotFoundError } from '@temporalio/client';

import { askUpdate, type Answer, type Ask } from '../../contracts/names.js';
import type { IntakeEvent } from '../../contracts/intake/event.js';
import type { DrillReported } from '../../domain/drill/commands.js';
import type { PlayEffect } from '../../domain/drill/effects.js';
import type { Incident } from '../../domain/incident/process.js';
import type { Source } from '../../intake/admit.js';
import { promptly } from '../../intake/engine.js';
import { behindLabel } from '../../intake/practice.js';
import { openOn } from '../../records/intake/open-key.js';
import type { DrillDependencies } from './drill-dependencies.js';

type Played = Extract<DrillReported, { type: 'played' }>;
type Told = Pick<Played, 'incident' | 'why'>;

/**
 * Lets the world say one line of the script: an alert or a recovery through the intake, with the
 * drill as its source, a word as a note of that source on the incident (V6, operations.md).
 */
export function createPlayScript(deps: DrillDependencies) {
  return async (drill: string, effect: PlayEffect): Promise<Played> => {
    const { id, event } = effect;
    const said =
      event.kind === 'word' ? await say(deps, drill, effect) : await alert(deps, drill, effect);
    return { type: 'played', effect: id, event: event.id, ...said };
  };
}

async function alert(
  { intake }: DrillDependencies,
  drill: string,
  { id, title, event, place = {}, at }: PlayEffect,
): Promise<Told> {
  if (event.kind === 'word') return {};
  const source: Source = {
    id: drill,
    name: title,
    format: 'generic',
    ...(place.service !== undefined && { serviceId: place.service }),
    ...(place.site !== undefined && { siteId: place.site }),
    ...(event.kind === 'alert' && { impactClass: event.impactClass }),
  };
  const common: IntakeEvent = {
    id: `${drill}/${id}`,
    action: event.kind === 'alert' ? 'trigger' : 'resolve',
    dedupKey: event.key,
    title: event.title,
    labels: {},
    links: [],
    notes: [],
    occurredAt: at,
  };
  const admitted = await intake.admit(
    source,
    event.kind === 'restore'
      ? common
      : {
          ...common,
          severity: event.severity,
          ...(event.description !== undefined && { description: event.description }),
          ...(event.behind !== undefined && { labels: { [behindLabel]: event.behind } }),
        },
  );
  return admitted.kind === 'ignored' ? { why: admitted.reason } : { incident: admitted.incidentId };
}

async function say(
  { database, client }: DrillDependencies,
  drill: string,
  { id, event }: PlayEffect,
): Promise<Told> {
  if (event.kind !== 'word') return {};
  const incident = await openOn(database, { integration: drill, dedupKey: event.key });
  if (incident === undefined) return { why: 'no open incident has this key' };
  const ask: Ask<Incident> = {
    command: { type: 'note', text: event.text },
    by: { kind: 'integration', id: drill },
  };
  try {
    await promptly(client, () =>
      client.workflow
        .getHandle(incident)
        .executeUpdate<Answer<Incident>, [Ask<Incident>]>(askUpdate, {
          updateId: `${drill}/${id}`,
          args: [ask],
        }),
    );
    return { incident };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { why: 'the incident has ended' };
    throw error;
  }
}
