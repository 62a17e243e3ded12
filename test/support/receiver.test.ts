import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startReceiver, type Receiver } from './receiver.js';

let receiver: Receiver;

beforeEach(async () => {
  receiver = await startReceiver();
});

afterEach(() => receiver.close());

const send = (body: string): Promise<Response> =>
  fetch(`${receiver.url}/hook`, { method: 'POST', body, headers: { 'x-sign': 'abc' } });

test('scripted answers come in order, then the standing one, and every request is kept', async () => {
  receiver.script({ status: 500 }, { status: 429, headers: { 'retry-after': '2' } }, 'disconnect');
  receiver.standing({ status: 204 });
  expect((await send('first')).status).toBe(500);
  expect((await send('second')).headers.get('retry-after')).toBe('2');
  await expect(send('third')).rejects.toThrow();
  expect((await send('第四')).status).toBe(204);
  const requests = await receiver.received(4);
  expect(requests.map((request) => request.body)).toEqual(['first', 'second', 'third', '第四']);
  expect(requests[0]).toMatchObject({
    method: 'POST',
    path: '/hook',
    headers: { 'x-sign': 'abc' },
  });
});

test('a hanging answer never comes, and close does not wait for it', async () => {
  receiver.script('hang');
  const answer = send('first');
  await receiver.received(1);
  const failed = expect(answer).rejects.toThrow();
  await receiver.close();
  await failed;
});
