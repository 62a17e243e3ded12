import type { Stage } from '../../domain/incident/state.js';
import type { Cli } from '../cli.js';
import type { Incident } from '../incident/answers.js';
import { waitForStage } from '../incident/follow.js';
import { printAfter } from '../incident/list.js';

export interface Declared {
  body: Record<string, unknown>;
  wait?: Stage;
  timeoutMs?: number;
}

/** `baton incident create`: declares an incident by hand. */
export async function createIncident(cli: Cli, declared: Declared): Promise<void> {
  const { body, wait, timeoutMs } = declared;
  const made = await cli.api().post<Incident | { id: string }>('/api/v1/incidents', body);
  const reached =
    wait === undefined
      ? made
      : await waitForStage(cli, {
          ref: made.id,
          stage: wait,
          ...(timeoutMs === undefined ? {} : { timeoutMs }),
        });
  if (cli.printJson(reached)) return;
  if (isWhole(reached)) printAfter(cli, reached);
  else cli.print(reached.id);
}

/** The read model may not have it yet; then the answer is the id alone. */
const isWhole = (made: Incident | { id: string }): made is Incident => 'stage' in made;
