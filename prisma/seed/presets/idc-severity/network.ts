import { atLeast, atMost, is, over, rowWriter, said, type Row } from './writing.js';

const { yesNo, number, choice, criterion } = rowWriter('network');

/** 网络/专线 · Network and lines. */
export const network: Row = {
  domain: { id: 'network', name: said('网络/专线', 'Network and lines') },
  facts: [
    yesNo('nodeIsolated', said('是否有节点或骨干孤立？', 'Is a node or the backbone isolated?')),
    number(
      'customersDown',
      'customers',
      said('多少家客户业务中断？', 'How many customers are down?'),
    ),
    number(
      'tierACustomersDown',
      'customers',
      said('其中全阻的A级客户多少家？', 'How many of them are tier A and fully down?'),
    ),
    number(
      'siteCustomersDownPercent',
      'percent',
      said(
        '受影响最重的站点有百分之几的客户中断？',
        'What share of the customers of the worst hit site is down?',
      ),
    ),
    number(
      'backboneLossPercent',
      'percent',
      said('骨干丢包百分之几？', 'How much does the backbone lose?'),
    ),
    number(
      'backboneLossMinutes',
      'minutes',
      said('骨干丢包已持续多少分钟？', 'For how many minutes has it been losing packets?'),
    ),
    yesNo('pathLost', said('主备链路是否失去其一？', 'Is one of two paths lost?')),
    yesNo('slaDegraded', said('性能是否越过SLA？', 'Is performance outside the SLA?')),
    choice('networkMatter', said('是否属于以下情形？', 'Is it one of these?'), {
      none: said('都不是', 'neither'),
      no_effect: said('无业务影响的事件', 'an event without effect on service'),
      query: said('咨询', 'a query'),
    }),
  ],
  criteria: [
    criterion('P1', 'isolated', {
      text: said('节点或骨干孤立', 'A node or the backbone is isolated'),
      impactClass: 'interruption',
      all: [is('nodeIsolated')],
    }),
    criterion('P1', 'customers', {
      text: said('10家及以上客户业务中断', '10 customers or more are down'),
      impactClass: 'interruption',
      all: [atLeast('customersDown', 10)],
    }),
    criterion('P1', 'tier_a', {
      text: said('3家及以上A级客户业务中断', '3 tier-A customers or more are down'),
      impactClass: 'interruption',
      all: [atLeast('tierACustomersDown', 3)],
    }),
    criterion('P1', 'site', {
      text: said('站点30%及以上客户业务中断', "30% of a site's customers or more are down"),
      impactClass: 'interruption',
      all: [atLeast('siteCustomersDownPercent', 30)],
    }),
    criterion('P2', 'tier_a', {
      text: said('任一A级客户全阻', 'A tier-A customer is fully down'),
      impactClass: 'interruption',
      all: [atLeast('tierACustomersDown', 1), atMost('tierACustomersDown', 2)],
    }),
    criterion('P2', 'customers', {
      text: said('3至9家客户业务中断', '3 to 9 customers are down'),
      impactClass: 'interruption',
      all: [atLeast('customersDown', 3), atMost('customersDown', 9)],
    }),
    criterion('P2', 'backbone', {
      text: said('骨干丢包超过5%持续10分钟', 'The backbone has lost over 5% for 10 min'),
      impactClass: 'degraded',
      all: [over('backboneLossPercent', 5), atLeast('backboneLossMinutes', 10)],
    }),
    criterion('P3', 'customers', {
      text: said('1至2家非A级客户业务中断', '1 or 2 customers below tier A are down'),
      impactClass: 'interruption',
      all: [atLeast('customersDown', 1), atMost('customersDown', 2)],
      unless: [atLeast('tierACustomersDown', 1)],
    }),
    criterion('P3', 'path', {
      text: said('主备链路失去其一', 'One of two paths is lost'),
      impactClass: 'redundancy_loss',
      all: [is('pathLost')],
    }),
    criterion('P3', 'sla', {
      text: said('性能越过SLA', 'Performance is outside the SLA'),
      impactClass: 'degraded',
      all: [is('slaDegraded')],
    }),
    criterion('P4', 'no_effect', {
      text: said('无业务影响', 'No effect on service'),
      impactClass: 'none',
      all: [is('networkMatter', 'no_effect')],
    }),
    criterion('P4', 'query', {
      text: said('咨询', 'A query'),
      impactClass: 'none',
      all: [is('networkMatter', 'query')],
    }),
  ],
};
