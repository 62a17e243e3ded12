import { afterEach, describe, expect, it, test } from '@jest/globals';
import { channelNames } from '../../../contracts/channels.js';
import {
  closeChannels,
  createChannels,
  type Channels,
  type ChannelsOptions,
} from './create-channels.js';
import { never, pageOf } from './testing/message.js';
import { outside } from './testing/outside.js';
import { always } from './testing/receiver.js';

const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const receiver = outside();
const built: Channels[] = [];
afterEach(async () => {
  for (const channels of built.splice(0)) await closeChannels(channels);
});

function all(change: Partial<ChannelsOptions> = {}): Channels {
  const channels = createChannels({
    smtpUrl: 'smtp://127.0.0.1:9',
    mailFrom: 'Baton <baton@example.com>',
    publicUrl: 'https://baton.example.com',
    egress: { allowPrivate: false },
    ...change,
  });
  built.push(channels);
  return channels;
}

describe('the channels of an installation', () => {
  test.each(channelNames)('%s rejects a malformed address and never throws', async (name) => {
    for (const address of [undefined, null, 'x', 7, {}, { url: 'x' }, { phone: '1' }]) {
      const outcome = await all()[name].send(address, pageOf(), never);
      expect(outcome.kind).toBe('rejected');
      expect(all()[name].bucket(address)).toBeUndefined();
    }
  });

  it('name the malformed field and never its value', async () => {
    const address = { url: 'https://x.example/robot/send?token=hunter2' };
    const outcome = await all().dingtalk.send(address, pageOf(), never);
    expect(outcome).toEqual({ kind: 'rejected', reason: 'malformed dingtalk address: url' });
  });

  it('reach no private address unless the installation opens it', async () => {
    const there = await receiver(always(200));
    const address = { url: there.url, secret };
    expect(await all().webhook.send(address, pageOf(), never)).toEqual({
      kind: 'rejected',
      reason: 'blocked: loopback address',
    });
    expect(there.received).toEqual([]);
    const opened = all({ egress: { allowPrivate: ['127.0.0.0/8'] } });
    expect((await opened.webhook.send(address, pageOf(), never)).kind).toBe('delivered');
  });

  it('keep their published limits unless the installation sets its own', () => {
    const address = { url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k' };
    expect(all().wecom.bucket(address)).toMatchObject({ capacity: 10 });
    const own = all({ limits: { wecom: { capacity: 2, refillPerS: 0.1 } } });
    expect(own.wecom.bucket(address)).toMatchObject({ capacity: 2, refillPerS: 0.1 });
  });

  it('never show a credential in an outcome', async () => {
    const there = await receiver(always(500));
    const opened = all({ egress: { allowPrivate: true } });
    const robot = { url: `${there.url}/send?key=hunter2&access_token=hunter2` };
    const gone = { url: 'http://hunter2.invalid/send?key=hunter2&access_token=hunter2' };
    for (const name of ['wecom', 'dingtalk', 'feishu'] as const) {
      for (const address of [robot, gone]) {
        const outcome = await opened[name].send(address, pageOf(), never);
        expect(outcome.kind).toBe('retry');
        expect(JSON.stringify(outcome)).not.toContain('hunter2');
      }
    }
  });
});
