import type { Instant, Refusal } from '../machine.js';
import { hasSection, missingOf } from './items.js';
import { laterGates } from './later.js';
import type { Gate, GateReading, ReadingName, Readings } from './readings.js';
import { missingNamedMax, type HandoverState, type Stage } from './state.js';
import type { Missing } from './view.js';

/** The stages that a person may advance; the others are left by a signature or by time. */
export const advanced = [
  'initiated',
  'disclosure',
  'disclosure_review',
  'uat_design',
  'uat_run',
  'training',
  'trial',
] as const satisfies readonly Stage[];
export type Advanced = (typeof advanced)[number];

export const isAdvanced = (stage: Stage): stage is Advanced =>
  (advanced as readonly Stage[]).includes(stage);

const itemsFor = (s: HandoverState, stage: Stage): Missing[] => {
  switch (stage) {
    case 'disclosure':
      return missingOf(s, 'disclosure_review', 'submitted');
    case 'disclosure_review':
    case 'uat_design':
    case 'uat_run':
    case 'training':
    case 'trial':
      return missingOf(s, stage);
    case 'acceptance':
      return missingOf(s, 'trial');
    default:
      return [];
  }
};

const conditionsFor = (s: HandoverState, stage: Stage, now: Instant): Missing[] => {
  switch (stage) {
    case 'initiated':
      return laterGates.initiated(s);
    case 'uat_design':
      return laterGates.uat_design(s);
    case 'training':
      return laterGates.training(s);
    case 'trial':
      return laterGates.trial(s, now);
    case 'acceptance':
      return [...laterGates.training(s), ...laterGates.trial(s, now)];
    default:
      return [];
  }
};

/** What the machine's own state misses before a stage may be left (4b, R1), all of it. */
export const ownMissing = (s: HandoverState, stage: Stage, now: Instant): Missing[] => [
  ...itemsFor(s, stage),
  ...conditionsFor(s, stage, now),
];

/** Readings that each stage asks for, from the first that does to the acceptance (4b). */
const asksFor: Record<Advanced, readonly ReadingName[]> = {
  initiated: [],
  disclosure: [],
  disclosure_review: [],
  uat_design: ['uncovered'],
  uat_run: ['uncovered', 'unproven', 'gaps', 'limits', 'suppliers', 'devices'],
  training: ['certified'],
  trial: ['uncovered', 'unproven', 'gaps', 'limits', 'suppliers', 'devices', 'certified'],
};

const gateOf = (readings: Readings, name: Exclude<ReadingName, 'certified'>): Gate => {
  const { trace } = readings;
  if (name === 'uncovered') return 'uncovered' in trace ? trace.uncovered : { installed: false };
  if (name === 'unproven') return 'unproven' in trace ? trace.unproven : { installed: false };
  return readings[name];
};

const namesOf = (kind: string, gate: GateReading): Missing[] => [
  ...gate.missing.map((key): Missing => ({ kind, key })),
  ...(gate.more > 0 ? [{ kind, have: gate.more }] : []),
];

const readOne = (s: HandoverState, readings: Readings, name: ReadingName): Missing[] => {
  if (name !== 'certified') {
    const gate = gateOf(readings, name);
    return gate.installed ? namesOf(name, gate) : [];
  }
  const { certified } = readings;
  if ('installed' in certified || !hasSection(s, 'J')) return [];
  const { people: have, need } = certified;
  return have < need ? [{ kind: 'certified', need, have }] : [];
};

/** From the import on, a test without anything that must hold proves nothing (R2). */
const asksRequirements: readonly Stage[] = ['initiated', 'uat_design', 'uat_run', 'trial'];

const requirements = (s: HandoverState, { trace }: Readings): Missing[] =>
  hasSection(s, 'I') && 'must' in trace && trace.must === 0 ? [{ kind: 'requirements' }] : [];

/** The acceptance asks again for everything that the trial did: it holds at that instant. */
const askedBy = (stage: Stage): Advanced | undefined =>
  stage === 'acceptance' ? 'trial' : isAdvanced(stage) ? stage : undefined;

/** Everything that a stage's gate misses: items, the machine's own conditions, other records. */
export const missingFor = (
  s: HandoverState,
  stage: Stage,
  { readings, now }: { readings: Readings; now: Instant },
): Missing[] => {
  const asked = askedBy(stage);
  if (!asked) return [];
  return [
    ...ownMissing(s, stage, now),
    ...(asksRequirements.includes(asked) ? requirements(s, readings) : []),
    ...asksFor[asked].flatMap((name) => readOne(s, readings, name)),
  ];
};

/** Gates of a stage whose records are not installed: said aloud where one is passed. */
export const switchedOff = (stage: Stage, readings: Readings): ReadingName[] => {
  const asked = askedBy(stage);
  if (!asked) return [];
  return asksFor[asked].filter((name) =>
    name === 'certified' ? 'installed' in readings.certified : !gateOf(readings, name).installed,
  );
};

/** `item A1`, `certified 1/2`, `gaps +3`: one thing that is missing, in a word. */
export const wordOf = ({ kind, key, need, have }: Missing): string => {
  if (key !== undefined) return `${kind} ${key}`;
  if (need !== undefined) return `${kind} ${have ?? 0}/${need}`;
  return have === undefined ? kind : `${kind} +${have}`;
};

/** The gate as a decision: it lists exactly what is missing, the first 20 by name (R1). */
export const gateRefusal = (stage: Stage, missing: readonly Missing[]): Refusal | undefined => {
  if (missing.length === 0) return undefined;
  const names = missing.slice(0, missingNamedMax).map(wordOf);
  const more = missing.length - names.length;
  return { code: 'gate_unmet', with: { stage, missing: names, more } };
};
