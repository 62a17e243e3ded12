import type { MatrixInstall } from '../../../../contracts/severity/matrices.js';
import type { Modifiers } from '../../../../domain/severity/matrix.js';
import { cooling } from './cooling.js';
import { management } from './management.js';
import { network } from './network.js';
import { power } from './power.js';
import { safety } from './safety.js';
import { security } from './security.js';
import { said } from './writing.js';

const minuteS = 60;
const hourS = 3_600;

const modifiers: Modifiers = {
  majorEvent: {
    raise: 1,
    text: said('重大保障期内升一级', 'Raised by one within a major-event window'),
  },
  duration: {
    interruption: [
      { from: 'P3', afterS: 4 * hourS },
      { from: 'P2', afterS: 2 * hourS },
    ],
    other: [
      { from: 'P4', afterS: 24 * hourS },
      { from: 'P3', afterS: 8 * hourS },
      { from: 'P2', afterS: 4 * hourS },
    ],
    text: said(
      '久未恢复升级：业务中断P3满4小时升P2、P2满2小时升P1；其他P4满24小时、P3满8小时、P2满4小时各升一级',
      'Raised by time. Interruption: P3 to P2 at 4 h, P2 to P1 at 2 h. Other: P4 to P3 at 24 h, ' +
        'P3 to P2 at 8 h, P2 to P1 at 4 h',
    ),
  },
  repeat: {
    days: 7,
    raise: 1,
    text: said(
      '7天内同一故障再现：仅复盘按升一级',
      'The same fault within 7 days: raised by one for the review only',
    ),
  },
  plannedWork: {
    overrunMaxS: 15 * minuteS,
    text: said(
      '计划作业在批准的窗口和影响之内：不算事件；超时15分钟以上或影响扩大则定级',
      'Planned work inside its approved window and impact is not an incident; an overrun of more ' +
        'than 15 min or a wider impact is graded',
    ),
  },
};

const rows = [power, cooling, network, safety, security, management];

/** The severity standard of an internet data centre (5a, operations.md). */
export const idcSeverity: MatrixInstall = {
  preset: { id: 'idc_severity', version: 1 },
  name: said('IDC 事件定级标准', 'Severity standard of a data centre'),
  domains: rows.map(({ domain }) => domain),
  facts: rows.flatMap(({ facts }) => facts),
  criteria: rows.flatMap(({ criteria }) => criteria),
  modifiers,
};
