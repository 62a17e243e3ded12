import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { userCacheFolder } from '../../config.js';
import { startChild, type Child } from './child.js';
import { LOOPBACK } from './ports.js';
import { StackError } from './stack-error.js';
import { ensureNamespace } from './temporal-namespace.js';

const stopSteps = [{ signal: 'SIGTERM', waitMs: 10_000 }] as const;
const retentionHours = 30 * 24;

/**
 * The path of Temporal's command line tool, downloaded by the SDK into this user's cache the first
 * time. The SDK can only download by starting a server, so one is started and ended.
 * @throws StackError when it cannot be downloaded
 */
export async function downloadedDevServer(): Promise<string> {
  const downloadDir = join(userCacheFolder(process.env), 'temporal-cli');
  await mkdir(downloadDir, { recursive: true });
  const found = await executableIn(downloadDir);
  if (found !== undefined) return found;
  try {
    // Loaded only here: the engine's core would weigh on every supervisor.
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    const executable = { type: 'cached-download', downloadDir } as const;
    const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
    await environment.teardown();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StackError(
      `The Temporal development server could not be downloaded (${reason}): install Go 1.26.8 ` +
        'or newer, or set TEMPORAL_ADDRESS.',
    );
  }
  const downloaded = await executableIn(downloadDir);
  if (downloaded === undefined) throw new StackError(`No Temporal tool appeared in ${downloadDir}`);
  return downloaded;
}

async function executableIn(folder: string): Promise<string | undefined> {
  const name = (await readdir(folder)).find((file) => /^temporal.*[^.](?<!\.tmp)$/.test(file));
  return name === undefined ? undefined : join(folder, name);
}

export interface DevServerOptions {
  cli: string;
  /** Holds the server's SQLite file. */
  folder: string;
  port: number;
  namespace: string;
  onOutput: (text: string) => void;
}

/** Starts the development server on a file of its own; it keeps its state across restarts. */
export async function startDevServer(
  options: DevServerOptions,
): Promise<Child & { address: string }> {
  const { cli, folder, port, namespace, onOutput } = options;
  await mkdir(folder, { recursive: true });
  const address = `${LOOPBACK}:${port}`;
  const file = join(folder, 'temporal.db');
  const args = ['server', 'start-dev', '--headless', '--ip', LOOPBACK, '--port', String(port)];
  const child = await startChild({
    command: cli,
    args: [...args, '--db-filename', file, '--namespace', namespace, '--log-level', 'error'],
    env: process.env,
    cwd: folder,
    endSteps: [...stopSteps],
    onOutput,
  });
  try {
    const ended = child.exited.then(() => undefined);
    await ensureNamespace({ address, namespace, retentionHours, ended });
  } catch (error) {
    await child.kill();
    throw new StackError(error instanceof Error ? error.message : String(error));
  }
  return { ...child, address };
}
