import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttp, type Server } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runIncidentWorker, type IncidentWorker } from '../api/incident-worker.js';
import { waitUntil } from '../../support/wait-until.js';
import { openGround, type Ground } from './ground.js';

const limitMs = 40_000;
const binary = ['prometheus-alertmanager', 'alertmanager'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);
if (binary === undefined) {
  console.log(
    'Skipped: no Alertmanager on PATH (Debian: apt-get install prometheus-alertmanager).',
  );
}

interface RunningAlertmanager {
  /** Pushes alerts through its API as Prometheus does. */
  push(alerts: object[]): Promise<void>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The real program with one receiver: the address of an integration. */
async function startAlertmanager(receiverUrl: string): Promise<RunningAlertmanager> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-alertmanager-'));
  const config = {
    route: {
      receiver: 'baton',
      group_by: ['cluster'],
      group_wait: '1s',
      group_interval: '1s',
      repeat_interval: '1h',
    },
    receivers: [{ name: 'baton', webhook_configs: [{ url: receiverUrl, send_resolved: true }] }],
  };
  await writeFile(join(folder, 'config.yml'), JSON.stringify(config));
  const url = `http://127.0.0.1:${await freePort()}`;
  const child: ChildProcess = spawn(
    binary ?? '',
    [
      `--config.file=${join(folder, 'config.yml')}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=${url.slice('http://'.length)}`,
      '--cluster.listen-address=',
      '--log.level=error',
    ],
    { stdio: 'inherit' },
  );
  const ready = async () => (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok ?? false;
  await waitUntil(ready, { limitMs, what: () => 'Alertmanager' });
  return {
    push: async (alerts) => {
      const answer = await fetch(`${url}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(alerts),
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const cases = binary === undefined ? describe.skip : describe;

cases('a real Alertmanager pointed at /in/{key}', () => {
  let ground: Ground;
  let worker: IncidentWorker;
  let server: Server;
  let alertmanager: RunningAlertmanager;
  let integrationId: string;

  beforeAll(async () => {
    ground = await openGround();
    worker = await runIncidentWorker(ground.api);
    const key = await ground.integration('alertmanager');
    const { prisma } = ground.api.database;
    integrationId = (await prisma.integration.findUniqueOrThrow({ where: { key } })).id;
    await prisma.groupingRule.create({
      data: {
        id: 'grp_room',
        name: 'room',
        match: { integrations: [integrationId] },
        by: ['label:room'],
        windowS: 600,
      },
    });
    server = createHttp(ground.api.app);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    alertmanager = await startAlertmanager(`http://127.0.0.1:${port}/in/${key}`);
  });

  afterAll(async () => {
    await alertmanager.stop();
    server.closeAllConnections();
    server.close();
    await worker.stop();
    await ground.api.close();
  });

  const alert = (instance: string, room: string, given: object = {}) => ({
    labels: { alertname: 'HostDown', instance, room, cluster: 'c1', severity: 'critical' },
    annotations: { summary: `${instance} is down` },
    startsAt: new Date(Date.now() - 60_000).toISOString(),
    generatorURL: 'http://prometheus.example/graph',
    ...given,
  });

  const incidents = () =>
    ground.api.database.prisma.incident.findMany({ orderBy: { number: 'asc' } });

  const stages = async () => (await incidents()).map(({ stage }) => stage);

  it('opens incidents, groups alerts, and resolves them', async () => {
    await alertmanager.push([alert('a1', 'r1'), alert('a2', 'r1'), alert('b1', 'r2')]);
    await waitUntil(async () => (await incidents()).length === 2, {
      limitMs,
      what: () => 'an incident per room',
    });
    const { prisma } = ground.api.database;
    await waitUntil(
      async () => (await prisma.processFact.count({ where: { kind: 'alert' } })) === 3,
      {
        limitMs,
        what: () => 'the alerts of both',
      },
    );
    const byRoom = await prisma.openKey.findMany({ where: { integrationId } });
    expect(byRoom).toHaveLength(3);
    expect(new Set(byRoom.map(({ incidentId }) => incidentId)).size).toBe(2);
    expect((await incidents()).map(({ severity }) => severity)).toEqual(['critical', 'critical']);

    const endsAt = new Date(Date.now() - 1_000).toISOString();
    await alertmanager.push([alert('b1', 'r2', { endsAt }), alert('a1', 'r1', { endsAt })]);
    await waitUntil(
      async () => (await stages()).filter((stage) => stage === 'restored').length === 1,
      {
        limitMs,
        what: () => 'the room whose alerts are all over',
      },
    );
    expect((await stages()).sort()).toEqual(['detected', 'restored']);
    await alertmanager.push([alert('a2', 'r1', { endsAt })]);
    await waitUntil(async () => (await stages()).every((stage) => stage === 'restored'), {
      limitMs,
      what: () => 'both rooms',
    });
  }, 120_000);
});
