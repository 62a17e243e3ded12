import { atLeast, is, over, rowWriter, said, type Row } from './writing.js';

const { yesNo, number, criterion } = rowWriter('cooling');

/** 制冷 · Cooling. */
export const cooling: Row = {
  domain: { id: 'cooling', name: said('制冷', 'Cooling') },
  facts: [
    number(
      'coldAisleCelsius',
      'celsius',
      said('最热的冷通道多少度？', 'How warm is the warmest cold aisle?'),
    ),
    number(
      'coldAisleMinutes',
      'minutes',
      said(
        '冷通道保持在32℃以上已多少分钟？',
        'For how many minutes has a cold aisle been above 32 °C?',
      ),
    ),
    number(
      'temperatureRisePerMinute',
      'celsiusPerMinute',
      said('温度每分钟上升多少度？', 'By how much does the temperature rise per minute?'),
    ),
    yesNo(
      'temperatureOutOfControl',
      said('升温是否已失控？', 'Is the rise in temperature out of control?'),
    ),
    yesNo('coolingPlantLost', said('冷源是否全停？', 'Is the whole cooling plant lost?')),
    number(
      'warmRacksPercent',
      'percent',
      said('进风超过27℃的机柜占百分之几？', 'What share of the racks takes in air above 27 °C?'),
    ),
    number(
      'warmRacksMinutes',
      'minutes',
      said('这些机柜超过27℃已多少分钟？', 'For how many minutes have they been above 27 °C?'),
    ),
    number(
      'rackInletCelsius',
      'celsius',
      said('局部最热的机柜进风多少度？', 'How warm is the warmest air that a rack takes in?'),
    ),
    yesNo('coolingRedundancyLost', said('制冷是否失去冗余？', 'Has cooling lost redundancy?')),
    yesNo('coolingUnitAlarm', said('是否有单台空调告警？', 'Does a single cooling unit alarm?')),
    yesNo(
      'humidityDrift',
      said('湿度是否短时越限？', 'Has humidity left its limits for a short time?'),
    ),
  ],
  criteria: [
    criterion('P1', 'aisle', {
      text: said('冷通道超过35℃', 'A cold aisle is above 35 °C'),
      all: [over('coldAisleCelsius', 35)],
    }),
    criterion('P1', 'rise', {
      text: said(
        '每分钟升温1℃及以上且失控',
        'The temperature rises by 1 °C a minute or more, out of control',
      ),
      all: [atLeast('temperatureRisePerMinute', 1), is('temperatureOutOfControl')],
    }),
    criterion('P1', 'plant', {
      text: said('冷源全停', 'The cooling plant is lost'),
      all: [is('coolingPlantLost')],
    }),
    criterion('P2', 'aisle', {
      text: said('冷通道超过32℃持续10分钟', 'A cold aisle has been above 32 °C for 10 min'),
      all: [over('coldAisleCelsius', 32), atLeast('coldAisleMinutes', 10)],
    }),
    criterion('P2', 'racks', {
      text: said(
        '10%及以上机柜超过27℃持续30分钟',
        '10% of the racks or more have been above 27 °C for 30 min',
      ),
      all: [atLeast('warmRacksPercent', 10), atLeast('warmRacksMinutes', 30)],
    }),
    criterion('P3', 'local', {
      text: said('局部超过27℃持续15分钟', 'One place has been above 27 °C for 15 min'),
      all: [over('rackInletCelsius', 27), atLeast('warmRacksMinutes', 15)],
    }),
    criterion('P3', 'redundancy', {
      text: said('制冷失去冗余', 'Cooling has lost redundancy'),
      impactClass: 'redundancy_loss',
      all: [is('coolingRedundancyLost')],
    }),
    criterion('P4', 'unit', {
      text: said('单台空调告警', 'A single cooling unit alarms'),
      all: [is('coolingUnitAlarm')],
    }),
    criterion('P4', 'humidity', {
      text: said('湿度短时越限', 'Humidity drifts for a short time'),
      all: [is('humidityDrift')],
    }),
  ],
};
