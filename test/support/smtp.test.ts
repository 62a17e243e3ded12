import { afterEach, beforeEach, expect, test } from '@jest/globals';
import nodemailer from 'nodemailer';
import { startMailServer, type MailServer } from './smtp.js';

let server: MailServer;

beforeEach(async () => {
  server = await startMailServer();
});

afterEach(() => server.close());

const send = (subject: string): Promise<unknown> =>
  nodemailer.createTransport(server.url).sendMail({
    from: 'baton@example.org',
    to: ['王伟 <wang@example.org>', 'li@example.org'],
    subject,
    text: 'body',
    messageId: '<one@baton>',
  });

test('a mail arrives with its envelope and its Chinese subject', async () => {
  await send('事件 INC-1042');
  const [received] = await server.received(1);
  expect(received).toMatchObject({
    from: 'baton@example.org',
    to: ['wang@example.org', 'li@example.org'],
    mail: { subject: '事件 INC-1042', messageId: '<one@baton>' },
  });
});

test.each(['connect', 'sender', 'recipient', 'data'] as const)(
  'a refusal at %s reaches the sender with its code, and the next mail gets through',
  async (at) => {
    server.refuse({ at, code: 451, text: 'try again later' });
    await expect(send('first')).rejects.toMatchObject({ responseCode: 451 });
    await send('second');
    const mails = await server.received(1);
    expect(mails.map(({ mail }) => mail.subject)).toEqual(['second']);
  },
);
