import { CommanderError } from 'commander';
import type { Language } from '../contracts/text.js';
import { cliTexts } from '../contracts/texts/cli.js';
import { sayIn, type Say } from './cli.js';
import { exitCode, type ExitCode } from './exit-codes.js';
import { buildProgram } from './program.js';
import { reportError } from './report-error.js';
import { readProfiles } from './settings/profiles.js';
import type { World } from './world.js';

/** Runs one `baton` command; `args` are the words after `baton`. Never throws. */
export async function run(args: readonly string[], world: World): Promise<ExitCode> {
  const language = languageOf(args, world);
  const say = sayIn(language);
  const tell = (line: string): void => world.err(`${line}\n`);
  try {
    const program = buildProgram(world, language);
    await program.command.parseAsync([...args], { from: 'user' });
    return world.signal.aborted ? exitCode.interrupted : program.exit();
  } catch (error) {
    if (world.signal.aborted) return exitCode.interrupted;
    if (error instanceof CommanderError) return reportUsage(error, say, tell);
    return reportError(error, say, tell);
  }
}

/** The language of help and usage errors, known before the words are understood. */
function languageOf(args: readonly string[], { config }: World): Language {
  const at = args.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const flag = args[at]?.slice('--lang='.length) || args[at + 1];
  if (at !== -1 && (flag === 'zh' || flag === 'en')) return flag;
  try {
    const { current, profiles } = readProfiles(config.profilesFile);
    const lang = profiles[current]?.lang;
    return lang === 'zh' || lang === 'en' ? lang : config.language;
  } catch {
    return config.language;
  }
}

const answered = ['commander.helpDisplayed', 'commander.version'];

function reportUsage(error: CommanderError, say: Say, tell: (line: string) => void): ExitCode {
  if (answered.includes(error.code)) return exitCode.ok;
  if (error.code === 'commander.help') return exitCode.usage;
  tell(say('usage/error', { why: whyOf(error, say) }));
  tell(say('usage/help', { command: 'baton' }));
  return exitCode.usage;
}

/** Commander's own English sentence only where the catalogue has none. */
function whyOf({ code, message }: CommanderError, say: Say): string {
  const kind = code.replace('commander.', '');
  if (!Object.hasOwn(cliTexts.zh.usage, kind)) return message.replace(/^error: /, '');
  const [, word = ''] = /'([^']*)'/.exec(message) ?? [];
  const [, own = message] = /is invalid\. ([\s\S]*)$/.exec(message) ?? [];
  return say(`usage/${kind as 'invalidArgument'}`, { word, message: own });
}
