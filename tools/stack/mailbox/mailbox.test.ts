import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { startMailbox, type Mailbox } from './mailbox.js';
import type { Message } from './message.js';

let folder: string;
let mailbox: Mailbox;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-mailbox-'));
  mailbox = await startMailbox({ folder, messagesMax: 3 });
});

afterEach(async () => {
  await mailbox.stop();
  await rm(folder, { recursive: true, force: true });
});

async function send(mail: { to: string; subject: string; text?: string; html?: string }) {
  const transport = createTransport(mailbox.smtpUrl);
  await transport.sendMail({
    from: '"Baton 值班" <baton@example.org>',
    messageId: '<first@baton>',
    references: ['<a@baton>', '<b@baton>'],
    ...mail,
  });
  transport.close();
}

async function messages(query = ''): Promise<Message[]> {
  const answer = await fetch(`${mailbox.url}/api/messages${query}`);
  return (await answer.json()) as Message[];
}

async function page(path: string): Promise<{ status: number; text: string; policy: string }> {
  const answer = await fetch(`${mailbox.url}${path}`);
  const policy = answer.headers.get('content-security-policy') ?? '';
  return { status: answer.status, text: await answer.text(), policy };
}

describe('the mailbox', () => {
  it('gives back what a real SMTP conversation handed in, Chinese and headers included', async () => {
    await send({ to: 'li.na@example.org', subject: '[P1] 核心交换机失联', text: '请确认 ack?' });
    const [message, ...others] = await messages();
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      from: '"Baton 值班" <baton@example.org>',
      to: ['li.na@example.org'],
      subject: '[P1] 核心交换机失联',
      html: '',
    });
    expect(message?.text.trim()).toBe('请确认 ack?');
    expect(message?.headers['message-id']).toBe('<first@baton>');
    expect(message?.headers.references).toBe('<a@baton> <b@baton>');
  });

  it('finds mail by recipient and by time', async () => {
    await send({ to: 'li.na@example.org', subject: 'one', text: '1' });
    await send({ to: 'wang.wei@example.org', subject: 'two', text: '2' });
    const [one] = await messages('?to=LI.NA@example.org');
    expect(one?.subject).toBe('one');
    expect(await messages('?to=nobody@example.org')).toEqual([]);
    const [two] = await messages('?to=wang.wei@example.org');
    const since = encodeURIComponent(two?.at ?? '');
    expect((await messages(`?since=${since}`)).map((each) => each.subject)).toContain('two');
    expect(await messages('?since=2999-01-01T00:00:00Z')).toEqual([]);
    expect((await fetch(`${mailbox.url}/api/messages?since=soon`)).status).toBe(400);
  });

  it('keeps its mail over a restart', async () => {
    await send({ to: 'li.na@example.org', subject: 'kept', text: 'x' });
    const before = await messages();
    await mailbox.stop();
    mailbox = await startMailbox({ folder, messagesMax: 3 });
    expect(await messages()).toEqual(before);
  });

  it('drops the oldest beyond its limit and says so', async () => {
    for (const subject of ['a', 'b', 'c', 'd', 'e']) {
      await send({ to: 'li.na@example.org', subject, text: subject });
    }
    expect((await messages()).map((each) => each.subject)).toEqual(['c', 'd', 'e']);
    expect((await readdir(folder)).filter((name) => name.endsWith('.json'))).toHaveLength(3);
    expect((await page('/')).text).toContain('2 older ones were dropped');
  });

  it('forgets everything on DELETE', async () => {
    await send({ to: 'li.na@example.org', subject: 'gone', text: 'x' });
    expect((await fetch(`${mailbox.url}/api/messages`, { method: 'DELETE' })).status).toBe(204);
    expect(await messages()).toEqual([]);
    expect((await readdir(folder)).filter((name) => name.endsWith('.json'))).toEqual([]);
  });

  it('shows the newest first, and text as text: a script in a mail never runs', async () => {
    await send({ to: 'li.na@example.org', subject: 'older', text: 'x' });
    const evil = '<script>alert(1)</script>';
    await send({ to: 'li.na@example.org', subject: `newer ${evil}`, text: evil, html: evil });
    const list = await page('/');
    expect(list.text.indexOf('newer')).toBeLessThan(list.text.indexOf('older'));
    expect(list.text).not.toContain(evil);
    const id = (await messages())[1]?.id;
    const one = await page(`/messages/${id}`);
    expect(one.text).not.toContain(evil);
    expect(one.text).toContain('<iframe sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(one.policy).toContain("default-src 'none'");
    const part = await page(`/messages/${id}/html`);
    expect(part.text).toContain(evil);
    expect(part.policy).toMatch(/^sandbox (?!.*allow-scripts).*default-src 'none'/);
  });

  it('turns addresses in the text into links', async () => {
    const text = 'Acknowledge: http://127.0.0.1:4400/a/abc?x=1&y=2 now';
    await send({ to: 'li.na@example.org', subject: 'link', text });
    const one = await page(`/messages/${(await messages())[0]?.id}`);
    expect(one.text).toContain('href="http://127.0.0.1:4400/a/abc?x=1&amp;y=2"');
  });

  it('does not answer to a foreign name pointed at this machine', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { host: 'evil.example' };
      request(`${mailbox.url}/api/messages`, { headers }, (answer) => resolve(answer.statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  it.each(['/messages/none', '/messages', '/../etc/passwd', '/favicon.ico'])(
    'answers 404 at %s',
    async (path) => {
      expect((await page(path)).status).toBe(404);
    },
  );
});
