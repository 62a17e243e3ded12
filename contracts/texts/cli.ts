import { cliCalendar } from './cli-calendar.js';
import { cliHelp } from './cli-help.js';
import { cliSentences } from './cli-sentences.js';
import { cliTrouble } from './cli-trouble.js';
import { cliWords } from './cli-words.js';
import type { TextPaths } from './same-keys.js';

const zh = {
  ...cliWords.zh,
  ...cliSentences.zh,
  ...cliTrouble.zh,
  ...cliCalendar.zh,
  help: cliHelp.zh,
};
const en = {
  ...cliWords.en,
  ...cliSentences.en,
  ...cliTrouble.en,
  ...cliCalendar.en,
  help: cliHelp.en,
};

/** All that the `baton` command says, one object per language. */
export const cliTexts = { zh, en };

export type CliTextKey = TextPaths<typeof zh>;
