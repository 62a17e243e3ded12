import type { Wall } from '../zone.js';

/** `2026-10-01`, the local date of a 00:00. */
export const dateText = (midnight: Wall): string => new Date(midnight).toISOString().slice(0, 10);
