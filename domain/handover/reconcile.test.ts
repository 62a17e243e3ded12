import { describe, expect, it } from '@jest/globals';
import { reconcile, type KnownDevice } from './reconcile.js';

const known = (asset: string | null, more: Partial<KnownDevice> = {}): KnownDevice => ({
  ...{ asset, serial: null, model: null, here: true },
  ...more,
});

describe('the device list and the directory', () => {
  it('agree where each device is in both, whatever the case of its letters', () => {
    const listed = [{ asset: 'a-1', serial: 's1' }, { serial: 'S2' }];
    const both = [known('A-1', { serial: 'S1' }), known(null, { serial: 's2' })];
    expect(reconcile(listed, both)).toEqual([]);
  });

  it('disagree both ways, by name', () => {
    const listed = [{ asset: 'A-1' }, { asset: 'A-9' }];
    expect(reconcile(listed, [known('A-1'), known('A-2')])).toEqual([
      { device: 'A-9', what: 'unknown' },
      { device: 'A-2', what: 'not_listed' },
    ]);
  });

  it('disagree where one is of another service, listed twice or described otherwise', () => {
    const listed = [{ asset: 'A-1', serial: 'X', model: 'M' }, { asset: 'A-2' }, { asset: 'A-1' }];
    const directory = [known('A-1', { serial: 'S1', model: 'M' }), known('A-2', { here: false })];
    expect(reconcile(listed, directory)).toEqual([
      { device: 'A-1', what: 'other_serial', listed: 'X', known: 'S1' },
      { device: 'A-2', what: 'elsewhere' },
      { device: 'A-1', what: 'twice' },
    ]);
  });

  it('never holds a device of another service against a list that does not name it', () => {
    expect(reconcile([], [known('A-1', { here: false })])).toEqual([]);
  });
});
