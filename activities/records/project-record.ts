import { ApplicationFailure } from '@temporalio/common';

import type { Projection } from '../../contracts/projection.js';
import type { SubjectView } from '../../domain/subject-view.js';
import type { Database } from '../../records/database.js';
import { audienceOf } from '../../records/drill/audience.js';
import { loadDirectory } from '../../records/oncall/directory.js';
import { accountable } from '../../records/oncall/resolve.js';
import { UnknownProcessError, writeProjection } from '../../records/project/project.js';
import type { ActivityContext } from '../activity-context.js';
import { heldBy } from '../notify/drill-cast.js';

export interface ProjectDependencies {
  database: Database;
  now: ActivityContext['now'];
}

/**
 * Writes a projection that no page carries. Answers the version the read model shows and the last
 * timeline line it has, which is where the next projection's lines begin.
 */
export function createProjectRecord({ database, now }: ProjectDependencies) {
  return async (projection: Projection): Promise<{ seq: number; entriesThrough: number }> => {
    const { holder: held, drill } = projection.view as SubjectView;
    const audience = drill ? await audienceOf(database, projection.id) : undefined;
    const holder = audience
      ? heldBy(audience, held.person)
      : (held.person ?? (await whoFills(held.duty ?? '', { database, now })));
    try {
      const { seq, entriesThrough } = await writeProjection(database, projection, { holder });
      return { seq, entriesThrough };
    } catch (error) {
      if (!(error instanceof UnknownProcessError)) throw error;
      throw ApplicationFailure.nonRetryable(error.message, 'UnknownProcess');
    }
  };
}

async function whoFills(duty: string, { database, now }: ProjectDependencies): Promise<string> {
  const at = now();
  const directory = await loadDirectory(database, { targets: [], schedules: [duty], at });
  return accountable(directory, duty, at);
}
