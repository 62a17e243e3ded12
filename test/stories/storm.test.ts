import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callerOf } from './caller.js';
import { openNight, type Night } from './night.js';

let night: Night;

beforeAll(async () => {
  night = await openNight();
});

afterAll(() => night.close());

const core = 'svc_core_switch';
const behind = ['LL-0001', 'LL-0002', 'SD-0001', 'CO-0002', 'IB-0001', 'MG-0001'];
const alertsCount = 40;

const alert = (service: string, n: number, status: string) => ({
  status,
  labels: { alertname: 'LinkDown', service, severity: 'critical', instance: `port-${n}` },
  annotations: { summary: `link ${n} of ${service} down` },
  fingerprint: `fp-${n}`,
});

/** One Alertmanager body: forty alerts behind the core switch, the switch itself among them. */
const storm = (status: string): object => {
  const alerts = Array.from({ length: alertsCount }, (_, n) =>
    alert(behind[n % behind.length] ?? '', n, status),
  );
  alerts.splice(20, 0, alert('CORE-SH1', 999, status));
  return { version: '4', status, receiver: 'baton', groupKey: 'storm', alerts };
};

interface Taken {
  accepted: { dedupKey: string; incidentId: string }[];
}

describe('a core switch that goes down', () => {
  it('takes over an alert behind it that came a moment earlier, which is quiet until the switch is back', async () => {
    const line = (status: string) => ({
      action: status,
      title: 'leased line down',
      dedupKey: 'line-1',
      service: 'LL-0001',
    });
    const child = await night.paged(line('trigger'));
    const event = { title: 'core switch down', dedupKey: 'sw-1', service: 'CORE-SH1' };
    const parent = await night.event({ ...event, action: 'trigger' });
    await night.shown(child.id, (seen) => seen.parent?.id === parent);
    const before = night.mail.boxes(child.number);
    await night.pass(child.id, 60);
    expect(night.mail.boxes(child.number)).toEqual(before);
    await night.event({ ...event, action: 'resolve' });
    await night.told(child.id, 'incident.released');
    await night.pass(child.id, 4);
    expect(night.mail.boxes(child.number)).toEqual(before);
    await night.pass(child.id, 2);
    expect(night.mail.boxes(child.number).length).toBeGreaterThan(before.length);
    await night.event(line('resolve'));
  });

  it('pages once for itself while the forty alerts behind it become its children, and for none that recovered with it', async () => {
    const made = await night.make<{ id: string; key: string }>('integrations', {
      name: 'core monitoring',
      format: 'alertmanager',
    });
    const send = (status: string) =>
      callerOf(night.desk.url).post<Taken>(`/in/${made.key}`, storm(status));
    const { status, body } = await send('firing');
    expect([status, body.accepted.length]).toEqual([202, alertsCount + 1]);
    const parent = body.accepted.find(({ dedupKey }) => dedupKey === 'fp-999')?.incidentId ?? '';
    const children = body.accepted.filter(({ incidentId }) => incidentId !== parent);
    expect(new Set(children.map(({ incidentId }) => incidentId)).size).toBe(alertsCount);

    const switchDown = await night.shown(parent, ({ children: known }) => known === alertsCount);
    expect(switchDown.service?.id).toBe(core);
    const { number = '' } = switchDown;
    await night.mail.arrived(number, 'zhang.min');
    await night.mail.arrived(number, 'wu.gang');
    for (const { incidentId } of children) {
      const child = await night.shown(incidentId);
      expect([child.parent?.id, child.stage]).toEqual([parent, 'detected']);
    }
    await night.person('per_zhang_min').verb(parent, 'acknowledge');
    await Promise.all(children.slice(0, 4).map(({ incidentId }) => night.pass(incidentId, 60)));
    expect(await pagesOf(made.id)).toEqual([{ service: 'CORE-SH1', page: 'p1' }]);

    await send('resolved');
    const [first] = children;
    await night.shown(first?.incidentId ?? '', ({ stage }) => stage === 'restored');
    await night.pass(first?.incidentId ?? '', 10);
    expect(await pagesOf(made.id)).toHaveLength(1);
  });

  /** Every page about what a source sent, by service. */
  const pagesOf = (source: string): Promise<{ service: string; page: string }[]> =>
    night.records.prisma.$queryRaw`
      select distinct service.code as service, page
      from delivery join incident on incident.id = subject
      join service on service.id = incident.service_id
      where incident.view -> 'source' ->> 'id' = ${source}`;
});
