import type { SourceSeverity } from './event.js';

const words: Record<SourceSeverity, string> = {
  critical:
    'critical crit fatal emergency emerg panic disaster alert page blocker p1 sev1 s1 灾难 紧急 致命',
  error: 'error err high major severe average p2 sev2 s2 严重 错误 高 一般严重',
  warning: 'warning warn minor medium moderate degraded p3 sev3 s3 警告 告警 次要 中',
  info: 'info information informational notice low none ok debug p4 p5 sev4 sev5 s4 s5 信息 提示 低',
};

const bySeverity = new Map<string, SourceSeverity>(
  (Object.keys(words) as SourceSeverity[]).flatMap((severity) =>
    words[severity].split(' ').map((word): [string, SourceSeverity] => [word, severity]),
  ),
);

/**
 * The severity that a word of monitoring tools, English or Chinese, stands for. Case is ignored;
 * undefined for an unknown word.
 */
export function severityOf(word: string): SourceSeverity | undefined {
  return bySeverity.get(word.trim().toLowerCase());
}
