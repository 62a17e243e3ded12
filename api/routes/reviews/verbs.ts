import { createHash } from 'node:crypto';
import { Refused } from '../../../contracts/api/refused.js';
import { processParams } from '../../../contracts/process/requests.js';
import {
  reviewAnswer,
  reviewVerbs,
  reviewVerbTexts,
  type ReviewVerb,
} from '../../../contracts/review/reviews.js';
import type { ReviewAsked } from '../../../domain/review/commands.js';
import type { Review } from '../../../domain/review/process.js';
import { canonicalJson } from '../../../records/audit/canonical-json.js';
import type { Rows } from '../../../records/rows.js';
import { entryIdOf, writeEntry, type EntryKind } from '../../../records/review/entries.js';
import { personOf } from '../../auth/principal.js';
import { commandProcess } from '../../processes/command.js';
import { route, type RawCall, type Route } from '../../route.js';
import { reviewDoor, seenReview, type SeenReview } from './door.js';
import { presentReview } from './present.js';

const path = '/api/v1/reviews';

/** What somebody wrote, and what belongs to it and is written in the same transaction. */
export interface Writing {
  kind: EntryKind;
  data: object;
  department?: string;
  also?: (rows: Rows, entry: string) => Promise<void>;
}

/** What a verb gives: the words, if any, and the machine's command with the id of their entry. */
export interface Prepared {
  writing?: Writing;
  command: (entry: string) => ReviewAsked;
  /** For the trail, which tells no content; the entry's id and hash where not given. */
  told?: object;
}

export type Prepare<B> = (call: RawCall, seen: SeenReview, body: B) => Prepared | Promise<Prepared>;

/** The trail has the hash of what was written, so that nobody reads a review in it. */
const hashOf = (data: object): string =>
  createHash('sha256').update(canonicalJson(data)).digest('hex');

/** Writes an entry and its line of the trail in one transaction (V19): without the line, neither. */
export async function keep(call: RawCall, seen: SeenReview, writing: Writing): Promise<string> {
  const { principal, updateId, now } = call;
  const { id: review, view } = seen.found;
  const { kind, data, department, also } = writing;
  const entry = entryIdOf(updateId);
  await call.write(async (rows, audit) => {
    const by = { author: personOf(principal).id, at: new Date(now) };
    const written = { id: entry, review, cycle: view.cycle, kind, data, department, ...by };
    const fresh = await writeEntry(rows, written);
    if (fresh) await also?.(rows, entry);
    const after = { entry, kind, sha256: hashOf(data) };
    await audit({ subject: review, action: 'review.entry', after });
  });
  return entry;
}

/** A verb: its entry and the trail first, then the machine's command with the entry's id. */
export const verbRoute = <V extends ReviewVerb>(verb: V, prepare: Prepare<never>): Route =>
  route({
    method: 'post',
    path: `${path}/{id}/${verb}`,
    operationId: `reviews_${verb}`,
    summary: reviewVerbTexts[verb],
    tags: ['reviews'],
    permission: 'review.act',
    params: processParams,
    body: reviewVerbs[verb],
    response: reviewAnswer,
    handler: async (call) => {
      const me = personOf(call.principal).id;
      const seen = await seenReview(call, call.params.id);
      const { writing, command, told } = await prepare(call, seen, call.body as never);
      const entry = writing ? await keep(call, seen, writing) : '';
      const body = told ?? (writing ? { entry } : {});
      const asked = { idOrNumber: seen.found.id, verb, command: command(entry), body };
      await commandProcess<Review>(call, reviewDoor, asked);
      return presentReview(await seenReview(call, seen.found.id), me);
    },
  });

/** Nobody writes to a review before the machine could take it; 403 says whose it is. */
export const refuseOwnCase = ({ facts }: SeenReview, person: string): void => {
  if (facts.person === person) throw new Refused('own_case');
};
