import type { Client } from '@temporalio/client';

import type { Intake } from '../../intake/admit.js';
import type { Database } from '../../records/database.js';

/** What the hands of a drill use. */
export interface DrillDependencies {
  database: Database;
  client: Client;
  /** The way in of every source: the script speaks through it. */
  intake: Intake;
}
