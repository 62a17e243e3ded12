import type { Bilingual, Level } from '../severity/matrix.js';
import type { Audience, NoticeKind } from './stages.js';

/** R at every level, R12 at P1–P2, R13 at P1–P3, O optional, – not shown (5b, operations.md). */
export type Need = 'R' | 'R12' | 'R13' | 'O' | '–';

interface FieldRule {
  /** Shown to this audience alone. */
  only?: Audience;
  /** Typed by people; every other one is computed from facts (I7). */
  typed?: true;
  first?: Need;
  progress?: Need;
  level_change?: Need;
  recovery?: Need;
  closure?: Need;
  correction?: Need;
  supplier_accept_only?: Need;
  maintenance?: Need;
}

type Row = [first: Need, progress: Need, levelChange: Need, recovery: Need, closure: Need];

const row = (
  needs: Row,
  more: Omit<FieldRule, NoticeKind> & Partial<FieldRule> = {},
): FieldRule => {
  const [first, progress, level_change, recovery, closure] = needs;
  return { ...more, first, progress, level_change, recovery, closure };
};

const always: Row = ['R', 'R', 'R', 'R', 'R'];
const atTheEnd: Row = ['–', '–', '–', 'R', 'R'];
const aside = { correction: 'R', supplier_accept_only: 'R' } as const;

/** The field matrix of 5b, and the fields of the notices that stand beside the stages. */
export const fieldRules = {
  number: row(always, aside),
  sequence: row(always, aside),
  level: row(always, aside),
  criteria: row(always, { only: 'internal' }),
  title: row(always, aside),
  occurredAt: row(always),
  detectedAt: row(always),
  place: row(always),
  services: row(always, { only: 'customer' }),
  customersByTier: row(['R13', 'R13', 'R', 'R13', 'R'], { only: 'internal' }),
  impact: row(always),
  state: row(['R', 'R', 'R', 'R', '–']),
  acknowledgedAt: row(['O', '–', '–', '–', '–']),
  done: row(['O', 'R', 'O', 'R', 'R'], { typed: true }),
  nextStep: row(['R12', 'R', 'R', 'O', '–'], { typed: true }),
  eta: row(['R12', 'R12', 'R12', '–', '–'], { typed: true }),
  nextAt: row(['R13', 'R13', 'R', '–', '–']),
  causeStatus: row(['O', 'O', 'O', 'R', 'R'], { typed: true }),
  cause: row(['O', 'O', 'O', 'O', '–'], { typed: true }),
  workaround: row(['O', 'O', '–', 'O', 'O'], { typed: true, supplier_accept_only: 'R' }),
  supplierTicket: row(['O', 'R12', 'O', 'R12', 'R13'], { only: 'internal' }),
  restoredAt: row(atTheEnd),
  duration: row(atTheEnd),
  verifiedBy: row(atTheEnd),
  observeUntil: row(['–', '–', '–', 'R12', '–']),
  rootCause: row(['–', '–', '–', '–', 'R13'], { typed: true }),
  actions: row(['–', '–', '–', 'O', 'R12'], { typed: true }),
  downtimeMinutes: row(['–', '–', '–', '–', 'R13']),
  slaEffect: row(['–', '–', '–', 'O', 'R13'], { typed: true }),
  fromLevel: row(['–', '–', 'R', '–', '–']),
  toLevel: row(['–', '–', 'R', '–', '–']),
  why: row(['–', '–', 'R', '–', '–']),
  contact: row(always, aside),
  supplierRef: { typed: true, supplier_accept_only: 'R' },
  supplierHours: { typed: true, supplier_accept_only: 'R' },
  followUpAt: { typed: true, supplier_accept_only: 'R' },
  correctedField: { correction: 'R' },
  oldValue: { correction: 'R' },
  newValue: { correction: 'R' },
  provider: { maintenance: 'R' },
  account: { maintenance: 'R' },
  maintenanceId: { maintenance: 'R' },
  objects: { maintenance: 'R' },
  maintenanceImpact: { maintenance: 'R' },
  maintenanceStatus: { maintenance: 'R' },
  startsAt: { maintenance: 'R' },
  endsAt: { maintenance: 'R' },
  maintenanceSequence: { maintenance: 'R' },
} as const satisfies Record<string, FieldRule>;

export type FieldKey = keyof typeof fieldRules;

export const fieldKeys = Object.keys(fieldRules) as FieldKey[];

export const isFieldKey = (key: string): key is FieldKey => Object.hasOwn(fieldRules, key);

/** What a notice says, field by field, in both languages. */
export type NoticeFields = Partial<Record<FieldKey, Bilingual>>;

/** A combined notice tells of the fault and of its end: it has recovery's fields. */
const columnOf = (kind: NoticeKind): Exclude<NoticeKind, 'combined'> =>
  kind === 'combined' ? 'recovery' : kind;

/** What a field is to a notice; `–` where it is not shown. */
export function needOf(key: FieldKey, kind: NoticeKind, audience: Audience): Need {
  const rule: FieldRule = fieldRules[key];
  if (rule.only !== undefined && rule.only !== audience) return '–';
  return rule[columnOf(kind)] ?? '–';
}

const requiredAt: Record<Need, readonly Level[]> = {
  R: ['P1', 'P2', 'P3', 'P4'],
  R13: ['P1', 'P2', 'P3'],
  R12: ['P1', 'P2'],
  O: [],
  '–': [],
};

/** The notice that fields are judged for. */
export interface NoticeShape {
  kind: NoticeKind;
  audience: Audience;
  level: Level;
}

export const isRequired = (key: FieldKey, { kind, audience, level }: NoticeShape): boolean =>
  requiredAt[needOf(key, kind, audience)].includes(level);

export const requiredFields = (shape: NoticeShape): FieldKey[] =>
  fieldKeys.filter((key) => isRequired(key, shape));

/** Every field that the notice shows. */
export const shownFields = ({ kind, audience }: NoticeShape): FieldKey[] =>
  fieldKeys.filter((key) => needOf(key, kind, audience) !== '–');

export const isTyped = (key: FieldKey): boolean => {
  const rule: FieldRule = fieldRules[key];
  return rule.typed === true;
};
