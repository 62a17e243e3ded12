import { readFileSync } from 'node:fs';

/** What `npm test` started once for all lanes that need it. */
export interface TestStack {
  postgres: { host: string; port: number; user: string; password: string };
  /** A migrated, empty database that nobody connects to; see `cloneDatabase`. */
  templateDatabase: string;
  temporal: { address: string; namespace: string };
  /** For tests that start (and kill) servers of their own. */
  temporalBinaries: { server: string; sql: string };
  /** The workflows as one prebuilt file. */
  workflowBundle: string;
}

/** The variable that holds the path of the stack's description. */
export const stackVariable = 'BATON_TEST_STACK';

/** The running test stack; throws when the tests were not started by `npm test`. */
export function testStack(): TestStack {
  const file = process.env[stackVariable];
  if (file === undefined) {
    throw new Error('This test needs the test stack: run `npm test -- --selectProjects LANE`.');
  }
  return JSON.parse(readFileSync(file, 'utf8')) as TestStack;
}
