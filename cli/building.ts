import type { Command } from 'commander';
import type { Cli, Say } from './cli.js';
import type { ExitCode } from './exit-codes.js';
import type { Words } from './options.js';

type Acting = (cli: Cli) => Promise<ExitCode | void> | ExitCode | void;

/** What commands are built with. */
export interface Building {
  words: Words;
  say: Say;
  /** Runs a command: opens the CLI from its options and keeps what it exits with. */
  act(command: Command, acting: Acting): Promise<void>;
  /** The same for a command that may name a profile which does not exist yet. */
  actOnProfiles(command: Command, acting: Acting): Promise<void>;
}
