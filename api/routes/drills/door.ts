import { drillAnswer, drillVerbs } from '../../../contracts/drill/drill.js';
import type { Drill } from '../../../domain/drill/process.js';
import type { DoorSpec } from '../../processes/routes.js';

/** What people may do with drills; only its leader, or a lead, ends one. */
export const drillDoor: DoorSpec<Drill> = {
  process: 'drill',
  read: 'incident.trace',
  act: 'incident.respond',
  lead: 'incident.lead',
  noun: 'drills',
  name: { zh: '演练', en: 'drills' },
  answer: drillAnswer,
  verbs: {
    finish: {
      body: drillVerbs.finish,
      summary: { zh: '结束演练并评分', en: 'Finish a drill and score it' },
    },
    cancel: {
      body: drillVerbs.cancel,
      summary: { zh: '取消演练，不评分', en: 'Call a drill off, without a score' },
    },
  },
};
