import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import {
  always,
  startReceiver,
  type Reaction,
  type Receiver,
} from '../channels/testing/receiver.js';
import { createEgress, type EgressOptions } from './egress.js';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function receiver(react: Reaction): Promise<Receiver> {
  const one = await startReceiver(react);
  closers.push(() => one.close());
  return one;
}

function post(url: string, options: Partial<EgressOptions> = {}, signal?: AbortSignal) {
  return createEgress({ allowPrivate: true, ...options }).post({
    url,
    headers: { 'content-type': 'application/json' },
    body: '{"页":1}',
    signal: signal ?? new AbortController().signal,
  });
}

const loopback = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);

describe('a call to the outside', () => {
  it('carries the body whole and brings back status, headers and body', async () => {
    const there = await receiver(always(201, '{"ok":true}', { 'retry-after': '7' }));
    const answer = await post(`${there.url}/a/b?c=d`);
    expect(answer).toMatchObject({ kind: 'answered', status: 201, body: '{"ok":true}' });
    expect(answer).toMatchObject({ headers: { 'retry-after': '7' }, truncated: false });
    expect(there.received[0]).toMatchObject({ path: '/a/b?c=d', body: '{"页":1}' });
  });

  it('reaches nothing private unless the installation allows it', async () => {
    const there = await receiver(always(200));
    const names = ['127.0.0.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', '0.0.0.0'];
    for (const host of names) {
      const answer = await post(`http://${host}:${there.port}/`, { allowPrivate: false });
      expect(answer).toMatchObject({ kind: 'blocked' });
    }
    expect(there.received).toEqual([]);
  });

  it('judges an address written into the url itself, whatever a name service says', async () => {
    const there = await receiver(always(200));
    const resolve = () => Promise.resolve([{ address: '93.184.216.34', family: 4 }]);
    const answer = await post(there.url, { allowPrivate: false, resolve });
    expect(answer).toEqual({ kind: 'blocked', reason: 'loopback address' });
  });

  it('refuses a name when any one of its addresses is private', async () => {
    const there = await receiver(always(200));
    const resolve = () =>
      Promise.resolve([
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    const answer = await post(`http://mixed.example:${there.port}/`, {
      allowPrivate: false,
      resolve,
    });
    expect(answer).toEqual({ kind: 'blocked', reason: 'loopback address' });
  });

  it('connects to the address it judged even when the name would now lead elsewhere', async () => {
    const there = await receiver(always(200));
    let asked = 0;
    const resolve = () => {
      asked += 1;
      return Promise.resolve([{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
    };
    const answer = await post(`http://rebinding.example:${there.port}/`, {
      allowPrivate: ['127.0.0.1/32'],
      resolve,
    });
    expect(answer).toMatchObject({ kind: 'answered', status: 200 });
    expect(asked).toBe(1);
    expect(there.received[0]?.headers.host).toBe(`rebinding.example:${there.port}`);
  });

  it('asks for the name of the url in the TLS handshake though the address is pinned', async () => {
    const hello = new Promise<Buffer>((seen) => {
      const server = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', (bytes) => {
          seen(bytes);
          socket.destroy();
        });
      }).listen(0, '127.0.0.1');
      closers.push(() => void server.close());
      void once(server, 'listening').then(() => {
        const { port } = server.address() as AddressInfo;
        void post(`https://hooks.example.test:${port}/`, { resolve: loopback });
      });
    });
    expect((await hello).includes('hooks.example.test')).toBe(true);
  });

  it('does not follow a redirect', async () => {
    const there = await receiver((answer, { path }) =>
      path === '/' ? answer.writeHead(302, { location: '/inner' }).end() : answer.end(),
    );
    expect(await post(`${there.url}/`)).toMatchObject({ kind: 'answered', status: 302 });
    expect(there.received).toHaveLength(1);
  });

  it('reads no more of an endless answer than its limit', async () => {
    const there = await receiver((answer) => {
      const more = () => {
        while (answer.write('x'.repeat(16_384)));
      };
      answer.writeHead(200).on('drain', more);
      more();
    });
    const answer = await post(there.url, { responseMaxBytes: 1_000 });
    expect(answer).toMatchObject({ status: 200, truncated: true, body: 'x'.repeat(1_000) });
  });

  it('keeps a status that came even when the body never ends', async () => {
    const there = await receiver((answer) => void answer.writeHead(202).write('{'));
    const answer = await post(there.url, { timeoutMs: 700 });
    expect(answer).toMatchObject({ kind: 'answered', status: 202, truncated: true });
  });

  it('gives up on a receiver that never answers', async () => {
    const there = await receiver(() => undefined);
    const answer = await post(there.url, { timeoutMs: 100 });
    expect(answer).toEqual({ kind: 'unreachable', reason: 'timed out', sent: true });
  });

  it('gives up on a name service that never answers', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    const answer = await post('http://slow.example/', { timeoutMs: 100, resolve });
    expect(answer).toEqual({ kind: 'unreachable', reason: 'timed out' });
  });

  it('stops when its caller calls it off', async () => {
    const control = new AbortController();
    const there = await receiver(() => control.abort());
    const answer = await post(there.url, {}, control.signal);
    expect(answer).toEqual({ kind: 'unreachable', reason: 'called off', sent: true });
  });

  it('tells a refused connection and an unknown name by their codes', async () => {
    const gone = await startReceiver(always(200));
    await gone.close();
    expect(await post(gone.url)).toEqual({ kind: 'unreachable', reason: 'ECONNREFUSED' });
    const resolve = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
    expect(await post('http://none.example/', { resolve })).toMatchObject({
      kind: 'unreachable',
      reason: 'ENOTFOUND',
    });
    const nothing = await post('http://none.example/', { resolve: () => Promise.resolve([]) });
    expect(nothing).toMatchObject({ kind: 'unreachable', reason: 'ENOTFOUND' });
  });

  it('survives an answer that is not HTTP', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-x\r\n')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closers.push(() => void server.close());
    const { port } = server.address() as AddressInfo;
    expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ kind: 'unreachable' });
  });

  it('goes nowhere but http and https', async () => {
    expect(await post('file:///etc/passwd')).toMatchObject({ kind: 'blocked' });
    expect(await post('nonsense')).toMatchObject({ kind: 'blocked' });
  });
});
