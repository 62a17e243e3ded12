import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

const wasmFile = 'schema_engine_bg.wasm';
const importModule = './schema_engine_bg.js';

/** The engine reports a panic's text here; WebAssembly itself only says "unreachable". */
const panic = {
  message: '',
  set_message(text) {
    this.message = text;
  },
};

/**
 * The text of the last panic, or undefined when `error` is an ordinary refusal.
 * A panic is a bug in the engine: its process must not be used again.
 */
export function panicText(error) {
  return error instanceof WebAssembly.RuntimeError ? panic.message || error.message : undefined;
}

/**
 * Loads the WebAssembly schema engine. Node 20 can't import `.wasm` as a module, so the file
 * is instantiated by hand beside its JavaScript bindings.
 *
 * @param {{ datamodels: [path: string, content: string][] | undefined }} options
 * @param {object} adapterFactory an error-capturing, migration-aware driver adapter factory
 */
export async function loadEngine(options, adapterFactory) {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = panic;
  const { instance } = await WebAssembly.instantiate(await packageFile(wasmFile), {
    [importModule]: bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings.SchemaEngine.new(options, logToStderr, adapterFactory);
}

/** The engine's name and version, as `prisma -v` prints it. */
export async function engineVersion() {
  const { version } = JSON.parse(await packageFile('package.json'));
  return `schema-engine-wasm ${version}`;
}

function packageFile(name) {
  const url = new URL(name, import.meta.resolve('@prisma/schema-engine-wasm'));
  return readFile(fileURLToPath(url));
}

/** Engine logs are JSON lines; the Prisma CLI reads them from stderr. */
function logToStderr(line) {
  process.stderr.write(`${line}\n`);
}
