import { randomUUID } from 'node:crypto';
import type { HardFault } from '../../../domain/hard-fault/process.js';
import type { HardFaultInput } from '../../../domain/hard-fault/state.js';
import { person, scenario, type Begin, type Scenario } from '../play.js';

const dayMinutes = 24 * 60;
const lee = person('lee');

const track = (): Begin<HardFault> => {
  const id = `hfl_${randomUUID()}`;
  const input: HardFaultInput = {
    id,
    incident: { id: 'inc_1', title: 'line drops at night' },
    reason: 'no cause after three days',
    basis: 'repeated',
    urgent: true,
    opener: { id: 'lee', name: 'Lee' },
    lead: { id: 'lee', name: 'Lee' },
    suppliers: [{ id: 'sup_carrier', name: 'Carrier' }],
    deputy: 'deputy',
    head: 'head',
    by: lee,
  };
  return { id, input };
};

const dailySteps = scenario<HardFault>('hardFault', track, async ({ ask, pass, reads }) => {
  await pass(20 * 60);
  await ask({ type: 'step', text: 'swapped the card', next: 'watch the night' }, lee);
  const room = { link: 'https://meet.example/7', participants: ['ann'] };
  await ask({ type: 'war_room', ...room, supplier: { id: 'sup_carrier', name: 'Carrier' } }, lee);
  await pass(1.5 * dayMinutes);
  await ask({ type: 'step', text: 'moved to the spare pair', next: 'three nights' }, lee);
  await ask({ type: 'exit', problem: 'PRB-7', knowledge: { none: 'one of a kind' } }, lee);
  await reads('hard_fault.exit_without');
});

export const hardFaults: Record<string, Scenario> = { 'hard-fault-steps': dailySteps };
