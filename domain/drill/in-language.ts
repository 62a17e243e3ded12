import type { Bilingual, Scripted } from './scenario.js';

/** A script in the one language that a drill is held in. */
export const scriptIn = (
  language: keyof Bilingual,
  script: readonly Scripted[],
): Scripted<string>[] =>
  script.map((event) => {
    switch (event.kind) {
      case 'alert': {
        const { description, title, ...same } = event;
        return {
          ...same,
          title: title[language],
          ...(description && { description: description[language] }),
        };
      }
      case 'restore':
        return { ...event, title: event.title[language] };
      case 'word':
        return { ...event, text: event.text[language] };
    }
  });
