import { Refused } from '../../../contracts/api/refused.js';
import { idPrefix } from '../../../contracts/names.js';
import { isReferredBy, subjectsOf } from '../../../records/content/content.js';
import { seenProcess, type Doorway } from '../../processes/subject.js';
import type { RawCall } from '../../route.js';
import { handoverDoor } from '../handovers/door.js';

/** Kinds of process that refer to content: who sees one of them reads what it refers to. */
const doors = [handoverDoor] as const;

/** Whoever uploaded it, and whoever sees a process that refers to it. */
export async function seesContent(call: RawCall, id: string): Promise<boolean> {
  if (await isReferredBy(call.db, id, call.principal.actor.id)) return true;
  for (const door of doors) {
    for (const subject of await subjectsOf(call.db, id, idPrefix[door.process])) {
      if (await sees(call, door as unknown as Doorway, subject)) return true;
    }
  }
  return false;
}

async function sees(call: RawCall, door: Doorway, subject: string): Promise<boolean> {
  try {
    await seenProcess(call, door, subject);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.code === 'not_found') return false;
    throw error;
  }
}
