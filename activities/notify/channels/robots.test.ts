import { createHmac } from 'node:crypto';
import { describe, expect, it, test } from '@jest/globals';
import { take, type BucketState } from '../../../domain/bucket.js';
import { dingtalkLimit, createDingtalkChannel, dingtalkUrl } from './dingtalk/dingtalk.js';
import { createFeishuChannel, feishuLimit, feishuUrl } from './feishu/feishu.js';
import { never, pageOf } from './testing/message.js';
import { outside, quickEgress } from './testing/outside.js';
import { always, type Reaction } from './testing/receiver.js';
import { createWecomChannel, wecomLimit } from './wecom/wecom.js';

const receiver = outside();
const minute = 60_000;

type Robot = 'feishu' | 'dingtalk' | 'wecom';

async function through(robot: Robot, react: Reaction, page = pageOf()) {
  const there = await receiver(react);
  const egress = quickEgress();
  const outcome = await {
    feishu: () =>
      createFeishuChannel(egress).send({ url: `${there.url}/hook/t`, secret: 's3' }, page, never),
    dingtalk: () =>
      createDingtalkChannel(egress).send(
        { url: `${there.url}/robot/send?access_token=t`, secret: 'SEC1' },
        page,
        never,
      ),
    wecom: () => createWecomChannel(egress).send({ url: `${there.url}/send?key=t` }, page, never),
  }[robot]();
  const [request] = there.received;
  const body = JSON.parse(request?.body ?? '{}') as Record<string, unknown>;
  return { outcome, path: request?.path ?? '', raw: request?.body ?? '', body };
}

const ok: Record<Robot, string> = {
  feishu: '{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}',
  dingtalk: '{"errcode":0,"errmsg":"ok"}',
  wecom: '{"errcode":0,"errmsg":"ok"}',
};
const robots: Robot[] = ['feishu', 'dingtalk', 'wecom'];

describe('a group robot', () => {
  test.each(robots)('%s counts as delivered on its own success code', async (robot) => {
    const { outcome, raw } = await through(robot, always(200, ok[robot]));
    expect(outcome).toEqual({ kind: 'delivered', detail: 'HTTP 200' });
    expect(raw).toContain('核心交换机离线');
    expect(raw).toContain('https://baton.example.com/a/token-1');
  });

  const answers: [Robot, string, object][] = [
    ['feishu', '{"code":19021,"msg":"sign match fail"}', { kind: 'rejected' }],
    ['feishu', '{"code":19024,"msg":"Key Words Not Found"}', { kind: 'rejected' }],
    ['feishu', '{"code":19001,"msg":"token invalid"}', { kind: 'rejected' }],
    ['feishu', '{"code":9499,"msg":"Bad Request"}', { kind: 'rejected' }],
    ['feishu', '{"code":9499,"msg":"too many request"}', { kind: 'retry', afterMs: 10_000 }],
    ['feishu', '{"code":11232,"msg":"frequency limited"}', { kind: 'retry', afterMs: 10_000 }],
    ['feishu', '{"StatusCode":11232,"StatusMessage":""}', { kind: 'retry', afterMs: 10_000 }],
    ['dingtalk', '{"errcode":310000,"errmsg":"sign not match"}', { kind: 'rejected' }],
    ['dingtalk', '{"errcode":310000,"errmsg":"keywords not in content"}', { kind: 'rejected' }],
    ['dingtalk', '{"errcode":300001,"errmsg":"token is not exist"}', { kind: 'rejected' }],
    ['dingtalk', '{"errcode":130101,"errmsg":"too fast"}', { kind: 'retry', afterMs: 10 * minute }],
    ['dingtalk', '{"errcode":-1,"errmsg":"system busy"}', { kind: 'retry', afterMs: 5_000 }],
    ['wecom', '{"errcode":93000,"errmsg":"invalid webhook url"}', { kind: 'rejected' }],
    ['wecom', '{"errcode":45009,"errmsg":"freq out of limit"}', { kind: 'retry', afterMs: minute }],
    ['wecom', '{"errcode":-1,"errmsg":"system busy"}', { kind: 'retry', afterMs: 5_000 }],
  ];
  test.each(answers)('%s answering 200 with %s is not delivered', async (robot, body, outcome) => {
    expect((await through(robot, always(200, body))).outcome).toMatchObject(outcome);
  });

  test.each(robots)('%s answering what no robot answers is tried again', async (robot) => {
    const oddities = [
      '',
      'ok',
      '[]',
      '{}',
      '<html>login</html>',
      '{"errcode":987654,"code":987654}',
    ];
    for (const body of oddities) {
      expect((await through(robot, always(200, body))).outcome.kind).toBe('retry');
    }
  });

  test.each(robots)('%s answering an HTTP error follows the status', async (robot) => {
    expect((await through(robot, always(502, 'bad gateway'))).outcome.kind).toBe('retry');
    expect((await through(robot, always(404, ok[robot]))).outcome.kind).toBe('rejected');
  });

  it('of Feishu that is limited says itself when to come again', async () => {
    const body = '{"code":99991400,"msg":"request trigger frequency limit"}';
    for (const status of [400, 429]) {
      const react = always(status, body, { 'x-ogw-ratelimit-reset': '52' });
      const { outcome } = await through('feishu', react);
      expect(outcome).toMatchObject({ kind: 'retry', afterMs: 52_000 });
    }
  });
});

