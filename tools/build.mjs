import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build as bundle } from 'esbuild';

const run = promisify(execFile);
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');

const entries = [
  'worker/main.ts',
  'api/main.ts',
  'cli/main.ts',
  'prisma/seed/main.ts',
  'tools/stack/main.ts',
  'tools/stack/mailbox/main.ts',
  'tools/stack/stop.ts',
];
/** Without these Prisma would download its engine and ask for news. */
const prismaEnv = {
  PRISMA_SCHEMA_ENGINE_BINARY: join(root, 'prisma/engine/schema-engine.mjs'),
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
};
const lockPollMs = 50;
const lockTimeoutMs = 120_000;

/**
 * Makes dist/ current: the Prisma client, every program as one file, the workflow bundle. What
 * did not change since the last build is left alone. `clientOnly` stops after the Prisma client.
 */
export async function build({ clientOnly = false } = {}) {
  await exclusively(async () => {
    await generateClient();
    if (clientOnly) return;
    const present = entries.filter((entry) => existsSync(join(root, entry)));
    await Promise.all([...present.map((entry) => bundleFile(entry)), bundleWorkflows()]);
  });
}

/** Bundles one TypeScript file with its imports (npm packages stay outside); returns the path. */
export async function bundleFile(file, outFolder = dist) {
  const source = resolve(root, file);
  const target = join(outFolder, relative(root, source).replace(/\.ts$/, '.js'));
  const result = await bundle({
    entryPoints: [source],
    outfile: target,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    write: false,
    logLevel: 'warning',
  });
  for (const output of result.outputFiles) await writeWhole(output.path, output.contents);
  return target;
}

async function generateClient() {
  if (!existsSync(join(root, 'prisma/schema.prisma'))) return;
  const inputs = ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'];
  const made = join(root, 'prisma/generated');
  await whenChanged({ name: 'prisma-client', inputs, made }, async () => {
    await run(join(root, 'node_modules/.bin/prisma'), ['generate'], {
      cwd: root,
      env: { ...process.env, ...prismaEnv },
    });
  });
}

async function bundleWorkflows() {
  if (!existsSync(join(root, 'workflows/index.ts'))) return;
  const inputs = ['domain', 'workflows', 'contracts', 'package-lock.json'];
  const made = join(dist, 'workflow-bundle.js');
  await whenChanged({ name: 'workflow-bundle', inputs, made }, async () => {
    const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
    const { code } = await bundleWorkflowCode({
      workflowsPath: join(root, 'workflows/index.ts'),
      logger: new DefaultLogger('WARN'),
    });
    await writeWhole(made, code);
  });
}

async function whenChanged({ name, inputs, made }, make) {
  const stamp = join(dist, `.${name}.sha256`);
  const now = await hashOf(inputs);
  const before = existsSync(stamp) ? await readFile(stamp, 'utf8') : '';
  if (before === now && existsSync(made)) return;
  await make();
  await writeWhole(stamp, now);
}

async function hashOf(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of await filesUnder(join(root, input))) {
      hash
        .update(relative(root, file))
        .update('\0')
        .update(await readFile(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

async function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!(await stat(path)).isDirectory()) return [path];
  const found = [];
  for (const name of (await readdir(path)).sort()) {
    if (!name.endsWith('.test.ts')) found.push(...(await filesUnder(join(path, name))));
  }
  return found;
}

async function writeWhole(path, contents) {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.new`;
  await writeFile(unfinished, contents);
  await rename(unfinished, path);
}

async function exclusively(work) {
  const lock = join(dist, '.build-lock');
  await mkdir(dist, { recursive: true });
  const until = performance.now() + lockTimeoutMs;
  while (!(await takeLock(lock))) {
    if (performance.now() > until) throw new Error(`another build holds ${lock}`);
    await sleep(lockPollMs);
  }
  try {
    await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function takeLock(lock) {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (holder > 0 && !isAlive(holder)) await rm(lock, { force: true });
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
