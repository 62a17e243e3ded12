import { describe, expect, it, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { pageOf, never } from '../testing/message.js';
import { outside, quickEgress } from '../testing/outside.js';
import { always, type Received } from '../testing/receiver.js';
import { createWebhookChannel, webhookBodyMaxBytes } from './webhook.js';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const previousSecret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const receiver = outside();

function verified(received: Received | undefined, key = secret): Record<string, unknown> {
  const headers = received?.headers as Record<string, string>;
  return new Webhook(key).verify(received?.body ?? '', headers) as Record<string, unknown>;
}

describe('a page by webhook', () => {
  it('carries a signature that its receiver can verify, and every fact', async () => {
    const there = await receiver(always(204));
    const page = pageOf();
    const address = { url: `${there.url}/hook`, secret };
    const outcome = await createWebhookChannel(quickEgress()).send(address, page, never);
    expect(outcome).toEqual({ kind: 'delivered', detail: 'HTTP 204' });
    expect(verified(there.received[0])).toMatchObject({
      ...page.facts,
      type: 'page',
      key: page.key,
      possiblyRepeated: false,
      detailsOmitted: false,
      actionUrl: page.actionUrl,
    });
    expect(() => verified(there.received[0], previousSecret)).toThrow();
  });

  it('keeps one delivery id over all attempts of a page, and another one per page', async () => {
    const there = await receiver(always(200));
    const channel = createWebhookChannel(quickEgress());
    const address = { url: there.url, secret };
    await channel.send(address, pageOf(), never);
    await channel.send(address, pageOf({ possiblyRepeated: true }), never);
    await channel.send(address, pageOf({ key: 'incident/0198/13' }), never);
    const [first, repeat, next] = there.received.map(({ headers }) => headers['webhook-id']);
    expect(first).toMatch(/^msg_[0-9a-f]{32}$/);
    expect(repeat).toBe(first);
    expect(next).not.toBe(first);
    expect(verified(there.received[1]).possiblyRepeated).toBe(true);
  });

  it('verifies with the old and the new secret while one is rotated out', async () => {
    const there = await receiver(always(200));
    const address = { url: there.url, secret, previousSecret };
    await createWebhookChannel(quickEgress()).send(address, pageOf(), never);
    expect(verified(there.received[0], secret).type).toBe('page');
    expect(verified(there.received[0], previousSecret).type).toBe('page');
  });

  it('stays under its size limit and says when details were omitted', async () => {
    const there = await receiver(always(200));
    const page = pageOf({
      text: '长'.repeat(20_000),
      facts: { number: 'INC-1', title: '题'.repeat(9_000) },
    });
    await createWebhookChannel(quickEgress()).send({ url: there.url, secret }, page, never);
    const body = verified(there.received[0]);
    expect(Buffer.byteLength(there.received[0]?.body ?? '')).toBeLessThan(webhookBodyMaxBytes);
    expect(body).toMatchObject({ type: 'page', number: 'INC-1', detailsOmitted: true });
    expect(body).toMatchObject({ key: page.key, actionUrl: page.actionUrl });
  });

  it('lets no fact of an alert overwrite what the receiver relies on', async () => {
    const there = await receiver(always(200));
    const page = pageOf({ facts: { type: 'x', key: 'x', possiblyRepeated: 'x', text: 'x' } });
    await createWebhookChannel(quickEgress()).send({ url: there.url, secret }, page, never);
    const { type, key, possiblyRepeated, text } = verified(there.received[0]);
    expect({ type, key, possiblyRepeated, text }).toEqual({
      type: 'page',
      key: page.key,
      possiblyRepeated: false,
      text: page.text,
    });
  });
});

describe('a receiver', () => {
  test.each([
    [500, {}, { kind: 'retry', reason: 'HTTP 500' }],
    [429, { 'retry-after': '30' }, { kind: 'retry', reason: 'HTTP 429', afterMs: 30_000 }],
    [410, {}, { kind: 'rejected', reason: 'HTTP 410' }],
  ])('answering %i gets what the contract says', async (status, headers, outcome) => {
    const there = await receiver(always(status, '{"ok":true}', headers));
    const channel = createWebhookChannel(quickEgress());
    expect(await channel.send({ url: there.url, secret }, pageOf(), never)).toEqual(outcome);
  });

  it('that redirects is refused and the other place never called', async () => {
    const there = await receiver(always(307, '', { location: '/other' }));
    const channel = createWebhookChannel(quickEgress());
    const outcome = await channel.send({ url: `${there.url}/one`, secret }, pageOf(), never);
    expect(outcome.kind).toBe('rejected');
    expect(there.received.map(({ path }) => path)).toEqual(['/one']);
  });

  it('that takes too long is tried again', async () => {
    const there = await receiver(() => undefined);
    const channel = createWebhookChannel(quickEgress(100));
    expect(await channel.send({ url: there.url, secret }, pageOf(), never)).toEqual({
      kind: 'retry',
      reason: 'timed out',
      mayHaveArrived: true,
    });
  });

  it('is a destination of its own, named without its url', () => {
    const channel = createWebhookChannel(quickEgress());
    const one = channel.bucket({ url: 'https://a.example/h?token=abc', secret });
    const two = channel.bucket({ url: 'https://a.example/h?token=abd', secret });
    expect(one?.destination).toMatch(/^webhook:a\.example:[0-9a-f]{12}$/);
    expect(two?.destination).not.toBe(one?.destination);
  });
});
