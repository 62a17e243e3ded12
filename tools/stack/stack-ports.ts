import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPort, userCacheFolder } from '../../config.js';
import { takeLock } from './file-lock.js';
import { freePort, portIsFree } from './ports.js';
import { StackError } from './stack-error.js';
import { TEMPORAL_PORTS } from './temporal-server.js';

const apiPortsMax = 200;

/** The ports of the embedded parts. */
export interface StackPorts {
  postgres: number;
  smtp: number;
  mailbox: number;
  temporal: number[];
}

/** The ports of the last run as far as they are free, so that a restart finds its peers again. */
export async function choosePorts(dataDir: string): Promise<StackPorts> {
  const path = join(dataDir, 'ports.json');
  const last = readPorts(path);
  const taken = new Set<number>();
  const choose = async (preferred: number | undefined): Promise<number> => {
    const port = await freePort(preferred);
    if (taken.has(port)) return choose(undefined);
    taken.add(port);
    return port;
  };
  const ports: StackPorts = {
    postgres: await choose(last.postgres),
    smtp: await choose(last.smtp),
    mailbox: await choose(last.mailbox),
    temporal: [],
  };
  for (let index = 0; index < TEMPORAL_PORTS; index += 1) {
    ports.temporal.push(await choose(last.temporal?.[index]));
  }
  writeFileSync(path, JSON.stringify(ports));
  return ports;
}

/**
 * The API's port: the given one, else 4400 or the next free one. Stacks that start at the same
 * time get different ones. Release it when the stack ends.
 */
export async function chooseApiPort(
  given: number | undefined,
): Promise<{ port: number; release: () => Promise<void> }> {
  const folder = join(userCacheFolder(process.env), 'ports');
  mkdirSync(folder, { recursive: true });
  if (given !== undefined && !(await portIsFree(given))) {
    throw new StackError(`PORT ${given} is taken by another program: stop it or choose another.`);
  }
  const first = given ?? defaultPort;
  const last = given ?? defaultPort + apiPortsMax;
  for (let port = first; port <= last; port += 1) {
    const lock = await takeLock(join(folder, `${port}.lock`));
    if (!lock.taken) continue;
    if (await portIsFree(port)) return { port, release: lock.release };
    await lock.release();
  }
  throw new StackError(`Another Baton already uses every port from ${first} to ${last}.`);
}

function readPorts(path: string): Partial<StackPorts> {
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Partial<StackPorts>;
  } catch {
    return {};
  }
}
