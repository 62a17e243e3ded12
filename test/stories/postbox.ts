import { languages, text } from '../../contracts/text.js';
import type { MailServer, ReceivedMail } from '../support/smtp.js';
import { waitUntil } from '../support/wait-until.js';

const limitMs = 30_000;

/** All mail of a night, read by incident number. */
export interface Postbox {
  /** Every mail of the night, in the order they came. */
  all(): ReceivedMail[];
  /** The mails about an incident in the order they came, or those to one box of the organisation. */
  about(number: string, box?: string): ReceivedMail[];
  /** The boxes that were paged to work on an incident, in order: not about its level or notices. */
  boxes(number: string): string[];
  /** Resolves with the mails when `count` of them came to the box. */
  arrived(number: string, box: string, count?: number): Promise<ReceivedMail[]>;
}

/** Reasons to page somebody about what is owed around the work. */
const around = [
  'grading_overdue',
  'command_wanted',
  'restore_half',
  'restore_most',
  'review_due',
  'review_overdue',
  'notice_due',
  'notice_missed',
  'notice_blocked',
] as const;

const leads = around.flatMap((reason) =>
  languages.map((language) => text(language, `page/lead/${reason}`)),
);

const isToWork = ({ mail }: ReceivedMail): boolean =>
  !leads.some((lead) => mail.text?.replaceAll('\n', ' ').includes(lead));

const boxOf = ({ to }: ReceivedMail): string => to[0]?.split('@')[0] ?? '';

/** Reads the mails that `server` took. */
export function openPostbox(server: MailServer): Postbox {
  const about: Postbox['about'] = (number, box) =>
    server.mails.filter(
      (each) =>
        new RegExp(`${number}\\b`).test(each.mail.subject ?? '') &&
        (box === undefined || boxOf(each) === box),
    );
  const boxes = (number: string): string[] => about(number).filter(isToWork).map(boxOf);
  return {
    all: () => [...server.mails],
    about,
    boxes,
    arrived: async (number, box, count = 1) => {
      await waitUntil(() => about(number, box).length >= count, {
        limitMs,
        what: () => `${count} mails about ${number} to ${box}, came: ${boxes(number).join(', ')}`,
      });
      return about(number, box);
    },
  };
}

/** The one-time link in a page. */
export function linkIn(mail: ReceivedMail | undefined): string {
  const link = /https?:\/\/\S+\/a\/[\w-]+/.exec(mail?.mail.text ?? '')?.[0];
  if (link === undefined) throw new Error(`no link in ${mail?.mail.text}`);
  return link;
}
