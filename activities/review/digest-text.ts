import { localTime } from '../../contracts/local-time.js';
import { shortNumberOf } from '../../contracts/names.js';
import { text, type Language } from '../../contracts/text.js';
import type { Reminder } from '../../domain/review/reminder.js';
import type { OpenForm } from '../../records/review/forms.js';
import type { PageText } from '../notify/page-message.js';

/** Forms that one mail lists; the rest is counted. */
export const formsListedMax = 30;

export interface DigestForm extends OpenForm {
  /** Why it is named today; absent where another one is the reason for the mail. */
  reminder?: Reminder | undefined;
}

export interface DigestContent {
  cycle: string;
  forms: readonly DigestForm[];
  language: Language;
  zone: string;
  publicUrl: string;
}

/** One mail about every open form of one person; the same input gives the same mail. */
export function digestText({ cycle, forms, language, zone, publicUrl }: DigestContent): PageText {
  const say = (key: string, values = {}): string => text(language, `review/${key}`, values);
  const lineOf = (form: DigestForm): string =>
    say('digest/line', {
      number: shortNumberOf(form.process, form.number),
      title: form.title,
      task: say(`task/${form.kind}`),
      when: say(`digest/when/${form.reminder ?? 'open'}`, { due: localTime(zone, form.dueAt) }),
    });
  const listed = forms.slice(0, formsListedMax);
  const [only] = forms;
  const subject =
    only && forms.length === 1
      ? say('digest/subject_one', { title: only.title })
      : say('digest/subject', { count: forms.length });
  const viewUrl = `${publicUrl}/`;
  const lines = [
    say('digest/lead'),
    '',
    ...listed.map(lineOf),
    ...(forms.length > listed.length
      ? [say('digest/more', { count: forms.length - listed.length })]
      : []),
    '',
    say('digest/view', { url: viewUrl }),
  ];
  return {
    thread: `${cycle}/digest`,
    language,
    subject,
    text: lines.join('\n'),
    facts: { forms: String(forms.length), reason: 'digest' },
    viewUrl,
  };
}
