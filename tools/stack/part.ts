import { setTimeout as sleep } from 'node:timers/promises';

const backoffMinMs = 100;
const backoffMaxMs = 10_000;
/** A part that ran this long begins again with the shortest wait. */
const steadyMs = 20_000;

/** A process of the stack, as its starter gives it. */
export interface Running {
  pid: number;
  /** The exit code; `null` when a signal ended it. Never rejects. */
  exited: Promise<number | null>;
  stop(): Promise<void>;
}

export interface PartOptions<R extends Running> {
  name: string;
  start: () => Promise<R>;
  onStarted: (running: R) => void;
  /** Where its output is, for the line that says it ended. */
  logPath: string;
  say: (line: string) => void;
}

export interface Part {
  name: string;
  pid: () => number | undefined;
  /** How often it ended or did not start, by itself. */
  failures: () => number;
  /** Ends it for good. */
  stop: () => Promise<void>;
}

/** Starts a part and keeps it running; rejects when the very first start fails. */
export async function keepRunning<R extends Running>(options: PartOptions<R>): Promise<Part> {
  const { name, say } = options;
  let stopping = false;
  let failures = 0;
  let startedAt = performance.now();
  let current: R | undefined = await options.start();
  options.onStarted(current);

  async function startAgain(): Promise<void> {
    try {
      startedAt = performance.now();
      current = await options.start();
      if (!stopping) options.onStarted(current);
    } catch (error) {
      say(`${name} does not start: ${firstLine(error)}`);
    }
  }

  async function watch(): Promise<void> {
    let quick = 0;
    while (!stopping) {
      const code = await current?.exited;
      if (stopping) return;
      failures += 1;
      quick = performance.now() - startedAt > steadyMs ? 0 : quick + 1;
      const waitMs = Math.min(backoffMinMs * 2 ** quick, backoffMaxMs);
      if (current !== undefined) say(`${name} ${endingOf(code, options.logPath)}`);
      current = undefined;
      await sleep(waitMs);
      if (!stopping) await startAgain();
    }
  }

  const watching = watch();
  return {
    name,
    pid: () => current?.pid,
    failures: () => failures,
    stop: async () => {
      stopping = true;
      await current?.stop();
      await watching;
      await current?.stop();
    },
  };
}

function endingOf(code: number | null | undefined, logPath: string): string {
  if (code === null || code === undefined) return 'was killed; it is started again';
  return `ended with code ${code}; it is started again (${logPath})`;
}

function firstLine(error: unknown): string | undefined {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}
