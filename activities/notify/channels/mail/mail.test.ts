import { afterEach, describe, expect, it } from '@jest/globals';
import type { Channel, Message } from '../channel.js';
import {
  smtpError,
  startMailServer,
  type MailServer,
  type Manners,
} from '../testing/mail-server.js';
import { never, pageOf } from '../testing/message.js';
import { createMailChannel, type MailTimeouts } from './mail.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function server(manners: Manners = {}): Promise<MailServer> {
  const one = await startMailServer(manners);
  closers.push(() => one.close());
  return one;
}

function mailTo(smtpUrl: string, timeouts: Partial<MailTimeouts> = {}) {
  const channel: Channel<{ address: string }> = createMailChannel({
    smtpUrl,
    mailFrom: '值班台 Baton <baton@example.com>',
    publicUrl: 'https://baton.example.com:8443/x',
    timeouts,
  });
  closers.push(async () => channel.close?.());
  return (message: Message, address = 'li.wei@example.com', signal = never) =>
    channel.send({ address }, message, signal);
}

describe('a page by mail', () => {
  it('arrives whole: Chinese subject and text, and the action link in both forms', async () => {
    const there = await server();
    const outcome = await mailTo(there.url)(pageOf());
    expect(outcome).toMatchObject({ kind: 'delivered', detail: expect.stringContaining('250') });
    const [mail] = there.mails;
    expect(mail?.subject).toBe('【P1】上海一号机房核心交换机离线');
    expect(mail?.from?.text).toContain('值班台 Baton');
    expect(mail?.text).toContain('请在 5 分钟内确认。');
    expect(mail?.text).toContain('确认处理: https://baton.example.com/a/token-1?from=page&x=1');
    expect(mail?.html).toContain('href="https://baton.example.com/a/token-1?from=page&amp;x=1"');
  });

  it('threads by incident, and every attempt of one page has the same Message-ID', async () => {
    const there = await server();
    const send = mailTo(there.url);
    await send(pageOf());
    await send(pageOf({ possiblyRepeated: true }));
    await send(pageOf({ key: 'incident/0198/13/person/li/mail' }));
    await send(pageOf({ key: 'incident/0199/1/person/li/mail', thread: 'incident/0199' }));
    const [first, repeat, next, other] = there.mails;
    expect(first?.messageId).toMatch(/^<[0-9a-f]{32}@baton\.example\.com>$/);
    expect(repeat?.messageId).toBe(first?.messageId);
    expect(next?.messageId).not.toBe(first?.messageId);
    expect(next?.inReplyTo).toBe(first?.inReplyTo);
    expect(next?.references).toEqual(first?.references);
    expect(other?.inReplyTo).not.toBe(first?.inReplyTo);
    expect(first?.headers.get('x-baton-key')).toBe('incident/0198/12/person/li/mail');
    expect(first?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('says in subject and body when it may be a repeat, in the language of its reader', async () => {
    const there = await server();
    const send = mailTo(there.url);
    await send(pageOf({ possiblyRepeated: true }));
    await send(pageOf({ possiblyRepeated: true, language: 'en', subject: 'Down' }));
    expect(there.mails[0]?.subject).toMatch(/^\[可能重复\]/);
    expect(there.mails[0]?.text).toContain('可能已经送达过一次');
    expect(there.mails[1]?.subject).toBe('[possibly repeated] Down');
    expect(there.mails[1]?.html).toContain('may have reached you once already');
  });

  it('lets nothing of an alert become a header or markup', async () => {
    const there = await server();
    await mailTo(there.url)(
      pageOf({
        subject: 'Down\r\nBcc: eve@example.com',
        key: 'incident/1\r\nX-Evil: 1',
        text: '<img src=x onerror=alert(1)>',
        actionUrl: 'javascript:alert(1)',
      }),
    );
    const [mail] = there.mails;
    expect(mail?.headers.has('bcc')).toBe(false);
    expect(mail?.headers.has('x-evil')).toBe(false);
    expect(mail?.subject).toBe('Down Bcc: eve@example.com');
    expect(mail?.html).toContain('&lt;img');
    expect(mail?.html).not.toContain('javascript:');
  });

  it('reaches an address whose domain is Chinese', async () => {
    const there = await server();
    const outcome = await mailTo(there.url)(pageOf(), 'li@例子.测试');
    expect(outcome.kind).toBe('delivered');
    expect(there.raw[0]).toMatch(/^To: .*xn--fsqu00a\.xn--0zwm56d/m);
  });

  it('keeps one connection for many pages', async () => {
    const there = await server();
    const send = mailTo(there.url);
    for (let i = 0; i < 5; i += 1) await send(pageOf({ key: `incident/1/${i}` }));
    expect([there.mails.length, there.connections()]).toEqual([5, 1]);
  });
});

describe('a mail server that', () => {
  it('greylists gets the page again later', async () => {
    let greylisted = true;
    const onRcpt = () => (greylisted ? smtpError(451, '4.7.1 greylisted') : undefined);
    const there = await server({ onRcpt });
    const send = mailTo(there.url);
    expect(await send(pageOf())).toMatchObject({
      kind: 'retry',
      reason: expect.stringContaining('451'),
    });
    greylisted = false;
    expect((await send(pageOf())).kind).toBe('delivered');
  });

  it('knows no such mailbox rejects for good', async () => {
    const there = await server({ onRcpt: () => smtpError(550, '5.1.1 no such user') });
    expect(await mailTo(there.url)(pageOf())).toEqual({
      kind: 'rejected',
      reason: 'SMTP 550 5.1.1 no such user',
    });
  });

  it('refuses the content for good rejects, and for the moment is asked again', async () => {
    const refusing = await server({ onData: () => smtpError(554, 'spam') });
    expect((await mailTo(refusing.url)(pageOf())).kind).toBe('rejected');
    const full = await server({ onData: () => smtpError(452, 'disk full') });
    expect((await mailTo(full.url)(pageOf())).kind).toBe('retry');
  });

  it('refuses our own login or sender is asked again: the reader is not at fault', async () => {
    const login = await server({ refuseLogin: true });
    const withUser = login.url.replace('//', '//baton:wrong@');
    const outcome = await mailTo(withUser)(pageOf());
    expect(outcome).toMatchObject({ kind: 'retry' });
    expect(JSON.stringify(outcome)).not.toContain('wrong');
    const sender = await server({ onSender: () => smtpError(550, 'who are you') });
    expect((await mailTo(sender.url)(pageOf())).kind).toBe('retry');
  });

  it('breaks the connection in the middle of a mail is asked again, once per attempt', async () => {
    let broken = true;
    const there = await server({ dropInData: () => broken });
    const send = mailTo(there.url);
    expect(await send(pageOf())).toMatchObject({ kind: 'retry', mayHaveArrived: true });
    expect(there.attempts()).toBe(1);
    broken = false;
    expect((await send(pageOf())).kind).toBe('delivered');
  });

  it('falls silent in the middle of a mail holds a page no longer than the named time', async () => {
    const there = await server({ silentAfterData: () => true });
    expect((await mailTo(there.url, { silenceMs: 150 })(pageOf())).kind).toBe('retry');
    const outcome = await mailTo(there.url, { sendMs: 150 })(pageOf());
    expect(outcome).toEqual({ kind: 'retry', reason: 'timed out', mayHaveArrived: true });
    expect(there.mails).toEqual([]);
  });

  it('falls silent on many pages does not keep the next page waiting behind them', async () => {
    let silent = true;
    const there = await server({ silentAfterData: () => silent });
    const send = mailTo(there.url, { sendMs: 1_000 });
    const stuck = Array.from({ length: 20 }, (_, i) => send(pageOf({ key: `incident/3/${i}` })));
    expect((await Promise.all(stuck)).map(({ kind }) => kind)).toEqual(Array(20).fill('retry'));
    silent = false;
    expect((await send(pageOf())).kind).toBe('delivered');
  });

  it('is away is asked again', async () => {
    const gone = await startMailServer();
    await gone.close();
    expect(await mailTo(gone.url)(pageOf())).toEqual({ kind: 'retry', reason: 'ESOCKET' });
    const nowhere = mailTo('smtp://mail.invalid:25', { connectMs: 1_000 });
    expect(await nowhere(pageOf())).toMatchObject({ kind: 'retry' });
  });

  it('is still thinking when the page is called off lets it go', async () => {
    const control = new AbortController();
    const there = await server({
      onRcpt: () => {
        control.abort();
        return undefined;
      },
    });
    const outcome = await mailTo(there.url)(pageOf(), 'a@example.com', control.signal);
    expect(outcome).toEqual({ kind: 'retry', reason: 'called off', mayHaveArrived: true });
  });

  it('was restarted between two pages takes the second one at once', async () => {
    const there = await server();
    const send = mailTo(there.url);
    await send(pageOf());
    there.dropConnections();
    expect((await send(pageOf({ key: 'incident/2/1' }))).kind).toBe('delivered');
  });
});
