import type { Ref } from '../subject-view.js';
import type { Card } from '../review/state.js';
import { participantsMax, type Weights } from './state.js';

/** A participant as the dry run sees one. */
export interface DryRunPerson {
  person: Ref;
  manager?: Ref;
  card: Card;
  counterparts: Ref[];
  days: number;
  of: number;
}

export interface DryRunReadings {
  participants: DryRunPerson[];
  weights: Weights;
  /** Installed indicator sources with how many rows of the period they have. */
  sources: { indicator: string; rows: number }[];
  /** Indicators without an installed source. */
  absent: string[];
  /** Calendar years of the cycle that are not loaded. */
  yearsMissing: number[];
}

export type Missing =
  | { what: 'participants' }
  | { what: 'participants_max'; count: number }
  | { what: 'manager'; person: Ref }
  | { what: 'own_manager'; person: Ref }
  | { what: 'counterparts'; person: Ref }
  | { what: 'days'; person: Ref }
  | { what: 'weights'; sum: number }
  | { what: 'weight'; block: string }
  | { what: 'source'; indicator: string };

export type Warning = { what: 'year'; year: number } | { what: 'not_installed'; indicator: string };

/** What blocks the opening of a cycle, and what is only told. */
export interface DryRun {
  missing: Missing[];
  warnings: Warning[];
}

const blocks = ['results', 'quality', 'linkage', 'growth'] as const;
const wholeWeight = 100;

const ofPerson = ({ person, manager, card, counterparts, days, of }: DryRunPerson): Missing[] => {
  const missing: Missing[] = [];
  if (!manager) missing.push({ what: 'manager', person });
  else if (manager.id === person.id) missing.push({ what: 'own_manager', person });
  if (counterparts.length === 0 && card === 'operations') {
    missing.push({ what: 'counterparts', person });
  }
  if (!(Number.isInteger(days) && days >= 0 && days <= of)) missing.push({ what: 'days', person });
  return missing;
};

const ofWeights = (weights: Weights): Missing[] => {
  const negative = blocks.filter((block) => !(weights[block] >= 0));
  const sum = blocks.reduce((total, block) => total + weights[block], 0);
  return [
    ...negative.map((block): Missing => ({ what: 'weight', block })),
    ...(sum === wholeWeight ? [] : [{ what: 'weights' as const, sum }]),
  ];
};

/**
 * What is missing before a cycle may open (4c, operations.md): every participant, manager,
 * counterpart department and source by name, and weights that are not 100 together. A year that is
 * not loaded, and an indicator that is not installed, are only told.
 */
export const dryRun = (readings: DryRunReadings): DryRun => {
  const { participants, weights, sources, absent, yearsMissing } = readings;
  const count = participants.length;
  return {
    missing: [
      ...(count === 0 ? [{ what: 'participants' as const }] : []),
      ...(count > participantsMax ? [{ what: 'participants_max' as const, count }] : []),
      ...participants.flatMap(ofPerson),
      ...ofWeights(weights),
      ...sources
        .filter(({ rows }) => rows === 0)
        .map(({ indicator }): Missing => ({ what: 'source', indicator })),
    ],
    warnings: [
      ...yearsMissing.map((year): Warning => ({ what: 'year', year })),
      ...absent.map((indicator): Warning => ({ what: 'not_installed', indicator })),
    ],
  };
};

export const isSound = ({ missing }: DryRun): boolean => missing.length === 0;

const nameOf = (missing: Missing): string => {
  const { what } = missing;
  if ('person' in missing) return `${what}: ${missing.person.name}`;
  if ('indicator' in missing) return `${what}: ${missing.indicator}`;
  if ('block' in missing) return `${what}: ${missing.block}`;
  if ('sum' in missing) return `${what}: ${missing.sum}`;
  if ('count' in missing) return `${what}: ${missing.count}`;
  return what;
};

/** Each missing piece in a word and a name, for a refusal. */
export const nameMissing = ({ missing }: DryRun): string[] => missing.map(nameOf);
