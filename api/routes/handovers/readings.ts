import { handoverReadings } from '../../../contracts/handover/readings.js';
import { processParams } from '../../../contracts/process/requests.js';
import type { HandoverView } from '../../../domain/handover/view.js';
import { takeReadings } from '../../../records/handover/readings.js';
import { seenProcess } from '../../processes/subject.js';
import { route } from '../../route.js';
import { handoverDoor } from './door.js';

/** Each gate of other records as it stands, the switched off ones said to be so (4b). */
export const handoverReadingsRoute = route({
  method: 'get',
  path: '/api/v1/handovers/{id}/readings',
  operationId: 'handovers_readings',
  summary: {
    zh: '其他记录此刻对门禁的结论：差距、上限、供应商、设备、认证、UAT',
    en: 'What other records say to its gates: gaps, limits, suppliers, devices, people, UAT',
  },
  tags: ['handovers'],
  permission: handoverDoor.read,
  params: processParams,
  response: handoverReadings,
  handler: async (call) => {
    const { view } = await seenProcess<HandoverView>(call, handoverDoor, call.params.id);
    return takeReadings(call.db, view, call.now);
  },
});
