import type { Client } from '@temporalio/client';

import type { NotifyDependencies } from '../notify/attempt.js';

/** What the hands of review cycles use. */
export interface ReviewDependencies extends NotifyDependencies {
  client: Client;
  taskQueue: string;
}
