import type { Metric } from '../../domain/commitment/metric.js';

interface Said {
  metric: Record<Metric, string>;
  source: Record<'service' | 'contract' | 'standard', string>;
  none: string;
  promised: string;
  always: string;
  calendar: string;
  days: string;
  paper: string;
  clause: string;
  no_paper: string;
}

const zh: Said = {
  metric: {
    respond: '响应时间',
    onsite: '到场时间',
    restore: '恢复时间',
    first_notice: '首次通告时间',
    maintenance_notice: '维护提前通知',
    availability: '可用率',
    loss: '丢包率',
    latency: '时延',
    jitter: '抖动',
    power: '供电',
    temperature: '温度',
    humidity: '湿度',
  },
  source: { service: '本服务的承诺', contract: '合同承诺', standard: '产品线标准' },
  none: '没有记录已确认的承诺（{{metric}}）。请勿以口头说法答复客户。',
  promised: '已承诺：{{metric}} {{target}}（{{hours}}），依据{{source}}，{{paper}}。',
  always: '7×24',
  calendar: '按日历 {{calendar}}',
  days: '{{days}} 个工作日',
  paper: '文件 {{document}}{{clause}}',
  clause: '，条款 {{clause}}',
  no_paper: '未附文件',
};

const en: Said = {
  metric: {
    respond: 'time to respond',
    onsite: 'time to be on site',
    restore: 'time to restore',
    first_notice: 'time to the first notice',
    maintenance_notice: 'notice before maintenance',
    availability: 'availability',
    loss: 'packet loss',
    latency: 'latency',
    jitter: 'jitter',
    power: 'power',
    temperature: 'temperature',
    humidity: 'humidity',
  },
  source: {
    service: 'a commitment for this service',
    contract: 'a commitment of the contract',
    standard: 'the standard of the product line',
  },
  none: 'No confirmed commitment is recorded ({{metric}}). Do not answer the customer from hearsay.',
  promised: 'Promised: {{metric}} {{target}} ({{hours}}), by {{source}}; {{paper}}.',
  always: 'every hour counts',
  calendar: 'on calendar {{calendar}}',
  days: '{{days}} working days',
  paper: 'document {{document}}{{clause}}',
  clause: ', clause {{clause}}',
  no_paper: 'no document attached',
};

/** What the look-up of a commitment says. */
export const commitmentTexts = { zh, en };
