import { randomBytes, randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Witness } from '../../test/chaos/witness.js';
import type { Side } from '../side.js';
import { acknowledgeName, bareQueue, bareType, type BareInput } from './names.js';

const secretBytes = 32;

/** The bare engine: straight from here to the server, no API between. */
export function bareSide(
  client: Client,
  witness: Pick<Witness, 'urlOf'>,
  rungsS: number[] = [],
): Side {
  const secret = `whsec_${randomBytes(secretBytes).toString('base64')}`;
  return {
    name: 'bare',
    open: async (title) => {
      const input: BareInput = { title, url: witness.urlOf('bare'), secret, rungsS };
      const workflowId = `bare_${randomUUID()}`;
      await client.workflow.start(bareType, { taskQueue: bareQueue, workflowId, args: [input] });
      return workflowId;
    },
    acknowledge: async (id) => {
      await client.workflow.getHandle(id).executeUpdate(acknowledgeName);
    },
    sentAgain: () => 0,
  };
}
