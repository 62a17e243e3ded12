import { join } from 'node:path';
import { ConfigError, readConfig, type Config } from '../../config.js';
import { projectRoot } from './project-root.js';
import { createStack, type Stack } from './stack.js';
import { StackError } from './stack-error.js';

/** A terminal and npm both pass on one Ctrl-C; what comes this soon is the same one. */
const sameSignalMs = 1_000;
const interruptedCode = 130;

process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const dist = join(projectRoot(), 'dist');
const stack = createStack({
  config: configOrExit(),
  programs: {
    worker: join(dist, 'worker/main.js'),
    api: join(dist, 'api/main.js'),
    mailbox: join(dist, 'tools/stack/mailbox/main.js'),
    seed: join(dist, 'prisma/seed/main.js'),
  },
  say: (line) => console.log(`[${new Date().toISOString().slice(11, 19)}] ${line}`),
});
stopOnSignals(stack);
try {
  console.log(await stack.start());
} catch (error) {
  await stack.stop();
  console.error(error instanceof StackError ? error.message : error);
  process.exit(1);
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

function stopOnSignals(running: Stack): void {
  let firstAt: number | undefined;
  const onSignal = () => {
    const now = performance.now();
    if (firstAt === undefined) {
      firstAt = now;
      console.log('Stopping; press Ctrl-C again to end everything at once');
      void running.stop().then(() => process.exit(0));
    } else if (now - firstAt > sameSignalMs) {
      running.kill();
      process.exit(interruptedCode);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}
