/** What let a fault into the track (N42, operations.md); kept with it. */
export const entryBases = ['past_restore', 'bounced', 'repeated', 'lead_says'] as const;
export type EntryBasis = (typeof entryBases)[number];

/** Between departments or suppliers. */
export const bouncesMin = 2;
/** The fault itself counts as one of them. */
export const repeatsMin = 3;
export const repeatDays = 30;

/** What is known of the incident when somebody asks for the track. */
export interface EntryFacts {
  /** Its restore target has passed and it is not restored, or was restored too late. */
  pastRestore: boolean;
  /** Legs of its escalation chains that were handed back. */
  bounces: number;
  /** Incidents of the same fault within `repeatDays`, this one included. */
  repeats: number;
  /** An operations lead asks; the reason is asked of everybody. */
  byLead: boolean;
}

/** Which rule lets the fault in, the hardest fact first; none where it is to wait. */
export const entryOf = (facts: EntryFacts): EntryBasis | undefined => {
  if (facts.pastRestore) return 'past_restore';
  if (facts.bounces >= bouncesMin) return 'bounced';
  if (facts.repeats >= repeatsMin) return 'repeated';
  return facts.byLead ? 'lead_says' : undefined;
};
