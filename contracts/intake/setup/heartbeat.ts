import { type SetupTarget, type SetupText, setupIn } from '../setup-text.js';

const words = {
  title: { zh: '接入心跳', en: 'Connect a heartbeat' },
  steps: [
    {
      zh: '让任务在每次成功后向下面的地址发一个 POST 或 PUT，内容随意，也可以为空。',
      en:
        'Let the job send a POST or PUT to the address below after each success, with any ' +
        'body or none.',
    },
    {
      zh: '接入选项 interval 是应有的间隔，grace 是允许的迟到；超过两者之和没有心跳就发起事件，下一次心跳使它恢复。',
      en:
        'The option interval is how often a beat is due, grace how late it may be; no ' +
        'beat for the sum of both raises an incident, the next beat restores it.',
    },
    {
      zh: '也可以把 Prometheus 的 Watchdog 告警路由到这里，监控系统自身失效时就会有人知道。',
      en:
        "Prometheus' Watchdog alert may be routed here too, so that somebody learns when " +
        'the monitoring itself dies.',
    },
  ],
};

/** A crontab line that beats only when the job succeeds. */
export function heartbeatSetup({ url, language }: SetupTarget): SetupText {
  const text = `*/5 * * * * /usr/local/bin/job && curl -fsS -m 10 --retry 3 -X POST '${url}'`;
  return setupIn(language, words, [{ language: 'sh', text }]);
}
