import type { CliTextKey } from '../../contracts/texts/cli.js';
import type { Cli } from '../cli.js';

/** `label: value`; nothing where there is no value. */
export function line(cli: Cli, label: CliTextKey, value: string | undefined): void {
  if (value !== undefined) cli.print(`${cli.colors.dim(`${cli.say(label)}:`)} ${value}`);
}

/** A blank line and the heading of a section. */
export function title(cli: Cli, key: CliTextKey): void {
  cli.print('');
  cli.print(cli.colors.bold(cli.say(key)));
}
