import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Connection, WorkflowClient } from '@temporalio/client';

import { createHandBack } from '../../activities/tell/hand-back.js';
import { createTellProcess } from '../../activities/tell/tell-process.js';
import type { TellEffect } from '../../domain/tell.js';
import { testStack } from '../support/test-stack.js';

let connection: Connection;
let workflows: WorkflowClient;
beforeAll(async () => {
  const { address, namespace } = testStack().temporal;
  connection = await Connection.connect({ address });
  workflows = new WorkflowClient({ connection, namespace });
});
afterAll(() => connection.close());

/** A process that nobody works on: open until it is terminated. */
async function openProcess(): Promise<string> {
  const workflowId = `inc_${randomUUID()}`;
  await workflows.start('nobody', { workflowId, taskQueue: `idle-${workflowId}`, args: [] });
  return workflowId;
}

const tell = (...to: string[]): TellEffect => ({
  ...{ kind: 'tell', id: 't7', to, message: { type: 'child', id: 'inc_x', title: 'X' } },
});

describe('telling another process', () => {
  it('puts the message into its history once and says that it was heard', async () => {
    const id = await openProcess();
    const answer = await createTellProcess({ workflows })(tell(id));
    expect(answer).toEqual({ type: 'told', effect: 't7', ok: true });
    const { events } = await workflows.getHandle(id).fetchHistory();
    const signals = (events ?? []).flatMap(
      (one) => one.workflowExecutionSignaledEventAttributes ?? [],
    );
    expect(signals.map(({ signalName }) => signalName)).toEqual(['tell']);
    await workflows.getHandle(id).terminate();
  });

  it('answers that a closed or unknown process did not hear it, and still tells the others', async () => {
    const [closed, open] = [await openProcess(), await openProcess()];
    await workflows.getHandle(closed).terminate();
    const say = createTellProcess({ workflows });
    expect(await say(tell(closed))).toMatchObject({ ok: false });
    expect(await say(tell(`inc_${randomUUID()}`, open))).toMatchObject({ ok: false });
    const { events } = await workflows.getHandle(open).fetchHistory();
    expect((events ?? []).some((one) => one.workflowExecutionSignaledEventAttributes)).toBe(true);
    await workflows.getHandle(open).terminate();
  });
});

describe('handing an alert back', () => {
  it('gives the very event and the closed incident to the intake, and fails when the intake does', async () => {
    const event = {
      id: 'e1',
      integration: 'int_1',
      action: 'trigger',
      dedupKey: 'k',
      title: 't',
    } as const;
    const admitted: unknown[] = [];
    const effect = { kind: 'handBack', id: 'h3', event } as const;
    const good = createHandBack({ admit: (...call) => Promise.resolve(admitted.push(call)) });
    expect(await good('inc_old', effect)).toEqual({ type: 'handed_back', effect: 'h3' });
    expect(admitted).toEqual([[event, 'inc_old']]);
    const bad = createHandBack({ admit: () => Promise.reject(new Error('no engine')) });
    await expect(bad('inc_old', effect)).rejects.toThrow('no engine');
  });
});
