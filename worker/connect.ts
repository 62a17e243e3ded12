import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

const retryMs = 1_000;

/** Connects as soon as the engine is there: the worker may start before it. */
export const connectPatiently = async <T>(connect: () => Promise<T>, log: Logger): Promise<T> => {
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      log.warn({ err: error }, 'the engine is away; trying again');
      await sleep(retryMs);
    }
  }
};
