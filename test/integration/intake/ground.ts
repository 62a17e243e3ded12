import { randomBytes } from 'node:crypto';
import request from 'supertest';
import type { IntakeFormat } from '../../../contracts/intake/format-name.js';
import { reportSignal } from '../../../contracts/names.js';
import type { Prisma } from '../../../prisma/generated/client.js';
import { runApi, type RunningApi, type RunningApiOptions } from '../api/running-api.js';

export interface Taken {
  accepted: { dedupKey: string; action: string; incidentId: string }[];
  ignored: { reason: string; dedupKey?: string }[];
}

export interface Ground {
  api: RunningApi;
  /** A new integration; answers its key. */
  integration(
    format: IntakeFormat,
    given?: Partial<Prisma.IntegrationUncheckedCreateInput>,
  ): Promise<string>;
  /** Sends a body to `/in/{key}` as JSON. */
  send(key: string, body: object): request.Test;
  /** Sends one that must be taken. */
  taken(key: string, body: object): Promise<Taken>;
  /** History events of a workflow, by the signal's event id where it is an alert. */
  alertsOf(workflow: string): Promise<{ events: number; signals: number }>;
}

/** The API with a default policy, without a worker: intake never waits for one. */
export async function openGround(options: RunningApiOptions = {}): Promise<Ground> {
  const api = await runApi(options);
  const { prisma } = api.database;
  await prisma.policy.create({
    data: {
      id: 'pol_default@1',
      policyId: 'pol_default',
      version: 1,
      name: { zh: '默认', en: 'Default' },
      rungs: [{ delayS: 300, targets: [{ kind: 'person', id: 'admin' }] }],
      overdue: [],
      isDefault: true,
    },
  });
  const send: Ground['send'] = (key, body) => request(api.app).post(`/in/${key}`).send(body);
  return {
    api,
    integration: async (format, given = {}) => {
      const key = randomBytes(16).toString('hex');
      const id = `int_${key.slice(0, 8)}`;
      await prisma.integration.create({ data: { id, name: id, format, key, ...given } });
      return key;
    },
    send,
    taken: async (key, body) => {
      const answer = await send(key, body);
      if (answer.status !== 202) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body as Taken;
    },
    alertsOf: async (workflow) => {
      const { client } = api.deps.engine;
      const history = await client.workflow.getHandle(workflow).fetchHistory();
      const events = history.events ?? [];
      const signals = events.filter(
        ({ workflowExecutionSignaledEventAttributes: signalled }) =>
          signalled?.signalName === reportSignal,
      );
      return { events: events.length, signals: signals.length };
    },
  };
}

/** One service of a customer-less catalogue. */
export async function addService(
  { api }: Ground,
  id: string,
  dependsOn: string[] = [],
): Promise<void> {
  const data = {
    id,
    code: id.toUpperCase(),
    name: { zh: id, en: id },
    productLine: 'net',
    dependsOn,
  };
  await api.database.prisma.service.create({ data });
}
