import { viewOf } from '../../../domain/incident/view-of.js';
import { begin } from '../../../domain/incident/begin.js';
import type { IncidentInput } from '../../../domain/incident/state.js';
import type { Database } from '../../../records/database.js';
import { writeProjection } from '../../../records/project/project.js';
import { incidentStart } from '../../support/incident-start.js';

/** An incident in the read model, as its first projection writes it; no process runs behind it. */
export async function writeIncident(
  database: Database,
  given: Partial<IncidentInput>,
  holder: string,
): Promise<{ id: string; number: string }> {
  const input = incidentStart(given);
  const step = begin(input, Date.now());
  const { number } = await writeProjection(
    database,
    {
      process: 'incident',
      id: input.id,
      seq: 1,
      view: viewOf(step.state),
      entries: step.entries.map((entry, index) => ({ ...entry, n: index + 1 })),
      facts: step.facts ?? [],
    },
    { holder },
  );
  return { id: input.id, number: `INC-${number}` };
}
