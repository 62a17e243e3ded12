import type { ApiClient } from '../../test/chaos/api-client.js';
import { untilTaken } from '../until-taken.js';

/** The severity of an event whose incident stands at P3 without a word of reason. */
export const gradedSeverity = 'warning';
const grade = { level: 'P3', impactClass: 'degraded' };

/**
 * What a person says of an incident before its clocks and notices count. It is preparation, not
 * measured: an answer 503 is asked again.
 */
export async function give(
  api: ApiClient,
  id: string,
  verb: 'acknowledge' | 'grade',
): Promise<void> {
  const given = verb === 'grade' ? grade : {};
  const { status, body } = await untilTaken(() =>
    api.post(`/api/v1/incidents/${id}/${verb}`, given),
  );
  if (status !== 200) throw new Error(`${verb} was answered ${status} ${JSON.stringify(body)}`);
}
