import {
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { acknowledgeName, type BareActivities, type BareInput } from './names.js';

const records = proxyLocalActivities<Pick<BareActivities, 'writeRow'>>({
  startToCloseTimeout: '2s',
});
const pages = proxyActivities<Pick<BareActivities, 'sendPage'>>({ startToCloseTimeout: '60s' });

const holdMs = 3_600_000;

/**
 * The least that any design on this engine pays for one incident: a row, a page, a timer. Further
 * pages are due at fixed distances from the beginning, like the rungs of a ladder.
 */
export async function bare(input: BareInput): Promise<void> {
  let acknowledged = false;
  setHandler(defineUpdate<boolean>(acknowledgeName), () => {
    acknowledged = true;
    return acknowledged;
  });
  const { workflowId } = workflowInfo();
  let due = Date.now();
  await records.writeRow(workflowId, input.title);
  await pages.sendPage(`${workflowId}/0`, input, `${input.title} due ${due}`);
  for (const [index, delayS] of input.rungsS.entries()) {
    due += delayS * 1_000;
    await sleep(Math.max(1, due - Date.now()));
    await pages.sendPage(`${workflowId}/${index + 1}`, input, `${input.title} due ${due}`);
  }
  await sleep(holdMs);
}
