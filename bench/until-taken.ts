import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiAnswer } from '../test/chaos/api-client.js';

const sendAgainAfterMs = 250;
const sendAgainMax = 200;

/** A caller that is told to come back later does; the wait is part of what is measured. */
export async function untilTaken(
  send: () => Promise<ApiAnswer>,
  onRefused: () => void = () => undefined,
): Promise<ApiAnswer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await send();
    if (![0, 503].includes(answer.status) || tries >= sendAgainMax) return answer;
    onRefused();
    await sleep(sendAgainAfterMs);
  }
}
