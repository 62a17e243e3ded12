import type { ApiDeps } from './deps.js';

const partTimeoutMs = 2_500;
/** A worker's long poll lasts at most a minute; one not seen for longer is gone. */
const pollerSeenWithinMs = 70_000;
const workflowQueueType = 1;

export interface PartState {
  name: 'PostgreSQL' | 'migrations' | 'Temporal' | 'worker';
  ok: boolean;
  why?: string;
}

/** Whether everything that answering and paging need is there. */
export async function readiness(deps: ApiDeps): Promise<{ ready: boolean; parts: PartState[] }> {
  const parts = await Promise.all([
    state('PostgreSQL', () => deps.database.prisma.$queryRaw`select 1`),
    state('migrations', () => migrated(deps)),
    state('Temporal', () => reachable(deps)),
    state('worker', () => polled(deps)),
  ]);
  return { ready: parts.every(({ ok }) => ok), parts };
}

async function state(name: PartState['name'], ask: () => Promise<unknown>): Promise<PartState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), partTimeoutMs);
  });
  try {
    await Promise.race([ask(), late]);
    return { name, ok: true };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n').at(-1) ?? '') : String(error);
    return { name, ok: false, why: why.slice(0, 200) };
  } finally {
    clearTimeout(timer);
  }
}

async function migrated({ database, settings }: ApiDeps): Promise<void> {
  const rows = await database.prisma.$queryRaw<{ name: string }[]>`
    select migration_name as name from _prisma_migrations
    where finished_at is not null and rolled_back_at is null`;
  const done = new Set(rows.map(({ name }) => name));
  const missing = settings.migrations.find((name) => !done.has(name));
  if (missing !== undefined) throw new Error(`migration ${missing} is not applied`);
}

const reachable = ({ engine }: ApiDeps) =>
  within(engine, () => engine.client.workflowService.getSystemInfo({}));

async function polled({ engine, taskQueue, now }: ApiDeps): Promise<void> {
  const { pollers } = await within(engine, () =>
    engine.client.workflowService.describeTaskQueue({
      namespace: engine.client.options.namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: workflowQueueType,
    }),
  );
  const seen = (pollers ?? []).some(
    ({ lastAccessTime }) =>
      Number(lastAccessTime?.seconds ?? 0) * 1000 > now() - pollerSeenWithinMs,
  );
  if (!seen) throw new Error(`no worker polls the queue ${taskQueue}`);
}

const within = <T>(engine: ApiDeps['engine'], ask: () => Promise<T>): Promise<T> =>
  engine.within(ask, partTimeoutMs);
