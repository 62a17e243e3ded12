/** A device as the hand-over lists it. */
export interface ListedDevice {
  asset?: string;
  serial?: string;
  model?: string;
}

/** A device as the directory has it. */
export interface KnownDevice {
  asset: string | null;
  serial: string | null;
  model: string | null;
  /** Of the service that is handed over; another's is a mismatch. */
  here: boolean;
}

export const mismatches = [
  'unknown',
  'elsewhere',
  'other_serial',
  'other_model',
  'not_listed',
  'twice',
] as const;
export type Mismatch = (typeof mismatches)[number];

export interface Mismatched {
  device: string;
  what: Mismatch;
  /** What the list says, then what the directory has. */
  listed?: string;
  known?: string;
}

const same = (a: string, b: string): boolean =>
  a.trim().toLocaleLowerCase('en') === b.trim().toLocaleLowerCase('en');

const nameOf = ({ asset, serial }: { asset?: string | null; serial?: string | null }): string =>
  [asset, serial].find((name) => name != null && name !== '') ?? '?';

const isOf = (listed: ListedDevice, known: KnownDevice): boolean =>
  listed.asset !== undefined && known.asset !== null
    ? same(listed.asset, known.asset)
    : listed.serial !== undefined && known.serial !== null && same(listed.serial, known.serial);

/** The members of which the list and the directory say different things. */
function differences(listed: ListedDevice, known: KnownDevice): Mismatched[] {
  const device = nameOf(listed);
  const differs = (a: string | undefined, b: string | null): a is string =>
    a !== undefined && b !== null && !same(a, b);
  return [
    ...(differs(listed.serial, known.serial)
      ? [
          {
            device,
            what: 'other_serial' as const,
            listed: listed.serial,
            known: known.serial ?? '',
          },
        ]
      : []),
    ...(differs(listed.model, known.model)
      ? [{ device, what: 'other_model' as const, listed: listed.model, known: known.model ?? '' }]
      : []),
  ];
}

/**
 * Where the hand-over's device list and the directory disagree, both ways (N10, operations.md): a
 * device is found by its asset number, else by its serial.
 */
export function reconcile(
  listed: readonly ListedDevice[],
  known: readonly KnownDevice[],
): Mismatched[] {
  const taken = new Set<KnownDevice>();
  const found = listed.flatMap((one): Mismatched[] => {
    const device = nameOf(one);
    const match = known.find((each) => isOf(one, each));
    if (!match) return [{ device, what: 'unknown' }];
    if (taken.has(match)) return [{ device, what: 'twice' }];
    taken.add(match);
    if (!match.here) return [{ device, what: 'elsewhere' }];
    return differences(one, match);
  });
  const missing = known
    .filter((each) => each.here && !taken.has(each))
    .map((each): Mismatched => ({ device: nameOf(each), what: 'not_listed' }));
  return [...found, ...missing];
}

/** As a gate names it: `SH1-0101 other_serial A1 : B2`. */
export const mismatchText = ({ device, what, listed, known }: Mismatched): string =>
  listed === undefined ? `${device} ${what}` : `${device} ${what} ${listed} : ${known ?? ''}`;
