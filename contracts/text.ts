import i18next, { type i18n } from 'i18next';
import { calendarTexts } from './texts/calendar.js';
import { cliTexts } from './texts/cli.js';
import { errorTexts } from './texts/errors.js';
import { pageTexts } from './texts/page.js';
import { timelineTexts } from './texts/timeline.js';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** One catalogue for the API, the mails and the command line: `area/key` → text with {{values}}. */
const catalogue = (language: Language) => ({
  calendar: calendarTexts[language],
  cli: cliTexts[language],
  errors: errorTexts[language],
  page: pageTexts[language],
  timeline: timelineTexts[language],
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
