import { atLeast, atMost, is, rowWriter, said, type Row } from './writing.js';

const { yesNo, number, choice, criterion } = rowWriter('safety');

/** 消防/漏水/人身 · Fire, water and people. */
export const safety: Row = {
  domain: { id: 'safety', name: said('消防/漏水/人身', 'Fire, water and people') },
  facts: [
    choice('fireFinding', said('现场确认的结果是什么？', 'What was found at the place?'), {
      not_checked: said('尚未确认', 'not confirmed yet'),
      fire: said('确认火情', 'fire'),
      nuisance: said('误报', 'a nuisance alarm'),
    }),
    yesNo('gasReleased', said('灭火气体是否已释放？', 'Was extinguishing gas released?')),
    yesNo('peopleInjured', said('是否有人员受伤？', 'Is anybody injured?')),
    choice('leakArea', said('哪里有水？', 'Where is water?'), {
      none: said('无漏水', 'nowhere'),
      plant: said('设备区', 'in a plant area'),
      customer: said('客户区，未及带电设备', 'in a customer area, off live equipment'),
      live_equipment: said('已浸带电设备', 'on live equipment'),
    }),
    number(
      'detectorsAlarming',
      'detectors',
      said('多少个火警探测器报警？', 'How many fire detectors alarm?'),
    ),
  ],
  criteria: [
    criterion('P1', 'fire', {
      text: said('确认火情', 'Fire is confirmed'),
      all: [is('fireFinding', 'fire')],
    }),
    criterion('P1', 'gas', {
      text: said('灭火气体释放', 'Extinguishing gas was released'),
      all: [is('gasReleased')],
    }),
    criterion('P1', 'injury', {
      text: said('人员受伤', 'Somebody is injured'),
      all: [is('peopleInjured')],
    }),
    criterion('P1', 'water', {
      text: said('水浸带电设备', 'Water is on live equipment'),
      all: [is('leakArea', 'live_equipment')],
    }),
    criterion('P2', 'detectors', {
      text: said('双探测器报警，待确认', 'Two detectors alarm, not confirmed'),
      all: [atLeast('detectorsAlarming', 2)],
      unless: [is('fireFinding', 'fire'), is('fireFinding', 'nuisance')],
    }),
    criterion('P2', 'leak', {
      text: said(
        '客户区漏水，已控制、未及带电设备',
        'A leak in a customer area is held off live equipment',
      ),
      all: [is('leakArea', 'customer')],
    }),
    criterion('P3', 'detector', {
      text: said('单探测器报警', 'One detector alarms'),
      all: [atLeast('detectorsAlarming', 1), atMost('detectorsAlarming', 1)],
      unless: [is('fireFinding', 'fire'), is('fireFinding', 'nuisance')],
    }),
    criterion('P3', 'leak', {
      text: said('设备区漏水', 'A leak in a plant area'),
      all: [is('leakArea', 'plant')],
    }),
    criterion('P4', 'nuisance', {
      text: said('误报', 'A nuisance alarm'),
      impactClass: 'none',
      all: [is('fireFinding', 'nuisance')],
    }),
  ],
};
