import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matrixInstall } from '../../../../contracts/severity/matrices.js';
import type { Facts } from '../../../../domain/severity/condition.js';
import { grade } from '../../../../domain/severity/grade.js';
import { isGraver, levels, type Level, type Matrix } from '../../../../domain/severity/matrix.js';
import { factValue } from './answers.fixture.js';
import { idcSeverity } from './preset.js';

const { preset: _preset, ...content } = idcSeverity;
const matrix: Matrix = { id: 'mtx_1', version: 1, ...content };

type Row = [criterion: string, hit: Facts, below: Facts, belowLevel: Level | null];

/** One step below a hit: the least change to its facts that no longer meets it. */
const table: Row[] = [
  ['power.p1.room', { roomBothFeedsLost: true }, { roomBothFeedsLost: false }, null],
  ['power.p1.racks', { racksBothFeedsLost: 10 }, { racksBothFeedsLost: 9 }, 'P2'],
  [
    'power.p1.utility',
    { utilityLost: true, generatorDelaySeconds: 61, upsReserveMinutes: 10 },
    { utilityLost: true, generatorDelaySeconds: 60, upsReserveMinutes: 10 },
    null,
  ],
  [
    'power.p1.utility',
    { utilityLost: true, generatorDelaySeconds: 61, upsReserveMinutes: 10 },
    { utilityLost: true, generatorDelaySeconds: 61, upsReserveMinutes: 10.1 },
    null,
  ],
  ['power.p2.racks', { racksBothFeedsLost: 1 }, { racksBothFeedsLost: 0 }, null],
  [
    'power.p2.generators',
    { utilityLost: true, generatorsCarryLoad: true },
    { utilityLost: false, generatorsCarryLoad: true },
    null,
  ],
  ['power.p2.bypass', { upsMode: 'bypass' }, { upsMode: 'normal' }, null],
  [
    'power.p2.battery',
    { upsMode: 'battery', upsBatteryMinutes: 1.1 },
    { upsMode: 'battery', upsBatteryMinutes: 1 },
    null,
  ],
  ['power.p3.feed', { oneFeedLost: true }, { oneFeedLost: false }, null],
  ['power.p3.redundancy', { powerRedundancyLost: true }, { powerRedundancyLost: false }, null],
  ['power.p4.part', { powerPartAlarm: true }, { powerPartAlarm: false }, null],
  ['cooling.p1.aisle', { coldAisleCelsius: 35.1 }, { coldAisleCelsius: 35 }, null],
  [
    'cooling.p1.aisle',
    { coldAisleCelsius: 35.1, coldAisleMinutes: 10 },
    { coldAisleCelsius: 35, coldAisleMinutes: 10 },
    'P2',
  ],
  [
    'cooling.p1.rise',
    { temperatureRisePerMinute: 1, temperatureOutOfControl: true },
    { temperatureRisePerMinute: 0.9, temperatureOutOfControl: true },
    null,
  ],
  ['cooling.p1.plant', { coolingPlantLost: true }, { coolingPlantLost: false }, null],
  [
    'cooling.p2.aisle',
    { coldAisleCelsius: 32.1, coldAisleMinutes: 10 },
    { coldAisleCelsius: 32, coldAisleMinutes: 10 },
    null,
  ],
  [
    'cooling.p2.aisle',
    { coldAisleCelsius: 32.1, coldAisleMinutes: 10 },
    { coldAisleCelsius: 32.1, coldAisleMinutes: 9 },
    null,
  ],
  [
    'cooling.p2.racks',
    { warmRacksPercent: 10, warmRacksMinutes: 30 },
    { warmRacksPercent: 9.9, warmRacksMinutes: 30 },
    null,
  ],
  [
    'cooling.p2.racks',
    { warmRacksPercent: 10, warmRacksMinutes: 30, rackInletCelsius: 27.5 },
    { warmRacksPercent: 10, warmRacksMinutes: 29, rackInletCelsius: 27.5 },
    'P3',
  ],
  [
    'cooling.p3.local',
    { rackInletCelsius: 27.1, warmRacksMinutes: 15 },
    { rackInletCelsius: 27.1, warmRacksMinutes: 14 },
    null,
  ],
  [
    'cooling.p3.redundancy',
    { coolingRedundancyLost: true, coolingUnitAlarm: true },
    { coolingRedundancyLost: false, coolingUnitAlarm: true },
    'P4',
  ],
  ['cooling.p4.unit', { coolingUnitAlarm: true }, { coolingUnitAlarm: false }, null],
  ['cooling.p4.humidity', { humidityDrift: true }, { humidityDrift: false }, null],
  ['network.p1.isolated', { nodeIsolated: true }, { nodeIsolated: false }, null],
  ['network.p1.customers', { customersDown: 10 }, { customersDown: 9 }, 'P2'],
  ['network.p1.tier_a', { tierACustomersDown: 3 }, { tierACustomersDown: 2 }, 'P2'],
  ['network.p1.site', { siteCustomersDownPercent: 30 }, { siteCustomersDownPercent: 29 }, null],
  [
    'network.p2.tier_a',
    { tierACustomersDown: 1, customersDown: 1 },
    { tierACustomersDown: 0, customersDown: 1 },
    'P3',
  ],
  ['network.p2.customers', { customersDown: 3 }, { customersDown: 2 }, 'P3'],
  [
    'network.p2.backbone',
    { backboneLossPercent: 5.1, backboneLossMinutes: 10 },
    { backboneLossPercent: 5, backboneLossMinutes: 10 },
    null,
  ],
  [
    'network.p2.backbone',
    { backboneLossPercent: 5.1, backboneLossMinutes: 10 },
    { backboneLossPercent: 5.1, backboneLossMinutes: 9 },
    null,
  ],
  ['network.p3.customers', { customersDown: 1 }, { customersDown: 0 }, null],
  ['network.p3.path', { pathLost: true }, { pathLost: false }, null],
  ['network.p3.sla', { slaDegraded: true }, { slaDegraded: false }, null],
  ['network.p4.no_effect', { networkMatter: 'no_effect' }, { networkMatter: 'none' }, null],
  ['network.p4.query', { networkMatter: 'query' }, { networkMatter: 'none' }, null],
  [
    'safety.p1.fire',
    { fireFinding: 'fire', detectorsAlarming: 2 },
    { fireFinding: 'not_checked', detectorsAlarming: 2 },
    'P2',
  ],
  ['safety.p1.gas', { gasReleased: true }, { gasReleased: false }, null],
  ['safety.p1.injury', { peopleInjured: true }, { peopleInjured: false }, null],
  ['safety.p1.water', { leakArea: 'live_equipment' }, { leakArea: 'customer' }, 'P2'],
  ['safety.p2.detectors', { detectorsAlarming: 2 }, { detectorsAlarming: 1 }, 'P3'],
  ['safety.p2.leak', { leakArea: 'customer' }, { leakArea: 'plant' }, 'P3'],
  ['safety.p3.detector', { detectorsAlarming: 1 }, { detectorsAlarming: 0 }, null],
  [
    'safety.p3.detector',
    { detectorsAlarming: 1, fireFinding: 'not_checked' },
    { detectorsAlarming: 1, fireFinding: 'nuisance' },
    'P4',
  ],
  ['safety.p3.leak', { leakArea: 'plant' }, { leakArea: 'none' }, null],
  ['safety.p4.nuisance', { fireFinding: 'nuisance' }, { fireFinding: 'not_checked' }, null],
  ['security.p1.exposure', { dataExposed: true }, { dataExposed: false }, null],
  ['security.p1.cage', { cageEntered: true }, { cageEntered: false }, null],
  ['security.p1.attack', { attackEffect: 'isolates' }, { attackEffect: 'degrades' }, 'P2'],
  ['security.p2.intrusion', { intrusionSuspected: true }, { intrusionSuspected: false }, null],
  ['security.p2.attack', { attackEffect: 'degrades' }, { attackEffect: 'none' }, null],
  [
    'security.p3.access',
    { accessControlOut: 'part', accessControlOutMinutes: 30 },
    { accessControlOut: 'part', accessControlOutMinutes: 29 },
    'P4',
  ],
  ['security.p4.point', { accessControlOut: 'point' }, { accessControlOut: 'none' }, null],
  [
    'management.p1.both',
    { monitoringOut: 'all', monitoringOutMinutes: 15, ticketingOutMinutes: 15 },
    { monitoringOut: 'all', monitoringOutMinutes: 15, ticketingOutMinutes: 14 },
    'P2',
  ],
  [
    'management.p2.monitoring',
    { monitoringOut: 'all', monitoringOutMinutes: 15 },
    { monitoringOut: 'all', monitoringOutMinutes: 14 },
    'P4',
  ],
  ['management.p2.hotline', { hotlineOutMinutes: 15 }, { hotlineOutMinutes: 14 }, null],
  [
    'management.p3.part',
    { monitoringOut: 'part', monitoringOutMinutes: 30 },
    { monitoringOut: 'part', monitoringOutMinutes: 29 },
    'P4',
  ],
  ['management.p4.collector', { monitoringOut: 'collector' }, { monitoringOut: 'none' }, null],
];

