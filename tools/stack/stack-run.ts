import type { Config } from '../../config.js';
import { openLog, type LogFile } from './log-file.js';
import { keepRunning, type Part, type Running } from './part.js';
import type { stackFileKeeper, PartName } from './stack-file.js';
import type { StackPorts } from './stack-ports.js';

/** The built files of Baton's own programs. */
export interface Programs {
  worker: string;
  api: string;
  mailbox: string;
  /** Fills a new installation; left out when the file does not exist. */
  seed: string;
}

/** What one run of the stack shares among its pieces. */
export interface StackRun {
  config: Config;
  programs: Programs;
  ports: StackPorts;
  apiPort: number;
  adminKey: string;
  file: ReturnType<typeof stackFileKeeper>;
  parts: Map<PartName, Part>;
  say: (line: string) => void;
  log: (name: string) => LogFile;
  /** Throws when the stack has been told to stop. */
  goOn: () => void;
}

/** Where the parts that need services find them. */
export interface Services {
  databaseUrl: string;
  temporalAddress: string;
  smtpUrl: string;
  mailboxUrl?: string;
}

/** Starts a part, records it in stack.json at every start, and keeps it running. */
export async function addPart<R extends Running>(
  run: StackRun,
  name: PartName,
  start: () => Promise<R>,
): Promise<R> {
  let first: R | undefined;
  const part = await keepRunning<R>({
    name,
    start,
    say: run.say,
    logPath: run.log(name).path,
    onStarted: (running) => {
      first ??= running;
      run.file.setPid(name, running.pid);
    },
  });
  run.parts.set(name, part);
  if (first === undefined) throw new Error(`${name} started without a process`);
  return first;
}

/** The logs of one data directory, each opened once. */
export function logsIn(folder: string): (name: string) => LogFile {
  const open = new Map<string, LogFile>();
  return (name) => {
    const log = open.get(name) ?? openLog(`${folder}/${name}.log`);
    open.set(name, log);
    return log;
  };
}