describe('the signature of', () => {
  it('Feishu is an HMAC over nothing, keyed with time and secret, in seconds', async () => {
    const { body } = await through('feishu', always(200, ok.feishu));
    const timestamp = String(body.timestamp);
    expect(timestamp).toMatch(/^\d{10}$/);
    const sign = createHmac('sha256', `${timestamp}\ns3`).digest('base64');
    expect(body.sign).toBe(sign);
  });

  it('DingTalk is an HMAC over time and secret, in milliseconds, escaped in the url', async () => {
    const { path } = await through('dingtalk', always(200, ok.dingtalk));
    const query = new URL(path, 'http://x').searchParams;
    expect(query.get('access_token')).toBe('t');
    expect(query.get('timestamp')).toMatch(/^\d{13}$/);
    const signed = `${query.get('timestamp')}\nSEC1`;
    expect(query.get('sign')).toBe(createHmac('sha256', 'SEC1').update(signed).digest('base64'));
    for (let now = 1_700_000_000_000; now < 1_700_000_000_050; now += 1) {
      const url = dingtalkUrl({ url: 'https://x.example/?access_token=t', secret: 'SEC1' }, now);
      expect(url.split('sign=')[1]).toMatch(/^[A-Za-z0-9%]+$/);
    }
  });

  it('neither is sent where the robot has no secret', async () => {
    const there = await receiver(always(200, ok.feishu));
    const url = `${there.url}/?access_token=t`;
    await createFeishuChannel(quickEgress()).send({ url }, pageOf(), never);
    expect(there.received[0]?.body).not.toContain('"sign"');
    expect(dingtalkUrl({ url }, 1)).toBe(url);
  });
});

describe('the message of a robot', () => {
  it('keeps to the published size whatever the alert says', async () => {
    const nasty = [
      '\n'.repeat(30_000),
      '"\\'.repeat(15_000),
      '\u0001'.repeat(9_000),
      '字'.repeat(9_000),
    ];
    for (const text of nasty) {
      const page = pageOf({ text, subject: text.slice(0, 2_000) });
      expect(Buffer.byteLength((await through('feishu', always(200), page)).raw)).toBeLessThan(
        20_480,
      );
      expect(Buffer.byteLength((await through('dingtalk', always(200), page)).raw)).toBeLessThan(
        20_000,
      );
      const { body } = await through('wecom', always(200), page);
      const { content } = body.text as { content: string };
      expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2_048);
    }
  });

  it('obeys no mention or markup of an alert', async () => {
    const page = pageOf({ text: '<at user_id="all">all</at> [x](https://evil.example)' });
    const { body } = await through('feishu', always(200), page);
    expect(body.msg_type).toBe('post');
    expect((await through('dingtalk', always(200), page)).body.msgtype).toBe('text');
    expect((await through('wecom', always(200), page)).body.msgtype).toBe('text');
  });

  test.each(robots)('of %s marks a possible repeat and holds the keyword Baton', async (robot) => {
    const { raw } = await through(robot, always(200), pageOf({ possiblyRepeated: true }));
    expect(raw).toContain('[可能重复]');
    expect(raw).toContain('Baton');
  });

  it('of Feishu goes to the published address where only a token is known', () => {
    expect(feishuUrl({ token: 'abc-123' })).toBe(
      'https://open.feishu.cn/open-apis/bot/v2/hook/abc-123',
    );
  });
});

describe('the bucket of', () => {
  const published = [
    ['feishu', feishuLimit, 1_000, 5],
    ['feishu', feishuLimit, minute, 100],
    ['dingtalk', dingtalkLimit, minute, 20],
    ['wecom', wecomLimit, minute, 20],
  ] as const;

  test.each(published)(
    '%s never exceeds its limit in any window',
    (_robot, limit, windowMs, most) => {
      const sent: number[] = [];
      let state: BucketState | undefined;
      for (let now = 0; now < 5 * minute; now += 10) {
        const taken = take(state, now, limit);
        state = taken.state;
        if (taken.allowed) sent.push(now);
      }
      const counts = sent.map(
        (from) => sent.filter((at) => at >= from && at < from + windowMs).length,
      );
      expect(Math.max(...counts)).toBeLessThanOrEqual(most);
      expect(Math.max(...counts)).toBeGreaterThanOrEqual(most * 0.8);
    },
  );
});
