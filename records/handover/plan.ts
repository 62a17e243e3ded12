import type { Hours } from '../../domain/clock.js';
import { stageTargets } from '../../domain/handover/checklist/profiles.js';
import type { Profile, StageDeadlines, Tier } from '../../domain/handover/state.js';
import type { Instant } from '../../domain/machine.js';

interface Planned {
  profile: Profile;
  tier: Tier;
  orderAt: Instant;
  /** The planned day of the UAT, where there is one. */
  uatAt?: Instant | undefined;
  hours: { delivery: Hours };
}

/** What each stage is owed: the profile's deadlines with the plan's dates over them (4b, 5c). */
export const plannedDeadlines = ({ hours, ...plan }: Planned): StageDeadlines =>
  stageTargets({ ...plan, hours: hours.delivery });
