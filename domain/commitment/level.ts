import { levelOf } from '../incident/level.js';
import type { Severity } from '../incident/severity.js';
import { levels, type Level } from '../severity/matrix.js';

const severities: readonly string[] = ['critical', 'error', 'warning', 'info'] satisfies Severity[];

/** The level that a word names: itself, or what a source's severity stands for; else undefined. */
export const levelIn = (word: string): Level | undefined =>
  levels.find((level) => level === word) ??
  (severities.includes(word) ? levelOf(word as Severity) : undefined);
