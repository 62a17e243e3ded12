import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';

import { shortHash } from '../../short-hash.js';
import {
  disclosureSections,
  itemsMax,
  productLines,
  profiles,
  roomsMax,
  sections,
  serviceModes,
  tiers,
  type ProductLine,
  type Tier,
} from '../state.js';
import {
  checklistVersion,
  isRentalOnly,
  itemOf,
  itemsFor,
  requiredItems,
  sectionName,
  splitKey,
} from './checklist.js';
import { itemGates, type ChecklistItem } from './item.js';

const ids = (line: ProductLine, tier: Tier = 'A'): string =>
  requiredItems({ productLine: line, tier })
    .map(({ id }) => id)
    .join(' ');

const A = 'A1 A2 A3 A4';
const B = 'B1 B2 B3 B4 B5';
const C = 'C1 C2 C3 C4 C5';
const D = 'D1 D2 D3 D4 D5';
const E = 'E1 E3 E4 E5';
const F = 'F1 F2 F3 F4 F5';
const G = 'G1 G2 G3 G4 G5';
const H = 'H1 H2 H3';
const I = 'I1 I2 I3 I4 I5';
const J = 'J1 J2 J3 J4 J5 J6';

const perLine: Record<ProductLine, string[]> = {
  leased_line: [A, B, C, D, E, F, G, H, I, J],
  sdwan: [A, B, C, D, E, F, G, H, I, J],
  colocation: [A, B, C, 'E1 E2 E3 E4 E5', G, 'H1 H2 H3 H4', 'I1 I2 I3 I4 I5 I6', J],
  internet_broker: [A, B, D, E, F, G, H, I, J],
  managed: [A, B, C, D, E, G, H, I, J],
  integration_rental: [A, B, C, D, E, G, H, I, J],
  equipment_rental: [A, B, E],
};

const everyKind = productLines.flatMap((productLine) =>
  tiers.flatMap((tier) => serviceModes.map((mode) => ({ productLine, tier, mode }))),
);
const everyItem: ChecklistItem[] = [
  ...new Map(
    everyKind.flatMap((kind) => requiredItems(kind)).map((item) => [item.id, item]),
  ).values(),
];

describe('which items a product line has (R1, 5c)', () => {
  it.each(productLines)('%s has the sections of its letter and the unlettered items', (line) => {
    expect(ids(line)).toBe(perLine[line]?.join(' '));
  });

  it('the whole checklist is the fifty items of 5c, twenty-one of them critical', () => {
    expect(everyItem).toHaveLength(50);
    const critical = everyItem.filter((item) => item.critical).map(({ id }) => id);
    expect(critical.sort()).toEqual(
      [
        ...['A1', 'B1', 'B2', 'B4', 'C1', 'D1', 'D2', 'E1', 'E5', 'F1', 'F2', 'F3', 'F4'],
        ...['G1', 'G3', 'H1', 'I1', 'I2', 'J1', 'J3', 'J4'],
      ].sort(),
    );
  });

  it('a customer that only rents equipment gets A, B and E, whatever the product line', () => {
    for (const productLine of productLines) {
      const kind = { productLine, tier: 'A', mode: 'equipment_only' } as const;
      const got = new Set(requiredItems(kind).map(({ section }) => section));
      expect([...got]).toEqual(['A', 'B', 'E']);
      expect(isRentalOnly(kind)).toBe(true);
    }
    const serviced = { productLine: 'managed', mode: 'equipment_plus_service' } as const;
    expect(isRentalOnly(serviced)).toBe(false);
    expect(isRentalOnly({ productLine: 'equipment_rental' })).toBe(true);
  });

  it('a low tier is spared comforts alone: never a critical item, and never on a leased line', () => {
    for (const productLine of productLines) {
      const [high, low] = [ids(productLine, 'A').split(' '), ids(productLine, 'D').split(' ')];
      const spared = high.filter((id) => !low.includes(id));
      expect(spared.filter((id) => itemOf(id)?.critical)).toEqual([]);
      if (productLine === 'leased_line') expect(spared).toEqual([]);
      expect(ids(productLine, 'B')).toBe(ids(productLine, 'A'));
    }
    expect(ids('sdwan', 'C').split(' ')).not.toContain('D5');
  });
});

