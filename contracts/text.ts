import i18next, { type i18n } from 'i18next';
import { calendarTexts } from './texts/calendar.js';
import { cliTexts } from './texts/cli.js';
import { commitmentTexts } from './texts/commitment.js';
import { drillTexts } from './texts/drill.js';
import { errorTexts } from './texts/errors.js';
import { gapTexts } from './texts/gap.js';
import { noticeTexts } from './texts/notice.js';
import { evidenceTexts } from './texts/evidence.js';
import { pageTexts } from './texts/page.js';
import { sheetTexts } from './texts/sheet.js';
import { promiseTexts } from './texts/promise.js';
import { reviewSheetTexts } from './texts/review-sheet.js';
import { reviewTexts } from './texts/review.js';
import { tableTexts } from './texts/table.js';
import { timelineTexts } from './texts/timeline.js';
import { uatTexts } from './texts/uat.js';
import { windowTexts } from './texts/window.js';
import { workTexts } from './texts/work.js';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** One catalogue for the API, the mails and the command line: `area/key` → text with {{values}}. */
const catalogue = (language: Language) => ({
  calendar: calendarTexts[language],
  cli: cliTexts[language],
  commitment: commitmentTexts[language],
  drill: drillTexts[language],
  errors: errorTexts[language],
  evidence: evidenceTexts[language],
  gap: gapTexts[language],
  notice: noticeTexts[language],
  page: pageTexts[language],
  sheet: sheetTexts[language],
  promise: promiseTexts[language],
  review: reviewTexts[language],
  reviewSheet: reviewSheetTexts[language],
  table: tableTexts[language],
  timeline: timelineTexts[language],
  uat: uatTexts[language],
  window: windowTexts[language],
  work: workTexts[language],
});

const texts: i18n = i18next.createInstance();
void texts.init({
  keySeparator: '/',
  fallbackLng: false,
  initAsync: false,
  interpolation: { escapeValue: false },
  resources: { zh: { translation: catalogue('zh') }, en: { translation: catalogue('en') } },
});

/**
 * The text of `key` (such as `errors/not_found/detail` or `timeline/incident.detected`) in `language`. A key that does not exist is
 * answered as itself, so that an entry written by a newer build still shows.
 */
export const text = (
  language: Language,
  key: string,
  values: Record<string, unknown> = {},
): string => texts.getFixedT(language)(key, values);
