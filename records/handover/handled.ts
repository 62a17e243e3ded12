import { Refused } from '../../contracts/api/refused.js';
import { wallAt } from '../../domain/time-scale.js';
import type { HandoverView } from '../../domain/handover/view.js';
import { departmentsOf } from '../escalation/standing.js';
import { findIncident } from '../incident/read.js';
import { findProcess } from '../process/read.js';
import type { Rows } from '../rows.js';

interface Ended {
  id: string;
  holder: string | null;
  over: boolean;
  begunAt: number;
  service?: string;
}

async function subjectOf(rows: Rows, idOrNumber: string): Promise<Ended | undefined> {
  const incident = await findIncident(rows, idOrNumber);
  if (incident) {
    const { id, view, holderId } = incident;
    const service = view.service?.id;
    const idle = view.closedAs === 'dismissed' || view.closedAs === 'merged';
    const over = view.stage !== 'detected' && view.stage !== 'responding' && !idle;
    const begunAt = view.detectedAt;
    return {
      ...{ id, holder: holderId, over, begunAt },
      ...(service !== undefined && { service }),
    };
  }
  const drill = await findProcess(rows, { process: 'drill', idOrNumber });
  if (!drill) return undefined;
  const { closedAt, startedAt: begunAt } = drill.view;
  return { id: drill.id, holder: drill.holderId, over: closedAt !== undefined, begunAt };
}

/**
 * A fault of this service or a drill that is over and whose holder is of ops (4b, operations.md).
 * @throws Refused `unknown_reference`, or `rule_violation` saying what does not fit
 */
export async function opsHandled(
  rows: Rows,
  idOrNumber: string,
  { id: handover, service, parties, trial }: HandoverView,
): Promise<{ id: string }> {
  const found = await subjectOf(rows, idOrNumber);
  if (!found) throw new Refused('unknown_reference', { field: 'subject', id: idOrNumber });
  const wrong = (why: string): Refused => new Refused('rule_violation', { why });
  if (!found.over) throw wrong(`${idOrNumber} is not a fault or a drill that is over`);
  const scales = await rows.timeScale.findMany({
    where: { subject: { in: [handover, found.id] } },
  });
  const onTheWall = (subject: string, at: number): number => {
    const scale = scales.find((one) => one.subject === subject);
    return wallAt(scale && { at: scale.at.getTime(), factor: scale.factor }, at);
  };
  if (trial && onTheWall(found.id, found.begunAt) < onTheWall(handover, trial.since)) {
    throw wrong(`${idOrNumber} is older than the trial`);
  }
  if (found.service !== undefined && found.service !== service?.id) {
    throw wrong(`${idOrNumber} is about another service`);
  }
  const ops = parties.ops?.department.id ?? '';
  const departments = found.holder === null ? [] : await departmentsOf(rows, found.holder);
  if (!departments.includes(ops)) throw wrong(`${idOrNumber} was not handled by operations`);
  return { id: found.id };
}
