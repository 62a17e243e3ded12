import { atLeast, is, oneOf, rowWriter, said, type Row } from './writing.js';

const { yesNo, number, choice, criterion } = rowWriter('security');

/** 安全 · Security. */
export const security: Row = {
  domain: { id: 'security', name: said('安全', 'Security') },
  facts: [
    yesNo('dataExposed', said('是否确认客户数据泄露？', 'Is exposure of customer data confirmed?')),
    yesNo(
      'cageEntered',
      said(
        '是否确认有人未经授权进入客户区域？',
        'Is an unauthorised entry to a customer cage confirmed?',
      ),
    ),
    choice('attackEffect', said('攻击造成什么后果？', 'What does an attack do?'), {
      none: said('无攻击或无后果', 'none, or no effect'),
      degrades: said('性能下降', 'it degrades service'),
      isolates: said('站点孤立', 'it isolates a site'),
    }),
    yesNo('intrusionSuspected', said('是否疑似入侵？', 'Is an intrusion suspected?')),
    choice(
      'accessControlOut',
      said('门禁或视频失效到什么程度？', 'How much of access control or CCTV is out?'),
      {
        none: said('无', 'nothing'),
        point: said('单点', 'one point'),
        part: said('局部', 'part of it'),
      },
    ),
    number(
      'accessControlOutMinutes',
      'minutes',
      said('门禁或视频失效已多少分钟？', 'For how many minutes has it been out?'),
    ),
  ],
  criteria: [
    criterion('P1', 'exposure', {
      text: said('确认客户数据泄露', 'Exposure of customer data is confirmed'),
      all: [is('dataExposed')],
    }),
    criterion('P1', 'cage', {
      text: said('确认未授权进入客户区域', 'Unauthorised entry to a customer cage is confirmed'),
      all: [is('cageEntered')],
    }),
    criterion('P1', 'attack', {
      text: said('攻击致站点孤立', 'An attack isolates a site'),
      impactClass: 'interruption',
      all: [is('attackEffect', 'isolates')],
    }),
    criterion('P2', 'intrusion', {
      text: said('疑似入侵', 'An intrusion is suspected'),
      all: [is('intrusionSuspected')],
    }),
    criterion('P2', 'attack', {
      text: said('攻击致性能下降', 'An attack degrades service'),
      impactClass: 'degraded',
      all: [is('attackEffect', 'degrades')],
    }),
    criterion('P3', 'access', {
      text: said(
        '门禁或视频局部失效30分钟及以上',
        'Access control or CCTV has been partly out for 30 min or more',
      ),
      all: [is('accessControlOut', 'part'), atLeast('accessControlOutMinutes', 30)],
    }),
    criterion('P4', 'point', {
      text: said('至少单点失效', 'At least one point of access control or CCTV is out'),
      all: [oneOf('accessControlOut', 'point', 'part')],
    }),
  ],
};
