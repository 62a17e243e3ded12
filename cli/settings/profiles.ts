import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CliError } from '../cli-error.js';

/** What a profile may hold. */
export const settingNames = ['url', 'key', 'output', 'lang'] as const;
export type SettingName = (typeof settingNames)[number];
export type Profile = Partial<Record<SettingName, string>>;

export interface Profiles {
  /** The profile used when none is named. */
  current: string;
  profiles: Record<string, Profile>;
}

export const defaultProfile = 'default';
const othersMask = 0o077;

/**
 * The profiles of the file; none where it does not exist.
 * @throws CliError when it cannot be read, is no configuration, or others may read the keys in it
 */
export function readProfiles(file: string): Profiles {
  let text: string;
  try {
    if (process.platform !== 'win32' && (statSync(file).mode & othersMask) !== 0) {
      throw new CliError('error/profileOpen', { file });
    }
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return { current: defaultProfile, profiles: {} };
    }
    if (error instanceof CliError) throw error;
    throw new CliError('error/profileFile', { file, why: (error as Error).message });
  }
  return parseProfiles(file, text);
}

function parseProfiles(file: string, text: string): Profiles {
  const unreadable = (why: string) => new CliError('error/profileFile', { file, why });
  let read: Partial<Profiles>;
  try {
    read = JSON.parse(text) as Partial<Profiles>;
  } catch (error) {
    throw unreadable((error as Error).message);
  }
  const { current = defaultProfile, profiles } = read;
  if (typeof current !== 'string' || typeof profiles !== 'object' || profiles === null) {
    throw unreadable('{current, profiles}');
  }
  return { current, profiles };
}

/** Replaces the file as a whole; only its owner may read it. */
export function writeProfiles(file: string, profiles: Profiles): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${process.pid}.new`;
  writeFileSync(unfinished, `${JSON.stringify(profiles, null, 2)}\n`, { mode: 0o600 });
  renameSync(unfinished, file);
}

/**
 * The named profile, or the current one.
 * @throws CliError when a name is given that does not exist
 */
export function chosenProfile({ current, profiles }: Profiles, name?: string): Profile {
  const profile = profiles[name ?? current];
  if (profile === undefined && name !== undefined) {
    const names = Object.keys(profiles).join(', ') || '–';
    throw new CliError('error/profileUnknown', { name, names }, 2);
  }
  return profile ?? {};
}
