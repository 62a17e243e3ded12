import { describe, expect, it } from '@jest/globals';
import { drillMachine } from '../machine.js';
import { participantsMax, scriptMax, stepsMax } from '../scenario.js';
import { scriptIn } from '../in-language.js';
import { scenarios } from './catalogue.js';

const viewMaxBytes = 8 * 1024;
const stateMaxBytes = 64 * 1024;

describe('the drills that ship', () => {
  it('are the three of the plan, each once', () => {
    expect(scenarios.map(({ id }) => id)).toEqual([
      'ups-on-battery',
      'adsl-line-at-night',
      'two-site-fibre-cut',
    ]);
  });

  it.each(scenarios)('$id asks for what its script makes possible, out of 100', (scenario) => {
    const { script, steps, lengthS } = scenario;
    const keys = script.flatMap((event) => (event.kind === 'alert' ? [event.key] : []));
    expect(script.length).toBeLessThanOrEqual(scriptMax);
    expect(steps.length).toBeLessThanOrEqual(stepsMax);
    expect(new Set(script.map(({ id }) => id)).size).toBe(script.length);
    expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
    expect(steps.reduce((sum, { marks }) => sum + marks, 0)).toBe(100);
    expect(script[0]).toMatchObject({ afterS: 0, kind: 'alert' });
    for (const event of script) {
      expect(keys).toContain(event.key);
      if (event.kind === 'alert' && event.behind) expect(keys).toContain(event.behind);
      expect(event.afterS).toBeLessThan(lengthS);
    }
    for (const { of, since, withinS } of steps) {
      expect(keys).toContain(of);
      const from = script.find((event) => (since ? event.id === since : event.key === of));
      expect((from?.afterS ?? Infinity) + withinS).toBeLessThanOrEqual(lengthS);
    }
    for (const key of keys) {
      expect(script.some((event) => event.kind === 'restore' && event.key === key)).toBe(true);
    }
  });

  it.each(scenarios)('$id says everything in both languages', (scenario) => {
    const said = JSON.stringify(scenario).match(/"(zh|en)":"([^"]*)"/g) ?? [];
    expect(said.every((one) => !one.endsWith(':""'))).toBe(true);
    expect(said.filter((one) => one.startsWith('"zh"')).length * 2).toBe(said.length);
  });

  it.each(scenarios)('$id fits a view and a state with every seat taken', (scenario) => {
    const name = '王'.repeat(80);
    const participants = Array.from({ length: participantsMax }, (_, n) => ({
      id: `per_${n}_${'x'.repeat(30)}`,
      name,
    }));
    const { state } = drillMachine.begin(
      {
        id: `drl_${'0'.repeat(36)}`,
        scenario: { id: scenario.id, version: scenario.version },
        title: scenario.title.zh,
        leader: { id: 'per_lead', name },
        participants,
        lengthS: scenario.lengthS,
        script: scriptIn('zh', scenario.script),
        steps: scenario.steps,
      },
      0,
    );
    const line = { subject: `inc_${'0'.repeat(36)}`, n: 999 };
    const steps = scenario.steps.map(({ id, marks }) => {
      const times = { due: 1.8e12, at: 1.8e12 };
      return { id, result: 'missing' as const, marks, ...times, line };
    });
    const full = { ...state, score: { steps, marks: 100, possible: 100 } };
    expect(Buffer.byteLength(JSON.stringify(drillMachine.view(full)))).toBeLessThan(viewMaxBytes);
    expect(Buffer.byteLength(JSON.stringify(full))).toBeLessThan(stateMaxBytes);
  });
});
