import { randomUUID } from 'node:crypto';
import type { Heartbeat } from '../../../domain/heartbeat/process.js';
import { scenario, type Scenario } from '../play.js';

const minuteMs = 60_000;

const missedBeat = scenario<Heartbeat>(
  'heartbeat',
  () => {
    const integration = `int_${randomUUID()}`;
    const rhythm = { intervalMs: 10 * minuteMs, graceMs: minuteMs };
    return { id: `hbt_${integration}`, input: { integration, name: 'backup', ...rhythm } };
  },
  async ({ input, world, tell, pass, now }) => {
    await pass(12);
    world.beats.set(input.integration, (await now()) + 9 * minuteMs);
    await pass(12);
    await tell({ type: 'watch', name: 'backup', intervalMs: 5 * minuteMs, graceMs: 0 });
    await pass(6);
    await tell({ type: 'pause' });
    await pass(60);
    await tell({ type: 'forget' });
  },
);

export const heartbeats: Record<string, Scenario> = { 'heartbeat-missed': missedBeat };