const levelOf = (criterion: string) => criterion.split('.')[1]?.toUpperCase() as Level;
const hitsOf = (facts: Facts) => grade(matrix, facts).hits.map(({ criterion }) => criterion);
const without = (facts: Facts, gone: string): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([fact]) => fact !== gone));

describe('every cell of the standard', () => {
  it('is usable, in both languages, and has a row below for each of its criteria', () => {
    expect(matrixInstall.safeParse(idcSeverity).error?.issues).toBeUndefined();
    const cells = new Set(matrix.criteria.map(({ domain, level }) => `${domain} ${level}`));
    expect(cells.size).toBe(6 * levels.length);
    const tested = new Set(table.map(([criterion]) => criterion));
    expect([...tested].sort()).toEqual(matrix.criteria.map(({ id }) => id).sort());
  });

  it.each(table)('%s: hit by %j; one step below, %j, gives %s', (id, hit, below, belowLevel) => {
    const graded = grade(matrix, hit);
    expect(graded).toMatchObject({ level: levelOf(id), provisional: false });
    expect(graded.hits.map(({ criterion }) => criterion)).toContain(id);
    expect(hitsOf(below)).not.toContain(id);
    expect(grade(matrix, below).level).toBe(belowLevel);
  });

  it.each(table)('%s: an unanswered fact of it is asked, and counts at the deadline', (id, hit) => {
    const { all = [], domain = '' } = matrix.criteria.find((it) => it.id === id) ?? {};
    for (const { fact } of all) {
      const rest = without(hit, fact);
      if (hitsOf(rest).some((other) => !isGraver(levelOf(id), levelOf(other)))) continue;
      const options = { domains: [domain] };
      const open = grade(matrix, rest, options);
      expect(hitsOf(rest)).not.toContain(id);
      const asked = open.unanswered.find((one) => one.fact === fact);
      expect(asked && !isGraver(levelOf(id), asked.couldReach)).toBe(true);
      const late = grade(matrix, rest, { ...options, deadlinePassed: true });
      expect(late.provisional).toBe(true);
      expect(late.level === null || isGraver(levelOf(id), late.level)).toBe(false);
    }
  });
});

