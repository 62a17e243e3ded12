import type { Logger } from 'pino';

import type { Language } from '../contracts/text.js';
import type { Intake } from '../intake/admit.js';
import type { Database } from '../records/database.js';
import type { KeyLookup } from './auth/key-lookup.js';
import type { Engine } from './engine.js';
import type { LastSeen } from './last-seen.js';
import type { LiveStreams } from './live-streams.js';
import type { Metrics } from './metrics.js';

/** What the installation's configuration says to the API. */
export interface ApiSettings {
  /** Without a slash at the end. */
  publicUrl: string;
  /** The page of the mail sink, where there is one. */
  mailboxUrl?: string;
  /** In which times are shown where nothing names another. */
  zone: string;
  /** Of texts for callers that name none. */
  language: Language;
  /** The folder with the handbook's Markdown pages. */
  docsFolder: string;
  /** Names of the migrations that this build needs. */
  migrations: readonly string[];
}

/** What every route may use; made once by `main.ts` or a test. */
export interface ApiDeps {
  database: Database;
  engine: Engine;
  /** Where incidents are started; a worker polls it. */
  taskQueue: string;
  keys: { find: KeyLookup; forget: () => void };
  /** Takes events of monitoring systems in. */
  intake: Intake;
  lastSeen: LastSeen;
  live: LiveStreams;
  metrics: Metrics;
  log: Logger;
  /** Epoch milliseconds. */
  now: () => number;
  settings: ApiSettings;
}
