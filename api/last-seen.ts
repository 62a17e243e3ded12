const rememberedMax = 10_000;

/** What each caller saw last of each process, so that it reads its own writes (api.md §1). */
export interface LastSeen {
  saw(caller: string, subject: string, seq: number): void;
  of(caller: string, subject: string): number | undefined;
}

/** Remembers the latest 10,000 pairs of caller and process; older ones need `?minSeq=`. */
export function lastSeen(): LastSeen {
  const seqs = new Map<string, number>();
  const keyOf = (caller: string, subject: string) => `${caller} ${subject}`;
  return {
    saw(caller, subject, seq) {
      const key = keyOf(caller, subject);
      const known = seqs.get(key) ?? 0;
      seqs.delete(key);
      seqs.set(key, Math.max(known, seq));
      const oldest = seqs.keys().next().value;
      if (seqs.size > rememberedMax && oldest !== undefined) seqs.delete(oldest);
    },
    of: (caller, subject) => seqs.get(keyOf(caller, subject)),
  };
}