const answers: fc.Arbitrary<Facts> = fc.record(
  Object.fromEntries(matrix.facts.map((fact) => [fact.id, factValue(fact)])),
  { requiredKeys: [] },
) as fc.Arbitrary<Facts>;

const rank = (level: Level | null): number =>
  level === null ? levels.length : levels.indexOf(level);

describe('grading', () => {
  it('never lowers a level with more facts, unless a fire alarm is found to be a nuisance', () => {
    const lowers = (fact: string, value: unknown) => fact === 'fireFinding' && value === 'nuisance';
    fc.assert(
      fc.property(answers, fc.integer(), (facts, pick) => {
        const names = Object.keys(facts).filter((fact) => !lowers(fact, facts[fact]));
        const gone = names[Math.abs(pick) % Math.max(1, names.length)];
        if (gone === undefined) return;
        const fewer = grade(matrix, without(facts, gone)).level;
        expect(rank(grade(matrix, facts).level)).toBeLessThanOrEqual(rank(fewer));
      }),
    );
  });

  it('does not depend on the order of facts, and changes nothing that it is given', () => {
    const before = JSON.stringify(matrix);
    fc.assert(
      fc.property(answers, fc.boolean(), (facts, deadlinePassed) => {
        const turned = Object.fromEntries(Object.entries(facts).reverse());
        const given = JSON.stringify(facts);
        const first = grade(matrix, facts, { deadlinePassed });
        expect(grade(matrix, turned, { deadlinePassed })).toEqual(first);
        expect(grade(matrix, facts, { deadlinePassed })).toEqual(first);
        expect(JSON.stringify(facts)).toBe(given);
      }),
    );
    expect(JSON.stringify(matrix)).toBe(before);
  });

  it('has the level of its gravest hit, and at the deadline never a lesser one', () => {
    fc.assert(
      fc.property(answers, (facts) => {
        const { level, hits } = grade(matrix, facts);
        expect(level).toBe(hits[0]?.level ?? null);
        const late = grade(matrix, facts, { deadlinePassed: true });
        expect(rank(late.level)).toBeLessThanOrEqual(rank(level));
        expect(late.provisional).toBe(late.level !== level);
      }),
    );
  });

  it('keeps what is unanswered to the stated domain, and counts facts of all', () => {
    const elsewhere = grade(matrix, { coolingUnitAlarm: true }, { domains: ['management'] });
    expect(elsewhere.level).toBe('P4');
    const domains = elsewhere.unanswered.map(
      ({ fact }) => matrix.facts.find(({ id }) => id === fact)?.domain,
    );
    expect(new Set(domains)).toEqual(new Set(['management']));
    expect(grade(matrix, {}, { domains: ['network'], deadlinePassed: true })).toMatchObject({
      level: 'P1',
      provisional: true,
      hits: [],
    });
  });

  it('is not provisional once no answer could make it graver', () => {
    const facts = Object.fromEntries(
      matrix.facts
        .filter(({ domain }) => domain === 'management')
        .map(({ id }) => [id, id === 'monitoringOut' ? 'collector' : 0]),
    );
    const graded = grade(matrix, facts, { deadlinePassed: true });
    expect(graded).toMatchObject({ level: 'P4', provisional: false, unanswered: [] });
  });

  it('says what the criteria mean for the service, the gravest first', () => {
    expect(grade(matrix, { customersDown: 1, pathLost: true }).impactClass).toBe('interruption');
    expect(grade(matrix, { pathLost: true }).impactClass).toBe('redundancy_loss');
    expect(grade(matrix, { humidityDrift: true }).impactClass).toBeNull();
  });
});
