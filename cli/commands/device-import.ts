import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { deviceImportAnswer } from '../../contracts/directory/devices.js';
import type { Cli } from '../cli.js';
import { CliError } from '../cli-error.js';
import { exitCode, type ExitCode } from '../exit-codes.js';

type Imported = z.output<typeof deviceImportAnswer>;

export interface DeviceImportAsked {
  source: string;
  file: string;
  service?: string;
  complete?: true;
}

/** `baton device import`: exits as refused where some devices were not taken. */
export async function importDevices(cli: Cli, asked: DeviceImportAsked): Promise<ExitCode> {
  const { file, ...rest } = asked;
  const body = { ...rest, ...devicesIn(await textOf(cli, file), file) };
  const answer = await cli.api().post<Imported>('/api/v1/devices/import', body);
  const code = answer.rejected.length === 0 ? exitCode.ok : exitCode.refused;
  if (cli.printJson(answer)) return code;
  const { created, updated, unchanged, gone, rejected } = answer;
  cli.print(cli.say('service/imported', { created, updated, unchanged, gone: gone.length }));
  for (const one of rejected) cli.tell(cli.say('service/rejected', one));
  return code;
}

const broken = (file: string): CliError =>
  new CliError('service/badFile', { file }, exitCode.usage);

async function textOf(cli: Cli, file: string): Promise<string> {
  if (file === '-') return cli.world.input();
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw broken(file);
  }
}

/** NetBox answers a page with `results`; any other source gives `devices`, or the list alone. */
function devicesIn(text: string, file: string): object {
  try {
    const read: unknown = JSON.parse(text);
    if (Array.isArray(read)) return { devices: read };
    const { results, devices } = read as { results?: unknown; devices?: unknown };
    return results === undefined ? { devices } : { netbox: results };
  } catch {
    throw broken(file);
  }
}
