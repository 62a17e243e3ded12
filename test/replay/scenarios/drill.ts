import { randomUUID } from 'node:crypto';
import { scriptIn } from '../../../domain/drill/in-language.js';
import type { Drill } from '../../../domain/drill/process.js';
import { upsOnBattery } from '../../../domain/drill/scenarios/ups-on-battery.js';
import { person, scenario, type Scenario } from '../play.js';

/** Its ninety minutes pass within nine on the wall. */
const factor = 10;
const wallMinutes = upsOnBattery.lengthS / 60 / factor;

const onItsOwnClock = scenario<Drill>(
  'drill',
  () => {
    const id = `drl_${randomUUID()}`;
    const input: Drill['input'] = {
      id,
      scenario: { id: upsOnBattery.id, version: upsOnBattery.version },
      title: upsOnBattery.title.en,
      leader: { id: 'per_lead', name: 'Lead' },
      participants: [{ id: 'per_li', name: 'Li' }],
      lengthS: upsOnBattery.lengthS,
      script: scriptIn('en', upsOnBattery.script),
      steps: upsOnBattery.steps,
    };
    return { id, input, scale: { at: Date.now(), factor } };
  },
  async ({ id, ask, pass, world }) => {
    await pass(wallMinutes + 1);
    const count = world.played.filter(({ drill }) => drill === id).length;
    if (count !== upsOnBattery.script.length) throw new Error(`${id} played ${count} events`);
    await ask({ type: 'finish' }, person('per_lead'));
  },
);

export const drills: Record<string, Scenario> = { 'drill-on-its-own-clock': onItsOwnClock };
