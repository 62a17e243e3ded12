import { atLeast, atMost, is, over, rowWriter, said, type Row } from './writing.js';

const { yesNo, number, choice, criterion } = rowWriter('power');

/** 供电 · Power. */
export const power: Row = {
  domain: { id: 'power', name: said('供电', 'Power') },
  facts: [
    yesNo('roomBothFeedsLost', said('是否有整间机房双路失电？', 'Has a room lost both feeds?')),
    number(
      'racksBothFeedsLost',
      'racks',
      said('多少个机柜双路失电？', 'How many racks have lost both feeds?'),
    ),
    yesNo('utilityLost', said('市电是否中断？', 'Is utility power lost?')),
    number(
      'generatorDelaySeconds',
      'seconds',
      said(
        '市电中断后油机用了（或至今已过）多少秒仍未带载？',
        'For how many seconds after the utility was lost were generators not on load?',
      ),
    ),
    number(
      'upsReserveMinutes',
      'minutes',
      said('UPS后备时间还有多少分钟？', 'How many minutes of UPS reserve are left?'),
    ),
    yesNo(
      'generatorsCarryLoad',
      said('负载是否正由油机承载？', 'Do generators carry the load now?'),
    ),
    choice('upsMode', said('UPS处于什么工作方式？', 'How is the UPS running?'), {
      normal: said('正常', 'normal'),
      bypass: said('旁路', 'bypass'),
      battery: said('电池', 'battery'),
    }),
    number(
      'upsBatteryMinutes',
      'minutes',
      said('UPS由电池供电已多少分钟？', 'For how many minutes has the UPS been on battery?'),
    ),
    yesNo(
      'oneFeedLost',
      said('是否单路失电而负载未断？', 'Is one feed lost while the load stays up?'),
    ),
    yesNo(
      'powerRedundancyLost',
      said('UPS或配电是否失去冗余？', 'Have the UPS or the distribution lost redundancy?'),
    ),
    yesNo('powerPartAlarm', said('是否有供电部件告警？', 'Does a power part alarm?')),
  ],
  criteria: [
    criterion('P1', 'room', {
      text: said('任一机房双路失电', 'A room has lost both feeds'),
      impactClass: 'interruption',
      all: [is('roomBothFeedsLost')],
    }),
    criterion('P1', 'racks', {
      text: said('10个及以上机柜双路失电', '10 or more racks have lost both feeds'),
      impactClass: 'interruption',
      all: [atLeast('racksBothFeedsLost', 10)],
    }),
    criterion('P1', 'utility', {
      text: said(
        '市电中断，油机60秒内未带载，且UPS后备不超过10分钟',
        'Utility lost, generators not on load within 60 s, and UPS reserve of 10 min or less',
      ),
      all: [is('utilityLost'), over('generatorDelaySeconds', 60), atMost('upsReserveMinutes', 10)],
    }),
    criterion('P2', 'racks', {
      text: said('1至9个机柜双路失电', '1 to 9 racks have lost both feeds'),
      impactClass: 'interruption',
      all: [atLeast('racksBothFeedsLost', 1), atMost('racksBothFeedsLost', 9)],
    }),
    criterion('P2', 'generators', {
      text: said('市电中断，负载由油机承载', 'Utility lost, generators carry the load'),
      all: [is('utilityLost'), is('generatorsCarryLoad')],
    }),
    criterion('P2', 'bypass', {
      text: said('UPS转旁路', 'The UPS runs on bypass'),
      all: [is('upsMode', 'bypass')],
    }),
    criterion('P2', 'battery', {
      text: said('UPS由电池供电超过1分钟', 'The UPS has run on battery for more than 1 min'),
      all: [is('upsMode', 'battery'), over('upsBatteryMinutes', 1)],
    }),
    criterion('P3', 'feed', {
      text: said('单路失电，负载未断', 'One feed lost, the load stays up'),
      impactClass: 'redundancy_loss',
      all: [is('oneFeedLost')],
    }),
    criterion('P3', 'redundancy', {
      text: said('UPS或配电失去冗余', 'The UPS or the distribution has lost redundancy'),
      impactClass: 'redundancy_loss',
      all: [is('powerRedundancyLost')],
    }),
    criterion('P4', 'part', {
      text: said('单个部件告警，冗余完好', 'A single part alarms, redundancy is whole'),
      impactClass: 'none',
      all: [is('powerPartAlarm')],
      unless: [is('powerRedundancyLost')],
    }),
  ],
};
