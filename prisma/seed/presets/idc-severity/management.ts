import { atLeast, is, oneOf, rowWriter, said, type Row } from './writing.js';

const { number, choice, criterion } = rowWriter('management');

/** 管理面 · Management plane. */
export const management: Row = {
  domain: { id: 'management', name: said('管理面', 'Management plane') },
  facts: [
    choice('monitoringOut', said('监控缺失到什么程度？', 'How much of monitoring is out?'), {
      none: said('无', 'nothing'),
      collector: said('单点采集', 'one collector'),
      part: said('局部', 'part of it'),
      all: said('全网', 'all of it'),
    }),
    number(
      'monitoringOutMinutes',
      'minutes',
      said('监控缺失已多少分钟？', 'For how many minutes has monitoring been out?'),
    ),
    number(
      'ticketingOutMinutes',
      'minutes',
      said('工单系统不可用已多少分钟？', 'For how many minutes has ticketing been out?'),
    ),
    number(
      'hotlineOutMinutes',
      'minutes',
      said('热线全阻已多少分钟？', 'For how many minutes has the hotline been out?'),
    ),
  ],
  criteria: [
    criterion('P1', 'both', {
      text: said(
        '全网监控与工单同时不可用15分钟及以上',
        'Monitoring and ticketing have both been out for 15 min or more',
      ),
      all: [
        is('monitoringOut', 'all'),
        atLeast('monitoringOutMinutes', 15),
        atLeast('ticketingOutMinutes', 15),
      ],
    }),
    criterion('P2', 'monitoring', {
      text: said('监控全阻15分钟及以上', 'Monitoring has been out for 15 min or more'),
      all: [is('monitoringOut', 'all'), atLeast('monitoringOutMinutes', 15)],
    }),
    criterion('P2', 'hotline', {
      text: said('热线全阻15分钟及以上', 'The hotline has been out for 15 min or more'),
      all: [atLeast('hotlineOutMinutes', 15)],
    }),
    criterion('P3', 'part', {
      text: said(
        '局部监控缺失30分钟及以上',
        'Part of monitoring has been blind for 30 min or more',
      ),
      all: [is('monitoringOut', 'part'), atLeast('monitoringOutMinutes', 30)],
    }),
    criterion('P4', 'collector', {
      text: said('至少单点采集失败', 'At least one collector fails'),
      all: [oneOf('monitoringOut', 'collector', 'part', 'all')],
    }),
  ],
};
