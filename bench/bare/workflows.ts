import {
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { acknowledgeName, type BareActivities, type BareInput, type BareNotice } from './names.js';

const records = proxyLocalActivities<Pick<BareActivities, 'writeRow'>>({
  startToCloseTimeout: '2s',
});
const outside = proxyActivities<Pick<BareActivities, 'sendPage' | 'sendMail'>>({
  startToCloseTimeout: '60s',
});

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
  await outside.sendPage(`${workflowId}/0`, input, `${input.title} due ${due}`);
  for (const [index, delayS] of input.rungsS.entries()) {
    due += delayS * 1_000;
    await sleep(Math.max(1, due - Date.now()));
    await outside.sendPage(`${workflowId}/${index + 1}`, input, `${input.title} due ${due}`);
  }
  await sleep(holdMs);
}

/** The least that a notice costs: a row, a timer, a mail. */
export async function bareNotice(notice: BareNotice): Promise<void> {
  const { workflowId } = workflowInfo();
  await records.writeRow(workflowId, notice.title);
  await sleep(Math.max(1, notice.due - Date.now()));
  await outside.sendMail(workflowId, notice);
  await sleep(holdMs);
}
