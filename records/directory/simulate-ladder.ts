import type { SimulateLadder, SimulatedLadder } from '../../contracts/directory/lookups.js';
import { notFound } from '../../contracts/api/refused.js';
import { fire, ladderDue, skipEmpty, startLadder } from '../../domain/ladder.js';
import { resolveTargets, type Resolution } from '../oncall/resolve.js';
import type { Rows } from './access.js';
import { loadOnCallWindow, type OnCallWindow } from './on-call-window.js';
import { rungsOf } from './policy-targets.js';

/** A ladder of 20 rungs with 20 repeats each, and the last rung's first return. */
const pagesMax = 422;
const rungMaxMs = 21 * 7 * 86_400_000;

/**
 * Who would be paged when, were nobody to acknowledge: the machine's own ladder and the pager's own
 * resolution, up to the first return of the last rung.
 */
export async function simulateLadder(
  rows: Rows,
  { policy: policyId, startsAt, site }: SimulateLadder,
): Promise<SimulatedLadder> {
  const policy = await rows.policy.findFirst({ where: { policyId, supersededAt: null } });
  if (!policy) throw notFound('policy');
  const rungs = rungsOf(policy);
  const until = startsAt + rungs.length * rungMaxMs;
  const targets = rungs.flatMap((rung) => rung.targets);
  const known = await loadOnCallWindow(rows, { targets, site, from: startsAt, until });
  let ladder = startLadder({ rungs, exhaustedEveryS: policy.exhaustedEveryS }, startsAt);
  const last = rungs.length - 1;
  const lastRounds = (rungs[last]?.repeat?.times ?? 0) + 1;
  const pages: SimulatedLadder['pages'] = [];
  while (pages.length < pagesMax) {
    const due = ladderDue(ladder);
    if (due === undefined) break;
    const { ladder: next, firing } = fire(ladder, due);
    const found = resolveTargets(known.at(due), rungs[firing.rung]?.targets ?? [], due);
    const skipped = found.people.length === 0;
    ladder = skipped ? skipEmpty(next, firing.rung) : next;
    pages.push({ due, rung: firing.rung, round: firing.round, skipped, ...shown(known, found) });
    if (firing.rung === last && firing.round >= lastRounds) break;
  }
  return {
    policy: policyId,
    version: policy.version,
    startsAt,
    pages,
    thenEvery: policy.exhaustedEveryS,
  };
}

function shown(known: OnCallWindow, found: Resolution) {
  const owners = new Set(found.gaps.map(({ owner }) => owner));
  return {
    people: found.people.map(({ id, name, via }) => ({ id, name, via: viaWords(via) })),
    owners: [...owners].map((id) => ({ id, name: known.nameOf(id) })),
  };
}

function viaWords({ schedule, team, insteadOf }: Resolution['people'][number]['via']): string[] {
  const place = schedule ?? team;
  return [
    ...(place ? [place.zh ?? place.en ?? ''] : []),
    ...(insteadOf === undefined ? [] : [`↔ ${insteadOf}`]),
  ];
}