describe('a checklist over rooms (V24)', () => {
  const campus = { productLine: 'colocation', tier: 'A', profile: 'project' } as const;

  it('asks the items of a place once for each room, all others once', () => {
    const keys = itemsFor({ ...campus, rooms: 2 }).map(({ key }) => key);
    expect(keys.filter((key) => key.startsWith('E'))).toEqual([
      ...['E1@1', 'E1@2', 'E2@1', 'E2@2', 'E3@1', 'E3@2', 'E4', 'E5@1', 'E5@2'],
    ]);
    expect(keys).toContain('A1');
    expect(keys).toContain('H4@2');
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('a campus of forty rooms has close to four hundred items, and no more', () => {
    for (const productLine of productLines) {
      const items = itemsFor({ ...campus, productLine, rooms: roomsMax });
      expect(items.length).toBeLessThanOrEqual(itemsMax);
    }
    expect(itemsFor({ ...campus, rooms: roomsMax })).toHaveLength(391);
  });

  it('more rooms than one hand-over takes are refused, not cut', () => {
    expect(() => itemsFor({ ...campus, rooms: roomsMax + 1 })).toThrow('41 rooms of at most 40');
  });

  it('retail has no rooms', () => {
    const keys = itemsFor({ ...campus, profile: 'retail', rooms: 3 }).map(({ key }) => key);
    expect(keys.filter((key) => key.includes('@'))).toEqual([]);
  });

  it('a key says its item and its room, and finds its words', () => {
    fc.assert(
      fc.property(fc.constantFrom(...everyItem), fc.integer({ min: 1, max: 40 }), (item, room) => {
        expect(splitKey(`${item.id}@${room}`)).toEqual({ id: item.id, room });
        expect(itemOf(`${item.id}@${room}`)).toBe(itemOf(item.id));
      }),
    );
    expect(itemOf('Z9')).toBeUndefined();
  });
});

describe('the gate of an item', () => {
  it('A to H are the disclosure; I and J belong to the later stages in order', () => {
    for (const { id, section, gate } of everyItem) {
      const disclosed = (disclosureSections as readonly string[]).includes(section);
      expect([id, gate === 'disclosure_review']).toEqual([id, disclosed]);
    }
    const gates = Object.fromEntries(everyItem.map(({ id, gate }) => [id, gate]));
    expect(gates).toMatchObject({ I1: 'uat_design', I2: 'uat_run', J1: 'training', J3: 'trial' });
    expect(new Set(Object.values(gates))).toEqual(new Set(itemGates));
  });
});

describe('the words of the checklist', () => {
  const longest = { zh: 40, en: 100 } as const;

  test.each(everyItem.map((item) => [item.id, item] as const))(
    '%s asks in one full sentence of each language, short enough for a table',
    (_id, { name, ask, fields = [] }) => {
      expect(ask.zh.length).toBeLessThanOrEqual(longest.zh);
      expect(ask.en.length).toBeLessThanOrEqual(longest.en);
      expect(ask.zh).toMatch(/。$/);
      expect(ask.en).toMatch(/^[A-Z].*\.$/);
      for (const said of [name, ...fields.map((one) => one.name)]) {
        expect(said.zh.length).toBeGreaterThan(0);
        expect(said.en.length).toBeGreaterThan(0);
        expect(said.zh.length).toBeLessThanOrEqual(16);
        expect(said.en.length).toBeLessThanOrEqual(40);
      }
      expect(new Set(fields.map(({ key }) => key)).size).toBe(fields.length);
    },
  );

  it('every section has a name in both languages', () => {
    for (const section of sections) {
      expect(sectionName(section)?.zh).toBeTruthy();
      expect(sectionName(section)?.en).toBeTruthy();
    }
  });
});

describe('a version of the checklist', () => {
  it('that nobody released is an error, not an empty checklist', () => {
    const wanted = { productLine: 'managed', tier: 'A', profile: 'retail', version: '0' } as const;
    expect(() => itemsFor(wanted)).toThrow('no checklist of version 0');
  });

  it('is never changed once it is released: a change is another version', () => {
    const shape = everyItem.map(({ name: _n, ask: _a, ...traits }) => traits);
    const released: Record<string, string> = { '1': '1apg8ys263u' };
    expect(shortHash(JSON.stringify(shape))).toBe(released[checklistVersion]);
  });
});

describe('every profile', () => {
  it.each(everyKind.flatMap((kind) => profiles.map((profile) => ({ ...kind, profile }))))(
    '$profile $productLine $tier $mode has unique keys, and both owner and contacts',
    (wanted) => {
      const specs = itemsFor({ ...wanted, rooms: 3 });
      expect(new Set(specs.map(({ key }) => key)).size).toBe(specs.length);
      const keys = specs.map(({ key }) => splitKey(key).id);
      for (const always of ['A1', 'B1', 'B4', 'E1', 'E5']) expect(keys).toContain(always);
      for (const { key, critical, from } of specs) {
        expect(itemOf(key)).toMatchObject({ critical, from });
      }
    },
  );
});
