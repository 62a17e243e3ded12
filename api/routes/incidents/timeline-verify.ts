import { timelineVerdict } from '../../../contracts/api/self.js';
import { idParams } from '../../../contracts/incident/requests.js';
import { verifyTimeline } from '../../../records/timeline/verify.js';
import { route, type Route } from '../../route.js';
import { seen } from './subject.js';

const verify = route({
  method: 'get',
  path: '/api/v1/incidents/{id}/timeline/verify',
  operationId: 'incident_timeline_verify',
  summary: { zh: '核验时间线链', en: "Verify the timeline's chain" },
  tags: ['incidents'],
  permission: 'incident.trace',
  params: idParams,
  response: timelineVerdict,
  handler: async (call) => {
    const { id } = await seen(call, call.params.id, { permission: 'incident.trace' });
    return verifyTimeline(call.deps.database, id);
  },
});

export const timelineVerifyRoutes: readonly Route[] = [verify];
