import type { z } from 'zod';
import type { noticeAnswer } from '../../../../contracts/notice/notices.js';
import type { Message } from '../../../stack/mailbox/message.js';
import { eventually } from '../../expect.js';
import { line, type Fault } from './fault.js';

/** The customer's duty desks, one per language (prisma/seed/demo/commitments.ts). */
const desks = { zh: 'shops.yuanfan', en: 'shops-en.yuanfan' };
const linesShown = 7;

const inShort = (text: string): string[] => {
  const lines = text.split('\n').filter((each) => each.trim() !== '');
  return [...lines.slice(0, linesShown), ...(lines.length > linesShown ? ['…'] : [])];
};

/** Looks the notice up in the mailbox, in both languages, and for names that none of them may say. */
export async function noticeMails(
  fault: Fault,
  { number }: Pick<z.output<typeof noticeAnswer>, 'number'>,
): Promise<void> {
  const { scene } = fault;
  for (const [language, box] of Object.entries(desks)) {
    const mail = await mailTo(fault, `${box}@demo.baton.example`, number);
    scene.show(`${language} → ${mail.to.join(', ')}`, mail.subject, ...inShort(mail.text));
    const foreign = foreignNames(fault).filter((name) => says(mail, name));
    scene.expect(
      {
        zh: `${language} 邮件已在信箱，没有别家客户的名字`,
        en: `the ${language} mail is in the mailbox and names no other customer`,
      },
      { foreign, subject: mail.subject, text: mail.text },
      foreign.length === 0 && isIn(mail, language),
    );
  }
}

const mailTo = ({ scene, startedAt }: Fault, to: string, number: string): Promise<Message> =>
  eventually(`mail ${number} to ${to}`, async () =>
    (await scene.mails({ to, since: startedAt })).find(({ subject }) => subject.includes(number)),
  );

const foreignNames = ({ customers }: Fault): string[] =>
  customers.filter(({ id }) => id !== line.customer).flatMap(({ name, code }) => [name, code]);

const says = ({ subject, text, html }: Message, name: string): boolean =>
  [subject, text, html].some((part) => part.toLowerCase().includes(name.toLowerCase()));

/** The templates of the two languages bracket the stage each in its own way. */
const isIn = ({ subject }: Message, language: string): boolean =>
  subject.includes(language === 'zh' ? '【' : ' [');
