import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

import { readCoveredDays } from '../records/calendar/gauges.js';
import type { Database } from '../records/database.js';
import { deliveryLateness, latenessMetric } from '../records/delivery/lateness.js';
import { readGauges } from '../records/incident/gauges.js';
import { openMismatches } from '../records/review/recompute.js';

const durationBucketsS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export interface Metrics {
  /** Times every request by operation and status. */
  observe: RequestHandler;
  /** Everything in Prometheus' text format; without the records' part while they are away. */
  text(from: { database: Database; log: Logger }): Promise<string>;
}

/** The metrics of one API process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'baton_api_' });
  const requests = new Histogram({
    name: 'baton_http_request_seconds',
    help: 'Seconds from a request to its answer',
    labelNames: ['operation', 'status'],
    buckets: durationBucketsS,
    registers: [registry],
  });
  const gauges = productGauges(registry);
  return {
    observe: (_request, response, next) => {
      const stop = requests.startTimer();
      response.once('finish', () => {
        const operation = (response.locals['operation'] as string | undefined) ?? 'other';
        stop({ operation, status: String(response.statusCode) });
      });
      next();
    },
    text: async ({ database, log }) => {
      const lateness = await gauges.fill(database).catch((error: unknown) => {
        log.warn({ err: error }, 'metrics without the records');
        return '';
      });
      return `${await registry.metrics()}${lateness}`;
    },
  };
}

function productGauges(registry: Registry) {
  const gauge = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const up = gauge('baton_database_up', 'Whether PostgreSQL answered', []);
  const open = gauge('baton_incidents_open', 'Open incidents', ['stage', 'severity']);
  const sent = gauge('baton_deliveries', 'Deliveries by channel and state', ['channel', 'state']);
  const waiting = gauge('baton_buckets_waiting', 'Destinations held back by their bucket', []);
  const clocks = gauge('baton_clocks_overdue', 'Running clocks more than 60 s past due', []);
  const provisional = gauge(
    'baton_clocks_provisional',
    'Running clocks due in a year that no calendar data cover',
    [],
  );
  const covered = gauge(
    'baton_calendar_covered_days',
    'Days until due times of a calendar become provisional',
    ['calendar'],
  );
  const stuck = gauge('baton_subjects_overdue', 'Open subjects more than 60 s past next due', []);
  const mismatches = gauge(
    'baton_review_mismatches',
    'Scores that did not come out the same when they were computed again',
    ['cycle'],
  );
  return {
    fill: async (database: Database): Promise<string> => {
      up.set(0);
      const [found, lateness, coverage, differing] = await Promise.all([
        readGauges(database),
        deliveryLateness(database),
        readCoveredDays(database, Date.now()),
        openMismatches(database.prisma),
      ]);
      up.set(1);
      open.reset();
      for (const { count, ...labels } of found.open) open.set(labels, count);
      sent.reset();
      for (const { count, ...labels } of found.deliveries) sent.set(labels, count);
      waiting.set(found.bucketsWaiting);
      clocks.set(found.overdueClocks);
      stuck.set(found.overdueSubjects);
      provisional.set(found.provisionalClocks);
      covered.reset();
      for (const { calendar, days } of coverage) covered.set({ calendar }, days);
      mismatches.reset();
      for (const { cycle, count } of differing) mismatches.set({ cycle }, count);
      return histogramText(lateness);
    },
  };
}

type Lateness = Awaited<ReturnType<typeof deliveryLateness>>;

/** prom-client counts observations only; these are counted by the database. */
function histogramText(series: Lateness): string {
  const { name, help, buckets } = latenessMetric;
  const lines = [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`];
  for (const { until, channel, outcome, counts, sumS } of series) {
    const labels = `until="${until}",channel="${channel}",outcome="${outcome}"`;
    let below = 0;
    for (const [index, count] of counts.entries()) {
      below += count;
      lines.push(`${name}_bucket{${labels},le="${buckets[index] ?? '+Inf'}"} ${below}`);
    }
    lines.push(`${name}_sum{${labels}} ${sumS}`, `${name}_count{${labels}} ${below}`);
  }
  return `${lines.join('\n')}\n`;
}
