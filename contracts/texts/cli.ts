import { cliCalendar } from './cli-calendar.js';
import { cliImport } from './cli-import.js';
import { cliGrading } from './cli-grading.js';
import { cliHandover } from './cli-handover.js';
import { cliHardFault } from './cli-hard-fault.js';
import { cliCommitment } from './cli-commitment.js';
import { cliDrill } from './cli-drill.js';
import { cliEscalation } from './cli-escalation.js';
import { cliHelp } from './cli-help.js';
import { cliNotice } from './cli-notice.js';
import { cliPromise } from './cli-promise.js';
import { cliReview } from './cli-review.js';
import { cliSentences } from './cli-sentences.js';
import { cliService } from './cli-service.js';
import { cliShift } from './cli-shift.js';
import { cliTrouble } from './cli-trouble.js';
import { cliUat } from './cli-uat.js';
import { cliWindow } from './cli-window.js';
import { cliWords } from './cli-words.js';
import type { TextPaths } from './same-keys.js';

const zh = {
  ...cliWords.zh,
  ...cliSentences.zh,
  ...cliTrouble.zh,
  ...cliCalendar.zh,
  ...cliImport.zh,
  ...cliCommitment.zh,
  ...cliDrill.zh,
  ...cliEscalation.zh,
  ...cliService.zh,
  ...cliShift.zh,
  ...cliUat.zh,
  ...cliWindow.zh,
  ...cliHandover.zh,
  ...cliHardFault.zh,
  ...cliGrading.zh,
  ...cliNotice.zh,
  ...cliPromise.zh,
  ...cliReview.zh,
  help: cliHelp.zh,
};
const en = {
  ...cliWords.en,
  ...cliSentences.en,
  ...cliTrouble.en,
  ...cliCalendar.en,
  ...cliImport.en,
  ...cliCommitment.en,
  ...cliDrill.en,
  ...cliEscalation.en,
  ...cliService.en,
  ...cliShift.en,
  ...cliUat.en,
  ...cliWindow.en,
  ...cliHandover.en,
  ...cliHardFault.en,
  ...cliGrading.en,
  ...cliNotice.en,
  ...cliPromise.en,
  ...cliReview.en,
  help: cliHelp.en,
};

/** All that the `baton` command says, one object per language. */
export const cliTexts = { zh, en };

export type CliTextKey = TextPaths<typeof zh>;
