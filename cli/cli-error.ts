import type { CliTextKey } from '../contracts/texts/cli.js';
import { exitCode, type ExitCode } from './exit-codes.js';

/** A command that cannot be done, with the sentence that says why and what it exits with. */
export class CliError extends Error {
  override name = 'CliError';

  constructor(
    readonly key: CliTextKey,
    readonly values: Record<string, unknown> = {},
    readonly exit: ExitCode = exitCode.failed,
  ) {
    super(key);
  }
}

/** Wrong usage: exits with 2. */
export const wrongUsage = (key: CliTextKey, values: Record<string, unknown> = {}): CliError =>
  new CliError(key, values, exitCode.usage);
