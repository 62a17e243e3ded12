import type { z } from 'zod';

import { Refused } from '../../../contracts/api/refused.js';
import type { addresseeIn } from '../../../contracts/escalation/requests.js';
import type { EscalationAsked, EscalationVerb } from '../../../domain/escalation/commands.js';
import type { Party } from '../../../domain/escalation/state.js';
import type { EscalationView } from '../../../domain/escalation/view.js';
import { askerOf, partyOf } from '../../../records/escalation/party.js';
import { standingOf } from '../../../records/escalation/standing.js';
import { findProcess } from '../../../records/process/read.js';
import { personOf } from '../../auth/principal.js';
import type { RawCall } from '../../route.js';

type Plain = Exclude<EscalationVerb, 'bounce' | 'address'>;
type Addressee = z.output<typeof addresseeIn>;

const rowOf = (call: RawCall) => {
  const { id: idOrNumber } = call.params as { id: string };
  return findProcess<EscalationView>(call.db, { process: 'escalation', idOrNumber });
};

/** What entitles the caller, as of now: departments, and being duty manager. */
async function standingIn(call: RawCall) {
  const person = personOf(call.principal).id;
  const site = (await rowOf(call))?.view.site?.id;
  return standingOf(call.deps.database, { person, site, at: call.now });
}

/** A verb's command with the caller's standing; the body is the command where no words are given. */
export const commandOf =
  <B extends object>(words: Plain | ((body: B) => EscalationAsked)) =>
  async (body: B, call: RawCall): Promise<EscalationAsked> => {
    const command =
      typeof words === 'function' ? words(body) : ({ type: words, ...body } as EscalationAsked);
    return { ...command, standing: await standingIn(call) };
  };

/** Who is addressed next, as the directory has them now. */
async function partyFor(call: RawCall, to: Addressee): Promise<Party> {
  const row = await rowOf(call);
  const asker = row && (await askerOf(call.db, row.view.asker.person));
  const party = asker && (await partyOf(call.db, to, { asker, at: call.now }));
  if (!party) throw new Refused('unknown_reference', { field: 'to', id: to.id });
  return party;
}

/** A verb that opens a leg at another party. */
export const movedTo =
  (type: 'bounce' | 'address') =>
  async (body: { to: Addressee; reason: string }, call: RawCall): Promise<EscalationAsked> => {
    const [to, standing] = await Promise.all([partyFor(call, body.to), standingIn(call)]);
    return { type, to, reason: body.reason, standing };
  };
