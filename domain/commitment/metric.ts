/** What a commitment, a standard or a supplier's SLA can be about (SlaCommitment, 3a). */
export const durationMetrics = [
  'respond',
  'onsite',
  'restore',
  'first_notice',
  'maintenance_notice',
] as const;
export const numberMetrics = [
  'availability',
  'loss',
  'latency',
  'jitter',
  'power',
  'temperature',
  'humidity',
] as const;
export const metrics = [...durationMetrics, ...numberMetrics] as const;

export type DurationMetric = (typeof durationMetrics)[number];
export type Metric = (typeof metrics)[number];

/** A duration as written (`PT4H`: working time, `P3D`: working days), or a number in a unit. */
export type TargetText = string | number;

export const isDurationMetric = (metric: string): metric is DurationMetric =>
  (durationMetrics as readonly string[]).includes(metric);
