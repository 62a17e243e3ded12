#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { connectionFailure } from './database-errors.mjs';
import { engineCommands } from './engine-commands.mjs';
import { connectionOf, createDatabase, probe } from './postgres-adapter.mjs';
import { rpcPeer } from './rpc.mjs';
import { engineVersion } from './wasm-engine.mjs';

/**
 * Prisma's schema engine without a native binary: the same arguments and the same JSON-RPC on
 * stdin and stdout. See docs/design/schema-engine.md.
 */

const cliFailureExitCode = 1;
const oneShot = new Map([
  ['can-connect-to-database', probe],
  ['create-database', createDatabase],
]);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    datamodels: { type: 'string', multiple: true, default: [] },
    datasource: { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
    version: { type: 'boolean' },
  },
});
const datasource = values.datasource === undefined ? {} : JSON.parse(values.datasource);

if (values.version) process.stdout.write(`${await engineVersion()}\n`);
else if (positionals[0] === 'cli') await runOnce(positionals[1], datasource.url);
else await serve();

async function serve() {
  if (datasource.shadowDatabaseUrl) {
    throw new Error(
      'shadowDatabaseUrl is not supported: the engine makes its own shadow database.',
    );
  }
  const datamodels = await Promise.all(
    values.datamodels.map(async (path) => [resolve(path), await readFile(path, 'utf8')]),
  );
  const peer = rpcPeer({ input: process.stdin, output: process.stdout });
  const print = (content) => peer.request('print', { content });
  await peer.serve(engineCommands({ datamodels, url: datasource.url, print }));
  process.exit();
}

/** Sub-commands of `cli`: no answer but the exit code, the reason as a log line on stderr. */
async function runOnce(name, url) {
  log({ level: 'INFO', fields: { message: `Starting schema engine CLI: ${name}` } });
  const command = oneShot.get(name);
  if (command === undefined) return refuse({ message: `Unknown sub-command: ${name}` });
  if (!url) return refuse({ message: 'No database URL: set DATABASE_URL.' });
  try {
    await command(url);
  } catch (error) {
    refuse(connectionFailure(error, connectionOf(url)));
  }
}

function refuse(fields) {
  log({ level: 'ERROR', fields });
  process.exitCode = cliFailureExitCode;
}

function log({ level, fields }) {
  const timestamp = new Date().toISOString();
  const line = { timestamp, level, fields, target: 'schema_engine::logger' };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
