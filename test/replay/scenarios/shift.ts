import { randomUUID } from 'node:crypto';
import type { Shift } from '../../../domain/shift/process.js';
import { person, scenario, type Scenario } from '../play.js';

const handOver = scenario<Shift>(
  'shift',
  (world) => {
    const tag = randomUUID();
    const outgoing = { id: `out_${tag}`, name: 'Out' };
    for (const n of [1, 2, 3]) world.holders.set(`inc_${tag}_${n}`, outgoing.id);
    const input = {
      id: `shf_${tag}`,
      schedule: { id: 'sch_noc', name: 'NOC' },
      outgoing,
      incoming: { id: `in_${tag}`, name: 'In' },
      at: 0,
      owner: 'owner',
      head: 'head',
      by: { kind: 'system' as const, id: 'baton' },
    };
    return { id: input.id, input };
  },
  async ({ input, world, ask, pass, reads }) => {
    const [incoming, outgoing] = [person(input.incoming.id), person(input.outgoing.id)];
    const held = (): string[] =>
      [...world.holders].filter(([, by]) => by === input.outgoing.id).map(([id]) => id);
    const [first = '', second = ''] = held();
    await ask({ type: 'sign', items: [first] }, incoming);
    await ask({ type: 'ask', item: second, text: 'who is on site?' }, incoming);
    await ask({ type: 'answer', item: second, text: 'Ann, since six' }, outgoing);
    await pass(16);
    await reads('shift.overdue');
    await ask({ type: 'sign', items: held() }, incoming);
    await pass(1).catch(() => undefined);
    if (held().length > 0) throw new Error(`${held().join(' ')} stayed with the outgoing side`);
  },
);

export const shifts: Record<string, Scenario> = { 'shift-handed-over': handOver };
