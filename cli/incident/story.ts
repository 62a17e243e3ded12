import type { Api } from '../http/client.js';
import { allPages, type Rows } from '../http/all-pages.js';
import { ApiError } from '../http/api-error.js';
import {
  incidentPath,
  type Alert,
  type Delivery,
  type Incident,
  type LadderView,
  type TimelineLine,
} from './answers.js';

/** A part that the caller's role does not see. */
export interface Hidden {
  hidden: string;
}

/** All that there is to tell of an incident. */
export interface Story {
  incident: Incident;
  ladder: LadderView | Hidden;
  timeline: Rows<TimelineLine> | Hidden;
  deliveries: Rows<Delivery> | Hidden;
  alerts: Rows<Alert> | Hidden;
}

export const isHidden = (part: object): part is Hidden => 'hidden' in part;

/** Reads the incident and then everything about it, each part as far as the caller may see it. */
export async function readStory(api: Api, ref: string): Promise<Story> {
  const incident = await api.get<Incident>(incidentPath(ref));
  const path = incidentPath(incident.id);
  const [ladder, timeline, deliveries, alerts] = await Promise.all([
    visible(api.get<LadderView>(`${path}/ladder`)),
    visible(allPages<TimelineLine>(api, `${path}/timeline`)),
    visible(allPages<Delivery>(api, `${path}/deliveries`)),
    visible(allPages<Alert>(api, `${path}/alerts`)),
  ]);
  return { incident, ladder, timeline, deliveries, alerts };
}

async function visible<T>(part: Promise<T>): Promise<T | Hidden> {
  try {
    return await part;
  } catch (error) {
    if (error instanceof ApiError && [403, 404].includes(error.status)) {
      return { hidden: error.problem.code };
    }
    throw error;
  }
}
