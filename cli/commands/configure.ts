import { CliError, wrongUsage } from '../cli-error.js';
import { outputs, type Cli } from '../cli.js';
import { exitCode } from '../exit-codes.js';
import {
  readProfiles,
  settingNames,
  writeProfiles,
  type SettingName,
} from '../settings/profiles.js';

const names = [...settingNames, 'current'].join(', ');
const keyShown = 7;

const isSetting = (name: string): name is SettingName =>
  (settingNames as readonly string[]).includes(name);

interface Setting {
  name: string;
  value: string;
  profile: string | undefined;
}

/** `baton config set`: writes one setting of a profile; `current` chooses the profile. */
export async function setSetting(cli: Cli, { name, value, profile }: Setting): Promise<void> {
  const file = cli.world.config.profilesFile;
  const given = value === '-' ? (await cli.world.input()).trim() : value;
  const known = readProfiles(file);
  const into = profile ?? known.current;
  if (name === 'current') {
    if (known.profiles[given] === undefined) {
      const there = Object.keys(known.profiles).join(', ') || '–';
      throw wrongUsage('error/profileUnknown', { name: given, names: there });
    }
    writeProfiles(file, { ...known, current: given });
  } else {
    if (!isSetting(name)) throw wrongUsage('error/setting', { name, names });
    const profiles = { ...known.profiles, [into]: { ...known.profiles[into] } };
    profiles[into] = { ...profiles[into], [name]: checked(name, given) };
    writeProfiles(file, { ...known, profiles });
  }
  cli.tell(cli.say('done/saved', { file, profile: name === 'current' ? given : into }));
}

function checked(name: SettingName, value: string): string {
  const refuse = (choices: string) =>
    wrongUsage('error/choice', { value: name === 'key' ? '…' : value, choices });
  if (name === 'output' && !(outputs as readonly string[]).includes(value)) {
    throw refuse(outputs.join(', '));
  }
  if (name === 'lang' && value !== 'zh' && value !== 'en') throw refuse('zh, en');
  if (name === 'key' && !/^bt_\S+$/.test(value)) throw refuse('bt_…');
  const isUrl = URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
  if (name === 'url' && !isUrl) throw refuse('http://…, https://…');
  return value;
}

/** `baton config get`: the value alone on standard output; exits with 3 when it is not set. */
export function getSetting(cli: Cli, name: string, profile: string | undefined): void {
  const known = readProfiles(cli.world.config.profilesFile);
  if (name !== 'current' && !isSetting(name)) throw wrongUsage('error/setting', { name, names });
  const of = known.profiles[profile ?? known.current];
  const value = name === 'current' ? known.current : of?.[name];
  if (value === undefined) throw new CliError('show/none', {}, exitCode.notFound);
  if (!cli.printJson({ [name]: value })) cli.print(value);
}

/** `baton config list`: every profile; keys are cut to their first characters. */
export function listSettings(cli: Cli): void {
  const { current, profiles } = readProfiles(cli.world.config.profilesFile);
  const masked = Object.entries(profiles).map(([name, profile]) => ({
    name,
    current: name === current,
    ...profile,
    ...(profile.key === undefined ? {} : { key: `${profile.key.slice(0, keyShown)}…` }),
  }));
  if (cli.printJson({ current, profiles: masked }, masked)) return;
  const rows = masked.flatMap(({ name, current: is, ...settings }) =>
    Object.entries(settings).map(([setting, value]) => [is ? `${name} *` : name, setting, value]),
  );
  cli.printTable(['head/profile', 'head/setting', 'head/value'], rows);
}
