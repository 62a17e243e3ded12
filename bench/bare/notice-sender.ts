import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { bareNoticeType, bareQueue, type BareNotice } from './names.js';

/** Starts a workflow that sleeps until a due time and mails; answers that time, epoch ms. */
export function noticeSender(
  client: Client,
  { to, waitMs }: { to: string; waitMs: number },
): (title: string) => Promise<number> {
  return async (title) => {
    const due = Date.now() + waitMs;
    const input: BareNotice = { title, to, due };
    const workflowId = `bare_${randomUUID()}`;
    const start = { taskQueue: bareQueue, workflowId, args: [input] };
    await client.workflow.start(bareNoticeType, start);
    return due;
  };
}
