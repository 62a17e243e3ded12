/** As sources say it; each stands for a level of the standard (level.ts). */
export type Severity = 'critical' | 'error' | 'warning' | 'info';

/** What trouble does to the service (3a, operations.md). */
export type ImpactClass = 'interruption' | 'degraded' | 'redundancy_loss' | 'none';
