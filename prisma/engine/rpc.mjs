import { createInterface } from 'node:readline';

import { panicText } from './wasm-engine.mjs';

/** JSON-RPC 2.0 error codes. */
const methodNotFound = -32601;
const serverError = -32000;
const parseError = -32700;
/** Prisma's code for "a migration failed to apply". */
const migrationFailed = 'P3018';
/** The exit code by which the Prisma CLI knows a panic. */
const panicExitCode = 101;

/**
 * A JSON-RPC peer over lines: serves requests one after another in the order they came, and
 * can itself ask the other side (`request`).
 *
 * @param {{ input: NodeJS.ReadableStream, output: NodeJS.WritableStream }} streams
 */
export function rpcPeer({ input, output }) {
  const waiting = new Map();
  let nextId = 1;
  const send = (message) => output.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

  const request = (method, params) =>
    new Promise((resolve) => {
      const id = nextId++;
      waiting.set(id, resolve);
      send({ id, method, params });
    });

  const serve = async (commands) => {
    let queue = Promise.resolve();
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      const message = parsed(line);
      if (message === undefined) {
        send({ id: null, error: { code: parseError, message: 'Parse error' } });
      } else if (message.method === undefined) {
        waiting.get(message.id)?.(message.result);
        waiting.delete(message.id);
      } else {
        queue = queue.then(async () =>
          send({ id: message.id, ...(await answer(commands, message)) }),
        );
      }
    }
    await queue;
  };
  return { request, serve };
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function answer(commands, { method, params }) {
  const command = commands.get(method);
  if (command === undefined) {
    return { error: { code: methodNotFound, message: `Method not found: ${method}` } };
  }
  try {
    return { result: await command(params ?? {}) };
  } catch (error) {
    return { error: failure(error) };
  }
}

/** The shape the Prisma CLI prints: `data.message` with `data.error_code` above it. */
function failure(error) {
  const panic = panicText(error);
  if (panic !== undefined) process.exitCode = panicExitCode;
  const migration = failedMigration(error.message);
  const code = error.code ?? (migration === undefined ? undefined : migrationFailed);
  const message = panic ?? readable(error.message, migration);
  return {
    code: serverError,
    message: 'An error happened. Check the data field for details.',
    data: {
      is_panic: panic !== undefined,
      message,
      ...(code === undefined ? {} : { error_code: code }),
      ...(panic === undefined ? {} : { error: { message } }),
    },
  };
}

/** The engine names a failing migration only in its call trace. */
function failedMigration(text) {
  return /apply_script\s+with migration_name="([^"]+)"/.exec(text)?.[1];
}

/** Without the engine's own call trace ("   0: schema_engine_wasm::…"), which helps nobody. */
function readable(text, migration) {
  const cause = text
    .replace(/\n\s+0: [a-z_]+::[\s\S]*$/, '')
    .replace('external connector error\n', '')
    .replace('Error querying the database: ', '')
    .trimEnd();
  if (migration === undefined) return cause;
  return `Migration \`${migration}\` failed; its changes were rolled back. ${cause}`;
}
