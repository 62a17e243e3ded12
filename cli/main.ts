import { text } from 'node:stream/consumers';
import pc from 'picocolors';
import { ConfigError, readCommandConfig, type CommandConfig } from '../config.js';
import { exitCode } from './exit-codes.js';
import { run } from './run.js';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
/** Whoever read the output has enough, as in `baton incident list | head`. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCode.ok : exitCode.failed);
});

const config = configOrExit();
process.exitCode = await run(process.argv.slice(2), {
  config,
  out: (words) => void process.stdout.write(words),
  err: (words) => void process.stderr.write(words),
  coloured: process.stdout.isTTY && pc.isColorSupported,
  input: () => text(process.stdin),
  now: Date.now,
  signal: stop.signal,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

function configOrExit(): CommandConfig {
  try {
    return readCommandConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(exitCode.usage);
  }
}
