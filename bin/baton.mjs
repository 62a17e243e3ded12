#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

if (!existsSync(program)) await buildFirst();
process.setSourceMapsEnabled(true);
await import('../dist/cli/main.js');

async function buildFirst() {
  process.stderr.write("Building Baton's programs (once)…\n");
  try {
    const { build } = await import('../tools/build.mjs');
    await build();
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    process.stderr.write("The npm packages are missing: run `npm ci` in Baton's folder first.\n");
    process.exit(1);
  }
}
