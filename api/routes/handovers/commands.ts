import { Refused } from '../../../contracts/api/refused.js';
import type { HandoverAsked } from '../../../domain/handover/commands.js';
import type { HandoverView } from '../../../domain/handover/view.js';
import { isReferredBy, referTo } from '../../../records/content/content.js';
import { opsHandled } from '../../../records/handover/handled.js';
import { signerOf } from '../../../records/handover/input.js';
import { activePersonAt } from '../../../records/handover/parties.js';
import { takeReadings } from '../../../records/handover/readings.js';
import { handoverStanding } from '../../../records/handover/standing.js';
import { findProcess, type FoundProcess } from '../../../records/process/read.js';
import { may, personOf } from '../../auth/principal.js';
import type { RawCall } from '../../route.js';

type Given<T extends HandoverAsked['type']> = Omit<
  Extract<HandoverAsked, { type: T }>,
  'type' | 'standing'
>;

const rowOf = async (call: RawCall): Promise<FoundProcess<HandoverView>> => {
  const { id: idOrNumber } = call.params as { id: string };
  const row = await findProcess<HandoverView>(call.db, { process: 'handover', idOrNumber });
  if (!row) throw new Refused('not_found', { what: idOrNumber });
  return row;
};

/** What entitles the caller, as of now: departments, those they head, being an executive. */
export async function standingIn(call: RawCall) {
  const person = personOf(call.principal).id;
  const executive = may(call.principal, 'handover.takeover');
  return handoverStanding(call.db, { person, executive, at: call.now });
}

/** A verb's command with the caller's standing; the body is the command where no words are given. */
export const asCommand =
  <B extends object>(words: HandoverAsked['type'] | ((body: B) => HandoverAsked)) =>
  async (body: B, call: RawCall): Promise<HandoverAsked> => {
    const command = typeof words === 'function' ? words(body) : { type: words, ...body };
    return { ...command, standing: await standingIn(call) } as HandoverAsked;
  };

/** With what the gates of other records say at this instant. */
export const withReadings =
  <T extends 'advance' | 'sign'>(type: T) =>
  async (body: Omit<Given<T>, 'readings'>, call: RawCall): Promise<HandoverAsked> => {
    const [row, standing] = await Promise.all([rowOf(call), standingIn(call)]);
    const readings = await takeReadings(call.db, row.view, call.now);
    return { type, ...body, readings, standing } as HandoverAsked;
  };

/** The owner of a side must be somebody who can be reached. */
export const assigned = async (body: Given<'assign'>, call: RawCall): Promise<HandoverAsked> => {
  await activePersonAt(call.db, body.person, 'person');
  if (body.deputy !== undefined) await activePersonAt(call.db, body.deputy, 'deputy');
  return { type: 'assign', ...body, standing: await standingIn(call) };
};

export const signerSet = async (
  { contact }: { contact: string },
  call: RawCall,
): Promise<HandoverAsked> => {
  const { view } = await rowOf(call);
  const signer = await signerOf(call.db, contact, view.customer?.id);
  return { type: 'set_signer', signer, standing: await standingIn(call) };
};

/** Who of ops works while delivery's gates stay open: the one named, else the owner of ops. */
export const takenOver = async (
  { to, ...body }: Omit<Given<'takeover'>, 'to'> & { to?: string },
  call: RawCall,
): Promise<HandoverAsked> => {
  const { view } = await rowOf(call);
  const person = to ?? view.parties.ops?.person;
  if (person === undefined) throw new Refused('unknown_reference', { field: 'to', id: '' });
  await activePersonAt(call.db, person, 'to');
  return { type: 'takeover', to: person, ...body, standing: await standingIn(call) };
};

/** A leftover has an owner who can be chased. */
export const punched = async (
  body: Given<'punch'> & { owner?: string },
  call: RawCall,
): Promise<HandoverAsked> => {
  if (body.owner !== undefined) await activePersonAt(call.db, body.owner, 'owner');
  return { type: 'punch', ...body, standing: await standingIn(call) } as HandoverAsked;
};

interface TrainingBody {
  content?: string;
  material?: string;
}

/** Plan, answers and material are content that the caller uploaded, or that is known here. */
export const trained = async (body: TrainingBody, call: RawCall): Promise<HandoverAsked> => {
  const { id } = await rowOf(call);
  const { actor } = call.principal;
  const given = [body.content, body.material].filter((one) => one !== undefined);
  for (const one of given) {
    const known = await Promise.all([actor.id, id].map((by) => isReferredBy(call.db, one, by)));
    if (!known.includes(true)) {
      throw new Refused('unknown_reference', { field: 'content', id: one });
    }
  }
  await referTo(call.db, id, given);
  return { type: 'training', ...body, standing: await standingIn(call) } as HandoverAsked;
};

/** The fault or drill that ops handled alone, which must be one of this service and be over. */
export const handledAlone = async (
  { subject }: { subject: string },
  call: RawCall,
): Promise<HandoverAsked> => {
  const { view } = await rowOf(call);
  const { id } = await opsHandled(call.db, subject, view);
  return { type: 'ops_handled', subject: id, standing: await standingIn(call) };
};
