import { Histogram, type Registry } from 'prom-client';

import { latenessMetric } from '../records/delivery/lateness.js';

/** One delivery that has come to rest, in seconds from its due time. */
export interface Lateness {
  channel: string;
  outcome: string;
  startedS: number;
  /** Absent when nothing was delivered. */
  deliveredS?: number;
}

export type ObserveLateness = (lateness: Lateness) => void;

/** The worker's lateness histogram; the API serves the same name from the delivery rows. */
export function latenessObserver(registry: Registry): ObserveLateness {
  const { name, help, labelNames, buckets } = latenessMetric;
  const histogram = new Histogram({
    name,
    help,
    labelNames: [...labelNames],
    buckets: [...buckets],
    registers: [registry],
  });
  return ({ channel, outcome, startedS, deliveredS }) => {
    histogram.observe({ until: 'started', channel, outcome }, Math.max(0, startedS));
    if (deliveredS === undefined) return;
    histogram.observe({ until: 'delivered', channel, outcome }, Math.max(0, deliveredS));
  };
}
