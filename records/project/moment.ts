import type { Instant } from '../../domain/machine.js';

/** An instant as a row takes it. */
export const moment = (at: Instant | undefined): string | null =>
  at === undefined ? null : new Date(at).toISOString();
