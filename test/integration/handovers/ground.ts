import { runIncidentWorker, type IncidentWorker } from '../api/incident-worker.js';
import { addPerson, as, runApi, type RunningApi } from '../api/running-api.js';

/** Delivery and operations of one organisation, a customer with services, and a campus. */
export interface Ground {
  api: RunningApi;
  worker: IncidentWorker;
  /** Requests of one of `people`. */
  who(name: Person): ReturnType<typeof as>;
  close(): Promise<void>;
}

const named = (name: string) => ({ zh: name, en: name });

const people = {
  dlv: { role: 'delivery', memberOf: 'dep_dlv' },
  dlv2: { role: 'delivery', memberOf: 'dep_dlv' },
  dlvHead: { role: 'manager', memberOf: 'dep_dlv' },
  ops: { role: 'engineer', memberOf: 'dep_ops' },
  ops2: { role: 'engineer', memberOf: 'dep_ops' },
  opsHead: { role: 'manager', memberOf: 'dep_ops' },
  lead: { role: 'ops_lead', memberOf: 'dep_ops' },
  exec: { role: 'executive' },
  sales: { role: 'viewer', memberOf: 'dep_sales', departmentId: 'dep_sales' },
} as const;

export type Person = keyof typeof people;

export const rooms = Array.from({ length: 40 }, (_, n) => `sit_room_${n + 1}`);

const seedServices = async ({ database: { prisma } }: RunningApi): Promise<void> => {
  await prisma.customer.create({ data: { id: 'cus_1', code: 'C1', name: 'Acme', tier: 'B' } });
  const common = { customerId: 'cus_1', departmentId: 'dep_ops', status: 'designing' };
  for (const [id, productLine] of [
    ['svc_line', 'leased_line'],
    ['svc_other', 'leased_line'],
    ['svc_campus', 'colocation'],
    ['svc_rental', 'equipment_rental'],
  ] as const) {
    await prisma.service.create({
      data: { id, code: id.toUpperCase(), name: named(id), productLine, ...common },
    });
  }
  await prisma.site.createMany({
    data: rooms.map((id) => ({ id, kind: 'room' as const, name: named(id), path: [id] })),
  });
  await prisma.customerContact.create({
    data: {
      ...{ id: 'cct_sign', customerId: 'cus_1', name: 'Signer', role: 'business' },
      channels: [{ channel: 'mail', address: { address: 'sign@acme.test' }, afterS: 0 }],
      ...{ maySign: true, language: 'en' as const },
    },
  });
};

/** Opens the ground with a worker; the caller closes it. */
export async function openGround(): Promise<Ground> {
  const api = await runApi();
  const { prisma } = api.database;
  const keys = new Map<string, string>();
  for (const id of ['dep_dlv', 'dep_ops', 'dep_sales']) {
    await prisma.department.create({ data: { id, name: named(id) } });
  }
  for (const [name, standing] of Object.entries(people)) {
    keys.set(name, (await addPerson(api.database, `per_${name}`, standing)).key);
    const channels = [{ channel: 'mail', address: { address: `${name}@baton.test` }, afterS: 0 }];
    await prisma.person.update({ where: { id: `per_${name}` }, data: { channels } });
  }
  for (const side of ['dlv', 'ops']) {
    await prisma.department.update({
      where: { id: `dep_${side}` },
      data: { headId: `per_${side}Head`, deputyId: `per_${side}`, executiveId: 'per_exec' },
    });
  }
  await seedServices(api);
  const worker = await runIncidentWorker(api);
  return {
    ...{ api, worker },
    who: (name) => as(api.app, keys.get(name) ?? ''),
    close: async () => {
      await worker.stop();
      await api.close();
    },
  };
}
