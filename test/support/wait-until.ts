import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 20;

export interface WaitOptions {
  /** A generous limit, for the day it never happens; not a measure of speed. */
  limitMs: number;
  /** What was waited for and how far it came; becomes the error's text. */
  what: () => string;
}

/** Resolves as soon as the condition holds; rejects when the limit passes first. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  { limitMs, what }: WaitOptions,
): Promise<void> {
  const until = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > until) throw new Error(`waited ${limitMs} ms for ${what()}`);
    await sleep(pollMs);
  }
}
