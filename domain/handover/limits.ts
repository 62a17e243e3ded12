/** What the customer needs, of the kinds that limits have (N39, N40, operations.md). */
export interface Need {
  kind: string;
  amount: number;
}

/** What a product or a supplier's service can do at most, or at best. */
export interface Limit {
  kind: string;
  limit: number;
  /** Whose limit it is, as people know it. */
  of: string;
}

export type LimitVerdict = 'within' | 'near' | 'beyond';

/** From this share of a limit on it warns (N40). */
export const nearFraction = 0.8;

/** Kinds of which less is harder: 40 ms cannot be had where the path takes 180. */
const floors = /^(latency|jitter|loss|rtt|delay)/i;

/** How a need stands to a limit of its kind; a floor is beaten by asking for less than it. */
export function judgeLimit(need: Need, { limit }: Limit): LimitVerdict {
  const [asked, can] = floors.test(need.kind) ? [limit, need.amount] : [need.amount, limit];
  if (asked > can) return 'beyond';
  return asked >= can * nearFraction && asked > 0 ? 'near' : 'within';
}

export interface LimitFinding extends Limit {
  amount: number;
  verdict: Exclude<LimitVerdict, 'within'>;
}

/** Every need that is beyond a limit, or near it. */
export const findingsOf = (needs: readonly Need[], limits: readonly Limit[]): LimitFinding[] =>
  needs.flatMap((need) =>
    limits
      .filter(({ kind }) => kind === need.kind)
      .flatMap((limit) => {
        const verdict = judgeLimit(need, limit);
        return verdict === 'within' ? [] : [{ ...limit, amount: need.amount, verdict }];
      }),
  );

/** As people read it: `maxSessions 3000 of 2048 (SDWAN)`. */
export const limitText = ({ kind, amount, limit, of }: LimitFinding): string =>
  `${kind} ${amount} : ${limit} (${of})`;
