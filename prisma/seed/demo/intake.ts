import type { Access } from '../../../records/directory/access.js';
import { groupingRules } from '../../../records/directory/grouping-rules.js';
import { integrations } from '../../../records/directory/integrations.js';

const minuteS = 60;

/** One integration each of four formats with keys of their own, and one grouping rule. */
export async function seedIntake(access: Access): Promise<void> {
  await integrations.create(access, { name: 'demo', format: 'generic' }, 'int_demo');
  await integrations.create(
    access,
    { name: 'Alertmanager', format: 'alertmanager', policy: 'pol_standard' },
    'int_alertmanager',
  );
  await integrations.create(
    access,
    { name: 'Zabbix', format: 'zabbix', site: 'sit_sh1', policy: 'pol_facility' },
    'int_zabbix',
  );
  await integrations.create(
    access,
    {
      name: 'Nightly backup',
      format: 'heartbeat',
      policy: 'pol_standard',
      options: { interval: 'P1D', grace: 'PT1H' },
    },
    'int_heartbeat',
  );
  await groupingRules.create(
    access,
    {
      name: '同一站点的同一告警 · same alert at one site',
      match: { integrations: ['int_alertmanager'] },
      by: ['site', 'label:alertname'],
      window: 5 * minuteS,
      reopenWindow: 10 * minuteS,
    },
    'grp_site_alert',
  );
}
