import type { Language } from '../text.js';

/** Ready-to-paste configuration of one tool for one integration, in one language. */
export interface SetupText {
  title: string;
  steps: string[];
  snippet: { language: string; text: string }[];
}

/** Where the tool shall send, and in which language the steps are. */
export interface SetupTarget {
  /** The integration's full address, ending in `/in/{key}`. */
  url: string;
  /** The integration's key, 32 hex characters. */
  key: string;
  language: Language;
}

/** A sentence in both languages. */
export type Bilingual = Record<Language, string>;

/** Picks the language of a title and steps written in both. */
export function setupIn(
  language: Language,
  words: { title: Bilingual; steps: Bilingual[] },
  snippet: SetupText['snippet'],
): SetupText {
  const steps = words.steps.map((step) => step[language]);
  return { title: words.title[language], steps, snippet };
}
