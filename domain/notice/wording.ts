import type { ImpactClass } from '../incident/state.js';
import type { Instant } from '../machine.js';
import type { Bilingual, Level } from '../severity/matrix.js';
import { localParts, offsetMinutesAt } from '../zone.js';
import type { CauseStatus } from './gate.js';

/** The words of computed fields; not for workflow code, which must not read zone data. */
export const levelWords: Record<Level, Bilingual> = {
  P1: { zh: 'P1 一级', en: 'P1 Critical' },
  P2: { zh: 'P2 二级', en: 'P2 Major' },
  P3: { zh: 'P3 三级', en: 'P3 Minor' },
  P4: { zh: 'P4 四级', en: 'P4 Low' },
};

export const impactWords: Record<ImpactClass, Bilingual> = {
  interruption: { zh: '业务中断', en: 'interrupted' },
  degraded: { zh: '性能下降', en: 'degraded' },
  redundancy_loss: { zh: '冗余降低，业务正常', en: 'redundancy reduced, service running' },
  none: { zh: '无业务影响', en: 'no service impact' },
};

export const causeWords: Record<CauseStatus, Bilingual> = {
  unknown: { zh: '未知，调查中', en: 'unknown, under investigation' },
  suspected: { zh: '初步判断', en: 'suspected' },
  confirmed: { zh: '已确认', en: 'confirmed' },
};

/** What an expected time says while nobody can tell (5b). */
export const assessing: Bilingual = { zh: '评估中', en: 'assessing' };

export const none: Bilingual = { zh: '无', en: 'none' };

const stateWords: Record<string, Bilingual> = {
  detected: { zh: '已发现，正在响应', en: 'detected, being responded to' },
  grading: { zh: '定级中', en: 'being graded' },
  responding: { zh: '处置中', en: 'being worked on' },
  mitigated: { zh: '已缓解，继续恢复', en: 'mitigated, restoration continues' },
  restored: { zh: '已恢复，验证中', en: 'restored, being verified' },
  observing: { zh: '已恢复，观察中', en: 'restored, under observation' },
  reviewing: { zh: '已恢复，复盘中', en: 'restored, under review' },
  closed: { zh: '已结案', en: 'closed' },
};

export const stateWord = (stage: string): Bilingual =>
  stateWords[stage] ?? { zh: stage, en: stage };

const verifyWords: Record<string, Bilingual> = {
  customer: { zh: '客户', en: 'the customer' },
  monitoring: { zh: '监控数据', en: 'monitoring data' },
  engineer: { zh: '工程师测试', en: "an engineer's test" },
};

export const verifyWord = (by: string): Bilingual => verifyWords[by] ?? { zh: by, en: by };

export const both = (text: string): Bilingual => ({ zh: text, en: text });

const two = (part: number): string => String(part).padStart(2, '0');

/** `2026-11-22 21:05 (UTC+08:00)`: what the clocks of the zone show, and which clocks. */
export function timeText(zone: string, at: Instant): Bilingual {
  const { year, month, day, hour, minute } = localParts(zone, at);
  const offset = offsetMinutesAt(zone, at);
  const ahead = Math.abs(offset);
  const utc = `UTC${offset < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
  return both(`${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)} (${utc})`);
}

const minuteMs = 60_000;

/** `1 h 05 min` / `1小时05分钟`; a part of a minute counts as one. */
export function durationText(ms: number): Bilingual {
  const whole = Math.max(0, Math.ceil(ms / minuteMs));
  const [hours, minutes] = [Math.floor(whole / 60), whole % 60];
  if (hours === 0) return { zh: `${minutes}分钟`, en: `${minutes} min` };
  return { zh: `${hours}小时${two(minutes)}分钟`, en: `${hours} h ${two(minutes)} min` };
}

/** Several as one: joined as each language does. */
export const listed = (all: readonly Bilingual[]): Bilingual => ({
  zh: all.map(({ zh }) => zh).join('；'),
  en: all.map(({ en }) => en).join('; '),
});
