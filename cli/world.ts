import type { CommandConfig } from '../config.js';

/** What the command meets outside itself; made by `main.ts` or a test. */
export interface World {
  config: CommandConfig;
  /** Data, to standard output. */
  out(text: string): void;
  /** Words for people, to standard error. */
  err(text: string): void;
  /** Colours are for terminals. */
  coloured: boolean;
  /** All that comes from standard input. */
  input(): Promise<string>;
  /** Epoch milliseconds. */
  now(): number;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** The zone in which times are shown. */
  zone: string;
}
